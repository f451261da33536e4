from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class RoadmapsConfig(AppConfig):
    name = "roadmaps"
    verbose_name = _("Checklists")

    def ready(self):
        from core import contributions, personal_data, uploads
        from core import search as site_search

        from . import contributions as given
        from . import holders, receivers, retention, search, seeds  # noqa: F401
        from . import personal_data as own_data
        from .models import ChecklistTemplate

        holders.register()
        site_search.register(
            "checklist", ChecklistTemplate, search.describe, label=_("Checklists")
        )
        personal_data.register(
            "roadmaps", export=own_data.export, erase=own_data.erase, files=own_data.files
        )
        uploads.usage(own_data.usage)
        retention.register()
        contributions.register(
            "roadmap",
            _("How far it is"),
            order=10,
            institution=given.roadmap,
            centre=given.roadmap,
        )
        post_migrate.connect(seeds.plant, sender=self, dispatch_uid="roadmaps.seeds")
        _hand_out_powers()
        _tell_and_wait()


def _hand_out_powers():
    """The committee writes templates, reads what is shared with it, and brings peers together."""
    from core import roles

    roles.grant(
        roles.COMMITTEE,
        "roadmaps.view_checklisttemplate",
        "roadmaps.change_checklisttemplate",
        "roadmaps.view_checklist",
        "roadmaps.view_peerrequest",
        "roadmaps.change_peerrequest",
    )
    roles.grant(roles.AUDITORS, "roadmaps.view_checklisttemplate")


def _tell_and_wait():
    from core import desk
    from notifications import actions as notifications

    from .actions import peers, reminders, steps
    from .models import PeerRequest

    notifications.register(steps.OWNER, _("A step of a checklist is mine"))
    notifications.register(reminders.DUE, _("Steps of checklists that are due or late"))
    notifications.register(peers.PEERS, _("Help among peers: proposals, answers, messages"))
    desk.waiting(
        "roadmaps",
        _("Asks for help that nobody has answered"),
        lambda: PeerRequest.objects.unanswered().count(),
        lambda: reverse("admin:roadmaps_peerrequest_changelist") + "?answered=no",
        "roadmaps.change_peerrequest",
    )
