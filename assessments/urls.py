from django.urls import path

from .views import answering, ending, guests, guides, needs, rounds

app_name = "assessments"

# The same screens for who is signed in and for a guest, who comes by a private link.
_SCREENS = [
    ("answer/<slug:section>/", answering.answer, "answer"),
    ("hand-in/", answering.hand_in, "hand_in"),
    ("target/", ending.target, "target"),
    ("paper.pdf", ending.paper, "paper"),
    ("table.csv", ending.table, "table"),
    ("discard/", ending.discard, "discard"),
]

urlpatterns = [
    path("", guides.guide_list, name="list"),
    path("guides/<slug:slug>/", guides.guide_detail, name="guide"),
    path("guides/<slug:slug>/start/", guides.guide_start, name="start"),
    path("guides/<slug:slug>/round/", rounds.round_add, name="round_add"),
    path("rounds/<int:pk>/", rounds.round_detail, name="round"),
    path("rounds/<int:pk>/table.csv", rounds.round_table, name="round_table"),
    path("rounds/<int:pk>/target/", rounds.round_target, name="round_target"),
    path("needs/", needs.needs_list, name="needs"),
    path("needs/add/", needs.needs_add, name="needs_add"),
    path("needs/<int:pk>/", needs.needs_detail, name="needs_detail"),
    path("needs/<int:pk>/plan/", needs.plan_add, name="plan_add"),
    path("needs/plan/<int:pk>/draft/", needs.plan_draft, name="plan_draft"),
    path("needs/plan/<int:pk>/link/", needs.plan_link, name="plan_link"),
    path("needs/plan/<int:pk>/remove/", needs.plan_remove, name="plan_remove"),
    path("guest/<slug:slug>/", guests.guest_start, name="guest_start"),
    path("mine/<slug:short_id>/", answering.detail, name="detail"),
    *(path(f"mine/<slug:short_id>/{route}", view, name=name) for route, view, name in _SCREENS),
    path("link/<slug:key>/", answering.detail, name="guest"),
    *(
        path(f"link/<slug:key>/{route}", view, name=f"guest_{name}")
        for route, view, name in _SCREENS
    ),
    path("mine/<slug:short_id>/spread/", answering.spread, name="spread"),
    path("mine/<slug:short_id>/agree/<slug:section>/", answering.agree, name="agree"),
    path("mine/<slug:short_id>/finish/", answering.finish, name="finish"),
    path("mine/<slug:short_id>/share/", ending.share, name="share"),
]
