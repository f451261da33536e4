from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class SurveysConfig(AppConfig):
    name = "surveys"
    verbose_name = _("Surveys")

    def ready(self):
        from core import personal_data, roles, search, uploads
        from notifications import actions as notifications

        from . import health, retention, seeds
        from . import personal_data as own_data
        from . import search as found
        from .models import Survey

        roles.grant(
            roles.COMMITTEE,
            "surveys.add_survey",
            "surveys.change_survey",
            "surveys.view_survey",
            "surveys.view_version",
            "surveys.view_template",
            "surveys.add_template",
            "surveys.change_template",
            "surveys.delete_template",
            "surveys.view_invitation",
        )
        roles.grant(
            roles.AUDITORS,
            "surveys.view_survey",
            "surveys.view_version",
            "surveys.view_template",
        )
        notifications.register("surveys.mine", _("Surveys you run"), way="site")
        notifications.register("surveys.asked", _("Surveys that ask you"))
        personal_data.register(
            "surveys", export=own_data.export, erase=own_data.erase, files=own_data.files
        )
        uploads.usage(own_data.usage)
        retention.register()
        health.register()
        search.register(
            "survey", Survey, found.describe, label=_("Surveys"), queryset=found.published
        )
        post_migrate.connect(seeds.plant, sender=self, dispatch_uid="surveys.seeds")
