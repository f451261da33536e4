from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    """The Django admin with our site in it. On its own: models cannot be read this early."""

    default_site = "core.admin_site.Desk"
