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
        _keep_for_a_while()


def _keep_for_a_while():
    from django.contrib.sessions.models import Session
    from django.utils import timezone

    from . import retention, seals
    from .models import Letter, RetentionRun

    letters = Letter.objects
    retention.register(
        "letters", _("E-mails, after they arrived"), 30,
        retention.rows(lambda before: letters.filter(sent_at__lt=before)),
    )  # fmt: skip
    retention.register(
        "letters-given-up", _("E-mails that could not be delivered"), 30,
        retention.rows(lambda before: letters.filter(failed_at__lt=before)),
    )  # fmt: skip
    retention.register(
        "sessions", _("Sign-ins, after they expired"), 1,
        retention.rows(lambda before: Session.objects.filter(expire_date__lt=timezone.now())),
        most=1,
    )  # fmt: skip
    retention.register(
        "log", _("The log of changes"), 5 * 365, seals.forget, least=365, most=10 * 365
    )
    retention.register(
        "retention-runs", _("Reports of retention runs"), 365,
        retention.rows(lambda before: RetentionRun.objects.filter(at__lt=before)),
    )  # fmt: skip
