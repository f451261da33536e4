"""Coming events that help with a topic, and events as what a plan leads to."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core import cldr
from core.exceptions import Refused
from core.planning import Planned
from core.suggestions import Suggestion
from members import topics as fields

from . import actions, permissions
from .models import Event

_MOST = 200
# At ten, for two hours: an hour that a draft can have until somebody says which.
_TEN, _HOURS = time(10), 2


def coming(topics: Sequence[str], viewer, limit: int) -> list[Suggestion]:
    """Events ahead that `viewer` sees, best first, by the words of title and summary."""
    rows = Event.objects.visible_to(viewer).filter(state=Event.State.PUBLISHED).upcoming()
    return [
        Suggestion(event.title, event.get_absolute_url(), cldr.format_date(event.first_day))
        for event in _by_words(rows, topics)[:limit]
    ]


def _by_words(rows, topics: Sequence[str]) -> list[Event]:
    beginnings = fields.stems(topics)
    if not beginnings:
        return []
    fits = Q()
    for start in beginnings:
        fits |= Q(folded__contains=start)
    scored = [
        (fields.score(event.folded, beginnings), event) for event in rows.filter(fits)[:_MOST]
    ]
    scored.sort(key=lambda row: -row[0])
    return [event for number, event in scored if number]


def draft(title: str, summary: str, by: date | None, person) -> Planned:
    """A draft of `person`'s, on the wished day or in two months, which nobody else sees."""
    if not permissions.can_add(person):
        raise Refused(_("You may not announce events."))
    day = by or timezone.localdate() + timedelta(days=60)
    event = Event(
        title=title[:150], summary=summary[:300], kind=Event.Kind.WORKSHOP,
        mode=Event.Mode.ONLINE, timezone=person.timezone, language=person.language,
    )  # fmt: skip
    event.language_codes = [person.language]
    event.starts_at = datetime.combine(day, _TEN, event.zone)
    event.ends_at = event.starts_at + timedelta(hours=_HOURS)
    return _planned(actions.create(event, person))


def known(keys: Iterable[str], viewer) -> dict[str, Planned]:
    """The events with these keys that `viewer` sees."""
    numbers = [int(key) for key in keys if key.isdecimal()]
    rows = Event.objects.visible_to(viewer).filter(pk__in=numbers)
    return {str(event.pk): _planned(event) for event in rows}


def fitting(topics: Sequence[str], viewer, since: date) -> list[Planned]:
    """Announced events from `since` on whose words fit one of the topics, best first.

    Without topics all of them, the first one first.
    """
    rows = Event.objects.visible_to(viewer).filter(
        state=Event.State.PUBLISHED, starts_at__date__gte=since
    ).order_by("starts_at", "pk")  # fmt: skip
    found = _by_words(rows, topics) if topics else rows[:_MOST]
    return [_planned(event) for event in found]


def _planned(event: Event) -> Planned:
    return Planned(
        "event", str(event.pk), event.title, event.get_absolute_url(),
        state=event.get_state_display(), when=event.first_day,
        is_announced=event.state == Event.State.PUBLISHED,
    )  # fmt: skip
