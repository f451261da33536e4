from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core import desk, personal_data, roles
from members import merging


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Events")

    def ready(self):
        from django.contrib.auth.models import AnonymousUser

        from core import figures, planning, search, suggestions
        from notifications import actions as notifications

        from . import contributions, receivers  # noqa: F401
        from . import personal_data as own_data
        from . import search as found
        from . import suggestions as helpful
        from .models import Event

        # Of somebody who was entered twice, the place and not the wait.
        merging.prefer("events.Registration", lambda row: row.is_confirmed)
        for group in (roles.COMMITTEE, roles.EVENT_MANAGERS):
            roles.grant(
                group, "events.add_event", "events.change_event", "events.view_event",
                "events.view_registration",
            )  # fmt: skip
        roles.grant(roles.AUDITORS, "events.view_event", "events.view_registration")
        desk.waiting(
            "events",
            _("Events to publish"),
            lambda: Event.objects.proposed().count(),
            lambda: reverse("admin:events_event_changelist") + "?state__exact=proposed",
            "events.change_event",
        )
        search.register(
            "event", Event, found.describe, label=_("Events"),
            queryset=Event.objects.announced,
        )  # fmt: skip
        suggestions.register("events", _("Coming events"), helpful.coming, order=20)
        planning.register(
            "event", planning.Kind(_("event"), helpful.draft, helpful.known, helpful.fitting)
        )
        notifications.register("events.mine", _("Events you run or take part in"), way="site")
        contributions.register()
        personal_data.register(
            "events", export=own_data.export, erase=own_data.erase, files=own_data.files
        )
        public = Event.objects.visible_to(AnonymousUser())
        figures.register(
            "events",
            count=lambda: public.filter(state=Event.State.PUBLISHED).count(),
            label=lambda number: ngettext("event", "events", number),
            href=lambda: reverse("events:list"),
            order=50,
        )
