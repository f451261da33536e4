from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import cldr

register = template.Library()


@register.filter
def zone_name(name: str) -> str:
    """Europe/Belgrade → Belgrade time; UTC stays what it is."""
    city = cldr.zone_city(name)
    return city if city == name else _("%(city)s time") % {"city": city}


@register.filter
def was(before: dict | None, event) -> list[str]:
    """What used to hold of an event that moved, a line each, for the letter about it."""
    before = before or {}
    lines = []
    # As the page said it then: by the clock, and with or without an hour, of the old version.
    zone = ZoneInfo(before.get("timezone") or event.timezone)
    in_words = _day_of if before.get("whole_days", event.whole_days) else _moment
    if "starts_at" in before:
        begins = datetime.fromisoformat(before["starts_at"])
        lines.append(_("It was to begin on %s.") % in_words(begins, zone))
    elif "ends_at" in before:
        ends = datetime.fromisoformat(before["ends_at"])
        # Whole days end at the midnight after the last one.
        ends -= timedelta(microseconds=in_words is _day_of)
        lines.append(_("It was to end on %s.") % in_words(ends, zone))
    if place := ", ".join(filter(None, [before.get("venue"), before.get("city")])):
        lines.append(_("It was to be here: %s.") % place)
    if "joining_link" in before:
        lines.append(_("The link to join is new."))
    return lines


def _moment(at: datetime, zone: ZoneInfo) -> str:
    return cldr.format_datetime(at.astimezone(zone), "full", zone=True)


def _day_of(at: datetime, zone: ZoneInfo) -> str:
    return cldr.format_date(at.astimezone(zone).date(), "full")


@register.simple_tag
def event_when(event, *, zone: str = "") -> str:
    """Its days, or from when to when by the clock of the place; in another `zone` without year."""
    if event.whole_days:
        return cldr.format_date_range(event.first_day, event.last_day, "full")
    if not zone:
        return cldr.format_datetime_range(event.local_start, event.local_end, zone=True)
    starts, ends = (at.astimezone(ZoneInfo(zone)) for at in (event.starts_at, event.ends_at))
    return cldr.format_datetime_range(starts, ends, "MMMMEEEEd")


@register.simple_tag
def event_iso(event) -> str:
    """When it begins, for machines: a day where it is whole days, else a moment."""
    if event.whole_days:
        return event.first_day.isoformat()
    return event.local_start.isoformat(timespec="seconds")


@register.simple_tag
def places_left(event) -> str:
    """How many places there are still, in words."""
    if event.capacity is None:
        return _("There is room for everybody.")
    if event.is_full:
        words = ngettext(
            "All places are taken; %(number)d person is waiting.",
            "All places are taken; %(number)d people are waiting.",
            event.people_waiting,
        )
        if not event.people_waiting:
            words = _("All places are taken.")
        return words % {"number": event.people_waiting}
    words = ngettext(
        "%(number)d of %(all)d places left.",
        "%(number)d of %(all)d places left.",
        event.places_left,
    )
    return words % {"number": event.places_left, "all": event.capacity}


@register.simple_tag
def hours(event) -> str:
    """From when to when, short, by the clock of the place; the day stands beside it already."""
    if not event.is_one_day:
        return _("until %s") % cldr.format_date(event.last_day, "yMMMEd")
    starts, ends = event.local_start, event.local_end
    words = cldr.format_time_range(starts, ends, zone=True)
    if not event.whole_days and starts.year == timezone.localdate().year:
        return words
    day = cldr.format_date(starts, "medium")
    return day if event.whole_days else f"{day}, {words}"


@register.simple_tag
def whereabouts(event) -> str:
    """City and country, or that it is online, or both."""
    if not event.has_place:
        return _("Online")
    place = ", ".join(filter(None, [event.city, str(event.country) if event.country_id else ""]))
    return _("%s, and online") % place if event.has_online_part else place
