from django.urls import path

from . import feeds
from .views import moderating, reading, watching, writing

app_name = "forum"
# What stands before the boards may not be a board's slug: see models.boards.RESERVED.
urlpatterns = [
    path("", reading.board_list, name="index"),
    path("feed/", feeds.NewestTopics(), name="feed"),
    path("read/", watching.all_read, name="read"),
    path("unwatch/<slug:token>/", watching.unwatch_by_token, name="unwatch"),
    path("p/<slug:short_id>/", reading.post_detail, name="post"),
    path("p/<slug:short_id>/edit/", writing.post_edit, name="post_edit"),
    path("p/<slug:short_id>/history/", reading.post_history, name="post_history"),
    path("p/<slug:short_id>/report/", writing.post_report, name="post_report"),
    path("p/<slug:short_id>/hide/", moderating.post_hide, name="post_hide"),
    path("p/<slug:short_id>/show/", moderating.post_show, name="post_show"),
    path("p/<slug:short_id>/release/", moderating.post_release, name="post_release"),
    path("t/<slug:short_id>/", reading.topic_short, name="topic_short"),
    path("t/<slug:short_id>/<slug:slug>/", reading.topic_detail, name="topic"),
    path("t/<slug:short_id>/<slug:slug>/reply/", writing.topic_reply, name="reply"),
    path("t/<slug:short_id>/<slug:slug>/watch/", watching.topic_watch, name="topic_watch"),
    path("t/<slug:short_id>/<slug:slug>/hide/", moderating.topic_hide, name="topic_hide"),
    path("t/<slug:short_id>/<slug:slug>/show/", moderating.topic_show, name="topic_show"),
    path("t/<slug:short_id>/<slug:slug>/lock/", moderating.topic_lock, name="topic_lock"),
    path("t/<slug:short_id>/<slug:slug>/pin/", moderating.topic_pin, name="topic_pin"),
    path("t/<slug:short_id>/<slug:slug>/move/", moderating.topic_move, name="topic_move"),
    path("<slug:slug>/", reading.board_detail, name="board"),
    path("<slug:slug>/new/", writing.topic_new, name="topic_new"),
    path("<slug:slug>/feed/", feeds.NewestTopicsOfBoard(), name="board_feed"),
    path("<slug:slug>/read/", watching.board_read, name="board_read"),
    path("<slug:slug>/watch/", watching.board_watch, name="board_watch"),
]
