from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "notifications"
    verbose_name = _("Notifications")

    def ready(self):
        from members import personal_data

        from . import receivers  # noqa: F401
        from .exports import everything, take_the_name_out

        personal_data.register("notifications", export=everything, erase=take_the_name_out)
