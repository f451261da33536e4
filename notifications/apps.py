from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "notifications"
    verbose_name = _("Notifications")

    def ready(self):
        from core import personal_data

        from . import personal_data as own_data
        from . import receivers, retention  # noqa: F401

        retention.register()
        personal_data.register("notifications", export=own_data.export, erase=own_data.erase)
