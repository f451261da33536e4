"""iCalendar (RFC 5545) of events: files, feeds and what letters carry. See decision 0050."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from icalendar import (
    Calendar,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vCalAddress,
    vText,
)

from core import characters, markdown
from core.email_addresses import mailto, name_and_address
from core.models.letters import own_domain

REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"
CONTENT_TYPE = "text/calendar; charset=utf-8"


def feed(events: Iterable, *, name: str, join: bool = False) -> bytes:
    """Many events, to subscribe to; with `join` the links to join are in it."""
    return _written(_calendar(list(events), PUBLISH, name=name, join=join))


def single(event, *, join: bool = False) -> bytes:
    """One event as a file; with `join` the link to join is in it."""
    return _written(_calendar([event], PUBLISH, join=join))


def attachment(event, person, *, cancelled: bool = False) -> dict[str, str]:
    """What a letter to `person` carries, so that their calendar adds, moves or drops the event."""
    method = CANCEL if cancelled else REQUEST
    calendar = _calendar([event], method, join=not cancelled, stamp=timezone.now())
    entry = calendar.events[0]
    # Of two messages with one SEQUENCE a program may keep either. Each time somebody leaves, and
    # each time they come back, is a step of their own (RFC 5546 §2.1.4, §3.2.5).
    times_left = event.registrations.filter(person=person).exclude(cancelled_at=None).count()
    del entry["SEQUENCE"]
    if cancelled and not event.is_cancelled:
        # The event goes on without this guest: a STATUS would call it off.
        del entry["STATUS"]
        entry.add("sequence", event.sequence + 2 * times_left - 1)
    else:
        entry.add("sequence", event.sequence + 2 * times_left)
    entry.add("organizer", _organiser())
    guest = vCalAddress(mailto(person.email))
    guest.params["CN"] = vText(person.name)
    guest.params["PARTSTAT"] = vText("DECLINED" if cancelled else "ACCEPTED")
    guest.params["RSVP"] = vText("FALSE")
    entry.add("attendee", guest)
    return {
        "name": f"{event.slug}.ics",
        "type": f"text/calendar; method={method}",
        "content": _written(calendar).decode(),
    }


def _written(calendar: Calendar) -> bytes:
    return characters.for_calendars(calendar.to_ical())


def _calendar(events: list, method: str, *, name="", join=False, stamp=None) -> Calendar:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//{settings.WAGTAIL_SITE_NAME}//Events//EN")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    if name:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    years: dict[str, list[int]] = {}
    for event in events:
        # Days have no zone, and UTC is written with a Z.
        if not event.whole_days and event.timezone != "UTC":
            years.setdefault(event.timezone, []).extend([event.starts_at.year, event.ends_at.year])
    for zone, needed in sorted(years.items()):
        calendar.add_component(_zone(zone, min(needed), max(needed)))
    for event in events:
        calendar.add_component(
            _entry(event, join=join, brief=len(events) > 1, stamp=stamp or event.changed_at)
        )
    return calendar


def _entry(event, *, join: bool, brief: bool, stamp: datetime) -> Event:
    url = f"{settings.BASE_URL}{event.get_absolute_url()}"
    text = "" if brief else markdown.plain(event.description)[:2000]
    lines = [event.summary, text, url]
    entry = Event()
    entry.add("uid", f"{event.uid}@{own_domain()}")
    entry.add("dtstamp", stamp)
    entry.add("last-modified", event.changed_at)
    entry.add("created", event.created_at)
    entry.add("sequence", event.sequence)
    entry.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    if event.whole_days:
        entry.add("dtstart", event.first_day)
        entry.add("dtend", event.last_day + timedelta(days=1))
    else:
        entry.add("dtstart", event.local_start)
        entry.add("dtend", event.local_end)
    entry.add("summary", event.title)
    where = event.place
    if event.has_online_part:
        if join and event.joining_link:
            where = "; ".join(filter(None, [where, event.joining_link]))
            lines.insert(1, event.joining_link)
        else:
            where = "; ".join(filter(None, [where, "online"]))
    if where:
        entry.add("location", where)
    if event.has_place and event.country_id and event.country.note:
        # A calendar shows the marked name far from our pages: its note travels along.
        lines.append(f"* {event.country.label}: {event.country.note}")
    entry.add("description", "\n\n".join(line for line in lines if line))
    entry.add("url", url)
    entry.add("categories", [event.kind])
    return entry


def _organiser() -> vCalAddress:
    # Addresses of people are never shown; answers of mail programs come to the network.
    name, address = name_and_address(settings.DEFAULT_FROM_EMAIL)
    organiser = vCalAddress(mailto(address))
    organiser.params["CN"] = vText(name or settings.WAGTAIL_SITE_NAME)
    return organiser


# --- Time zones ------------------------------------------------------------------------------


def _zone(name: str, first_year: int, last_year: int) -> Timezone:
    zone = Timezone()
    zone.add("tzid", name)
    for kind, onset, before, after, label in _observances(name, first_year, last_year):
        part = TimezoneDaylight() if kind else TimezoneStandard()
        part.add("dtstart", onset)
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        part.add("tzname", label)
        zone.add_component(part)
    return zone


@lru_cache(maxsize=256)
def _observances(name: str, first_year: int, last_year: int) -> list[tuple]:
    """Each change of the clock in those years: (is summer, onset, before, after, label).

    The onset is by the clock that ends with it, as the RFC asks. icalendar's own generator
    writes it by the new clock, an hour late in spring.
    """
    zone = ZoneInfo(name)
    at = datetime(first_year - 1, 12, 31, tzinfo=UTC)
    end = datetime(last_year + 1, 1, 2, tzinfo=UTC)
    found = [_observance(zone, at, at)]
    while at < end:
        later = at + timedelta(days=1)
        if later.astimezone(zone).utcoffset() != at.astimezone(zone).utcoffset():
            found.append(_observance(zone, *_moment_of_change(zone, at, later)))
        at = later
    return found


def _moment_of_change(zone: ZoneInfo, low: datetime, high: datetime) -> tuple:
    """The last second of the old clock and the first of the new one."""
    old = low.astimezone(zone).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=(high - low).total_seconds() // 2)
        if middle.astimezone(zone).utcoffset() == old:
            low = middle
        else:
            high = middle
    return low, high


def _observance(zone: ZoneInfo, low: datetime, high: datetime) -> tuple:
    before, after = low.astimezone(zone), high.astimezone(zone)
    onset = (high + before.utcoffset()).replace(tzinfo=None)
    is_summer = bool(after.dst())
    return is_summer, onset, before.utcoffset(), after.utcoffset(), after.tzname()
