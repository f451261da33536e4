from django.urls import path

from .views import building, inviting, questions

app_name = "surveys"
urlpatterns = [
    path("mine/", building.survey_mine, name="mine"),
    path("add/", building.survey_add, name="add"),
    path("invited/", inviting.lost_link, name="lost_link"),
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
    path("<slug:slug>/build/translate/<slug:code>/", questions.survey_translate, name="translate"),
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
]
