from django.urls import path

from .views import building, checklists, peers, reading

app_name = "roadmaps"
urlpatterns = [
    path("", reading.template_list, name="list"),
    path("centre/<slug:slug>/", reading.of_centre, name="centre"),
    path("institution/<slug:slug>/", reading.of_institution, name="institution"),
    # Writing templates
    path("build/", building.build_list, name="build_list"),
    path("build/add/", building.build_add, name="build_add"),
    path("build/<slug:slug>/", building.build, name="build"),
    path("build/<slug:slug>/head/", building.build_head, name="build_head"),
    path("build/<slug:slug>/chapter/", building.build_chapter, name="build_chapter_add"),
    path("build/<slug:slug>/chapter/<slug:key>/", building.build_chapter, name="build_chapter"),
    path("build/<slug:slug>/item/", building.build_item, name="build_item_add"),
    path("build/<slug:slug>/item/<slug:key>/", building.build_item, name="build_item"),
    path("build/<slug:slug>/preview/", building.build_preview, name="build_preview"),
    # Working through a copy
    path("lists/<slug:short_id>/", checklists.checklist_detail, name="checklist"),
    path("lists/<slug:short_id>/history/", checklists.checklist_history, name="history"),
    path("lists/<slug:short_id>/sharing/", checklists.checklist_sharing, name="sharing"),
    path("lists/<slug:short_id>/put-away/", checklists.checklist_put_away, name="put_away"),
    path("lists/<slug:short_id>/changes/", checklists.checklist_changes, name="changes"),
    path("lists/<slug:short_id>/stage/", checklists.checklist_stage, name="stage"),
    path("lists/<slug:short_id>/checklist.pdf", checklists.checklist_pdf, name="pdf"),
    path("lists/<slug:short_id>/table.<slug:kind>", checklists.checklist_table, name="table"),
    path("lists/<slug:short_id>/<slug:key>/", checklists.step_detail, name="step"),
    path(
        "lists/<slug:short_id>/<slug:key>/files/<int:pk>/",
        checklists.step_file,
        name="step_file",
    ),
    # Help among peers
    path("peers/", peers.request_list, name="peers"),
    path("peers/add/", peers.request_add, name="peer_add"),
    path("peers/pairs/<slug:short_id>/", peers.pair_detail, name="pair"),
    path("peers/<slug:short_id>/", peers.request_detail, name="peer_request"),
    # A template, for everybody
    path("<slug:slug>/", reading.template_detail, name="template"),
    path("<slug:slug>/take/", reading.template_take, name="take"),
    path("<slug:slug>/documents/<int:pk>/", reading.template_document, name="document"),
]
