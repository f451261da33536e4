from django.urls import path

from . import views

app_name = "notifications"
urlpatterns = [
    path("notifications/", views.notification_list, name="list"),
    path("notifications/read/", views.notification_read_all, name="read_all"),
    path("notifications/preferences/", views.preferences, name="preferences"),
    path("notifications/<slug:key>/", views.notification_open, name="open"),
    path("notifications/<slug:key>/read/", views.notification_read, name="read"),
]
