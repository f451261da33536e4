from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core import desk, personal_data, roles


class ForumConfig(AppConfig):
    name = "forum"
    verbose_name = _("Forum")

    def ready(self):
        from core import search as site_search
        from notifications import actions as notifications

        from . import contributions, search
        from . import personal_data as own_data
        from .actions import telling
        from .models import Post, Report, Topic

        roles.grant(
            roles.MODERATORS, "forum.view_topic", "forum.change_topic", "forum.view_post",
            "forum.change_post", "forum.view_report", "forum.change_report", "forum.view_ruling",
        )  # fmt: skip
        roles.grant(roles.COMMITTEE, "forum.view_board", "forum.add_board", "forum.change_board")
        desk.waiting(
            "forum-held", _("First posts to read"), lambda: Post.objects.held().count(),
            lambda: reverse("admin:forum_post_changelist") + "?state=held", "forum.change_post",
        )  # fmt: skip
        desk.waiting(
            "forum-reports", _("Reported posts"),
            lambda: Report.objects.filter(state=Report.State.OPEN).count(),
            lambda: reverse("admin:forum_report_changelist") + "?state__exact=open",
            "forum.change_report",
        )  # fmt: skip
        site_search.register(
            "topic", Topic, search.describe, label=_("Topics"), queryset=search.topics
        )
        notifications.register(telling.POST, _("New posts in what I watch in the forum"))
        notifications.register(telling.MODERATED, _("Decisions about my posts and reports"))
        contributions.register()
        personal_data.register("forum", export=own_data.export, erase=own_data.erase)
