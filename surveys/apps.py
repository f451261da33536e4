from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from core import roles


class SurveysConfig(AppConfig):
    name = "surveys"
    verbose_name = _("Surveys")

    def ready(self):
        from notifications import actions as notifications

        from . import seeds

        roles.grant(
            roles.COMMITTEE, "surveys.add_survey", "surveys.change_survey", "surveys.view_survey",
            "surveys.view_version", "surveys.view_template", "surveys.add_template",
            "surveys.change_template", "surveys.delete_template", "surveys.view_invitation",
        )  # fmt: skip
        roles.grant(
            roles.AUDITORS, "surveys.view_survey", "surveys.view_version",
            "surveys.view_template",
        )  # fmt: skip
        notifications.register("surveys.mine", _("Surveys you run"), way="site")
        post_migrate.connect(seeds.plant, sender=self, dispatch_uid="surveys.seeds")
