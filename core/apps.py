from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("System status")

    def ready(self):
        from . import desk, erasures, health, heartbeat, retention, roles

        roles.grant(
            roles.COMMITTEE, "core.view_letter", "core.change_letter", "core.view_auditentry",
            "core.view_retentionterm", "core.view_retentionrun",
        )  # fmt: skip
        roles.grant(
            roles.AUDITORS, "core.view_letter", "core.view_auditentry", "core.view_retentionterm",
            "core.view_retentionrun",
        )  # fmt: skip
        # Groups must come back after a flush too, which no data migration can promise.
        post_migrate.connect(roles.grant_all, dispatch_uid="core.roles")
        post_migrate.connect(retention.plant, sender=self, dispatch_uid="core.retention")
        post_migrate.connect(erasures.make_file, sender=self, dispatch_uid="core.erasures")
        heartbeat.connect()
        desk.waiting(
            "health", _("System checks that failed"), health.unwell,
            lambda: reverse("admin:health"), "core.view_job",
        )  # fmt: skip
        retention.register_own()
