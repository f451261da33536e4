"""How long notifications are kept."""

from django.utils.translation import gettext_lazy as _

from core import retention

from .models import Notification


def register() -> None:
    retention.register(
        "notifications", _("Notifications that were read"), 365,
        retention.rows(lambda before: Notification.objects.filter(read_at__lt=before)),
    )  # fmt: skip
