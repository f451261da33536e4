from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django import template
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.templatetags.components import day_in_words

register = template.Library()


@register.filter
def zone_name(name: str) -> str:
    """Europe/Belgrade → Belgrade time; UTC stays what it is."""
    city = name.rpartition("/")[2].replace("_", " ")
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
    return formats.date_format(at.astimezone(zone), "l j F Y, H:i T")


def _day_of(at: datetime, zone: ZoneInfo) -> str:
    return formats.date_format(at.astimezone(zone).date(), "l j F Y")


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
        return _("until %s") % day_in_words(event.last_day)
    starts, ends = event.local_start, event.local_end
    words = f"{starts:%H:%M}–{ends:%H:%M} {ends.tzname()}"
    if not event.whole_days and starts.year == timezone.localdate().year:
        return words
    day = formats.date_format(starts.date(), "j M Y")
    return day if event.whole_days else f"{day}, {words}"


@register.simple_tag
def whereabouts(event) -> str:
    """City and country, or that it is online, or both."""
    if not event.has_place:
        return _("Online")
    place = ", ".join(filter(None, [event.city, str(event.country) if event.country_id else ""]))
    return _("%s, and online") % place if event.has_online_part else place
