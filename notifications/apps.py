from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "notifications"
    verbose_name = _("Notifications")

    def ready(self):
        from members import personal_data

        from . import receivers  # noqa: F401
        from .exports import everything

        # Nothing to erase: the rows go with the person's own.
        personal_data.register("notifications", export=everything)
