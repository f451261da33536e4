from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    name = "assessments"
    verbose_name = _("Self-assessment")

    def ready(self):
        from core import personal_data as registry
        from core import roles, search
        from notifications import actions as notifications

        from . import personal_data, retention, seeds
        from . import search as found
        from .models import Guide

        roles.grant(
            roles.COMMITTEE,
            "assessments.view_guide",
            "assessments.add_guide",
            "assessments.change_guide",
            "assessments.view_guideversion",
            "assessments.view_assessment",
            "assessments.add_needsanalysis",
        )
        roles.grant(roles.AUDITORS, "assessments.view_guide", "assessments.view_guideversion")
        search.register(
            "guide",
            Guide,
            found.describe,
            label=_("Guides for self-assessment"),
            queryset=found.findable,
        )
        registry.register("assessments", export=personal_data.export, erase=personal_data.erase)
        retention.register()
        for kind, label in (
            ("assessments.round", _("Your institution asks how its teaching stands")),
            ("assessments.circle", _("A self-assessment that you can take part in")),
            ("assessments.needs", _("You are asked which topics you need")),
        ):
            notifications.register(kind, label)
        post_migrate.connect(seeds.plant, sender=self, dispatch_uid="assessments.seeds")
