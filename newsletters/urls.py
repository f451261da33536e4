from django.urls import path

from .feeds import IssueFeed
from .views import archive, subscribing

app_name = "newsletters"
urlpatterns = [
    path("newsletters/", archive.archive, name="archive"),
    path("newsletters/feed/", IssueFeed(), name="feed"),
    path("newsletters/subscribe/", subscribing.subscribe, name="subscribe"),
    path("newsletters/subscribe/asked/", subscribing.asked, name="asked"),
    path("newsletters/confirm/<str:link>/", subscribing.confirm, name="confirm"),
    path("newsletters/u/<str:token>/", subscribing.unsubscribe, name="unsubscribe"),
    path("newsletters/p/<str:token>/", subscribing.preferences, name="preferences"),
    path("newsletters/p/<str:token>/data/", subscribing.own_data, name="own_data"),
    path("newsletters/p/<str:token>/erase/", subscribing.erase, name="erase"),
    path("my/newsletters/", subscribing.mine, name="mine"),
    path("newsletters/<slug:slug>/", archive.issue, name="issue"),
]
