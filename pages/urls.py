from django.urls import path, re_path

from . import feeds, views

app_name = "pages"
urlpatterns = [
    path("languages/keep/", views.keep_language, name="keep-language"),
    path("news/feed/", feeds.NewsFeed(), name="news-feed"),
    re_path(r"^((?:[\w\-]+/)*)$", views.page, name="page"),
]
