from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class NewslettersConfig(AppConfig):
    name = "newsletters"
    verbose_name = _("Newsletters")

    def ready(self):
        from core import desk, personal_data, roles, search

        from . import consents, content_sources, receivers, retention
        from . import personal_data as own_data
        from . import search as found
        from .models import Issue

        receivers.connect()
        content_sources.register_all()
        roles.grant(
            roles.EDITORS,
            "newsletters.add_issue", "newsletters.change_issue", "newsletters.delete_issue",
            "newsletters.view_issue", "newsletters.add_list", "newsletters.change_list",
            "newsletters.view_list", "newsletters.view_subscriber",
            "newsletters.view_suppression", "newsletters.delete_suppression",
        )  # fmt: skip
        search.register(
            "newsletter", Issue, found.describe, label=_("Newsletters"),
            queryset=lambda: Issue.objects.exclude(started_at=None).defer("frozen"),
        )  # fmt: skip
        retention.register()
        consents.register()
        personal_data.register("newsletters", export=own_data.export, erase=own_data.erase)
        desk.waiting(
            "newsletters", _("Newsletters on their way"),
            lambda: Issue.objects.on_their_way().count(),
            lambda: reverse("admin:newsletters_issue_changelist"), "newsletters.change_issue",
        )  # fmt: skip
