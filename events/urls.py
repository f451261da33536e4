from django.urls import path
from django.views.decorators.http import require_safe

from .feeds import EventFeed
from .views import feeds, organising, places, reading

app_name = "events"
urlpatterns = [
    path("", reading.event_list, name="list"),
    path("calendar/", reading.event_month, name="this_month"),
    path("calendar/<int:year>/<int:month>/", reading.event_month, name="month"),
    path("calendar.ics", feeds.calendar_feed, name="calendar"),
    path("calendar/<slug:token>.ics", feeds.personal_feed, name="my_calendar"),
    path("feed/", require_safe(EventFeed()), name="feed"),
    path("add/", organising.event_add, name="add"),
    path("mine/", places.event_mine, name="mine"),
    path("mine/calendar/", places.calendar_key, name="calendar_key"),
    path("places/<slug:token>/", places.withdraw_by_link, name="withdraw_by_link"),
    path("<slug:slug>.ics", feeds.event_file, name="file"),
    path("<slug:slug>/", reading.event_detail, name="detail"),
    path("<slug:slug>/register/", places.event_register, name="register"),
    path("<slug:slug>/withdraw/", places.event_withdraw, name="withdraw"),
    path("<slug:slug>/edit/", organising.event_edit, name="edit"),
    path("<slug:slug>/propose/", organising.event_propose, name="propose"),
    path("<slug:slug>/publish/", organising.event_publish, name="publish"),
    path("<slug:slug>/take-back/", organising.event_take_back, name="take_back"),
    path("<slug:slug>/discard/", organising.event_discard, name="discard"),
    path("<slug:slug>/call-off/", organising.event_call_off, name="call_off"),
    path("<slug:slug>/registrations/", organising.event_registrations, name="registrations"),
    path(
        "<slug:slug>/registrations.csv",
        organising.event_registrations_csv,
        name="registrations_csv",
    ),
    path("<slug:slug>/capacity/", organising.event_capacity, name="capacity"),
]
