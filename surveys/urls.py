from django.urls import path, re_path

from .views import (
    answering,
    building,
    exporting,
    inviting,
    questions,
    reading,
    results,
    translating,
)

app_name = "surveys"
urlpatterns = [
    path("", reading.survey_list, name="list"),
    path("mine/", building.survey_mine, name="mine"),
    path("add/", building.survey_add, name="add"),
    path("invited/", inviting.lost_link, name="lost_link"),
    path("answer/<str:token>/", answering.survey_answer_by_link, name="answer_by_link"),
    path("thanks/<slug:key>/", answering.survey_thanks, name="thanks"),
    path("answer/<str:token>/never/", inviting.decline, name="decline"),
    path("<slug:slug>/build/", building.survey_build, name="build"),
    path("<slug:slug>/build/head/", building.survey_head, name="head"),
    path("<slug:slug>/build/change/", questions.survey_change, name="change"),
    path("<slug:slug>/build/section/", questions.survey_section, name="section_add"),
    path("<slug:slug>/build/section/<slug:key>/", questions.survey_section, name="section"),
    path(
        "<slug:slug>/build/section/<slug:section>/question/",
        questions.survey_question_add,
        name="question_add",
    ),
    path("<slug:slug>/build/question/<slug:key>/", questions.survey_question, name="question"),
    path(
        "<slug:slug>/build/question/<slug:key>/condition/",
        questions.survey_condition,
        name="condition",
    ),
    path("<slug:slug>/build/question/<slug:key>/move/", questions.survey_move, name="move"),
    path(
        "<slug:slug>/build/translate/<slug:code>/", translating.survey_translate, name="translate"
    ),
    path("<slug:slug>/build/preview/", building.survey_preview, name="preview"),
    path("<slug:slug>/build/publish/", building.survey_publish, name="publish"),
    path("<slug:slug>/build/take-back/", building.survey_take_back, name="take_back"),
    path("<slug:slug>/build/end/", building.survey_end, name="end"),
    path("<slug:slug>/build/version/", building.survey_version, name="version"),
    path("<slug:slug>/build/delete/", building.survey_delete, name="delete"),
    path("<slug:slug>/build/invitations/", inviting.survey_invitations, name="invitations"),
    path(
        "<slug:slug>/build/invitations/<uuid:pk>/remove/",
        inviting.survey_uninvite,
        name="uninvite",
    ),
    path("<slug:slug>/", reading.survey_detail, name="detail"),
    path("<slug:slug>/answer/", answering.survey_answer, name="answer"),
    path("<slug:slug>/close/", results.survey_close, name="close"),
    path("<slug:slug>/remind/", results.survey_remind, name="remind"),
    path("<slug:slug>/files/<uuid:pk>/", results.survey_file, name="file"),
    path("<slug:slug>/results/", results.survey_results, name="results"),
    path("<slug:slug>/results/publish/", results.survey_publish_results, name="publish_results"),
    path(
        "<slug:slug>/results/take-back/",
        results.survey_withdraw_results,
        name="withdraw_results",
    ),
    path("<slug:slug>/results/deposit/", results.survey_deposit, name="deposit"),
    path("<slug:slug>/results/texts/<slug:key>/", results.survey_texts, name="texts"),
    path("<slug:slug>/results/files/<slug:key>/", results.survey_files, name="files"),
    re_path(
        r"^(?P<slug>[-\w]+)/results/(?P<what>counts|answers|texts|codebook)\.(?P<kind>csv|xlsx)$",
        exporting.survey_export,
        name="export",
    ),
    re_path(
        r"^(?P<slug>[-\w]+)/results/prepare/(?P<what>answers|texts)\.(?P<kind>csv|xlsx)$",
        exporting.survey_prepare,
        name="prepare",
    ),
    path("<slug:slug>/results/prepared/<str:token>/", exporting.survey_prepared, name="prepared"),
]
