from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core import desk, roles
from members import merging, personal_data


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Events")

    def ready(self):
        from django.contrib.auth.models import AnonymousUser

        from core import figures, search
        from members import showcase
        from notifications import actions as notifications

        from . import knowledge, receivers  # noqa: F401
        from . import showcase as shelves
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
            "event", Event, knowledge.describe, label=_("Events"),
            queryset=Event.objects.announced,
        )  # fmt: skip
        notifications.register("events.mine", _("Events you run or take part in"), way="site")
        for key, label, shelf, order in (
            ("events", _("Coming events"), shelves.coming, 10),
            ("events-past", _("Past events"), shelves.past, 40),
        ):
            of = {whose: shelf(whose) for whose in ("person", "institution", "centre")}
            showcase.register(key, label, order=order, **of)
        personal_data.register(
            "events", export=knowledge.export, erase=knowledge.erase, files=knowledge.files
        )
        public = Event.objects.visible_to(AnonymousUser())
        figures.register(
            "events",
            count=lambda: public.filter(state=Event.State.PUBLISHED).count(),
            label=lambda number: ngettext("event", "events", number),
            href=lambda: reverse("events:list"),
            order=50,
        )
