from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CoreConfig(AppConfig):
    name = "core"

    def ready(self):
        from . import roles

        roles.grant(roles.COMMITTEE, "core.view_letter", "core.change_letter")
        roles.grant(roles.AUDITORS, "core.view_letter")
        # Groups must come back after a flush too, which no data migration can promise.
        post_migrate.connect(roles.grant_all, dispatch_uid="core.roles")
