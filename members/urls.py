from django.urls import path

from . import views

app_name = "members"
urlpatterns = [
    path("members/", views.member_list, name="directory"),
    path("members/<slug:handle>/", views.member_detail, name="profile"),
    path("institutions/<slug:slug>/", views.institution_detail, name="institution"),
    path("centres/<slug:slug>/", views.centre_detail, name="centre"),
    path("members/applications/<uuid:pk>/", views.application_detail, name="application"),
]
