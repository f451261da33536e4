from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "notifications"
    verbose_name = _("Notifications")

    def ready(self):
        from core import personal_data, retention

        from . import personal_data as own_data
        from . import receivers  # noqa: F401
        from .models import Notification

        retention.register(
            "notifications", _("Notifications that were read"), 365,
            retention.rows(lambda before: Notification.objects.filter(read_at__lt=before)),
        )  # fmt: skip
        personal_data.register("notifications", export=own_data.export, erase=own_data.erase)
