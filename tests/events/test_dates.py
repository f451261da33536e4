"""Days and hours of events: reminders, both clocks, whole days, midnights that do not exist."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from core.models import Letter
from events import actions, tasks
from events.forms import EventForm
from events.models import Event
from events.templatetags.events_tags import was
from newsletters.content_sources import describe_event
from tests.factories.events import EventFactory, RegistrationFactory
from tests.spaces import spaced

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - timedelta(days=60)


@pytest.fixture
def at(monkeypatch):
    """`at(moment)` sets the clock of everybody who asks Django for the time."""

    def set_clock(moment):
        for place in ("django.utils.timezone.now", "events.models.events.now"):
            monkeypatch.setattr(place, lambda: moment.astimezone(UTC))

    return set_clock


def here(*parts, zone="Europe/Belgrade"):
    return datetime(*parts, tzinfo=ZoneInfo(zone))


def event_at(start, **fields):
    fields.setdefault("timezone", "Europe/Belgrade")
    return EventFactory(starts_at=start, ends_at=start + timedelta(hours=2), **fields)


def reminders(person):
    found = Letter.objects.filter(to=person.email, kind="event_reminder").order_by("pk")
    return [letter.subject.partition(":")[0] for letter in found]


# --- Reminders -------------------------------------------------------------------------------


@pytest.mark.parametrize("day", [date(2027, 3, 28), date(2027, 10, 31), date(2027, 6, 1)])
def test_a_reminder_leaves_on_the_day_before_whatever_the_clocks_do(ana, at, day):
    start = here(day.year, day.month, day.day, 0, 30)
    event = event_at(start)
    RegistrationFactory(event=event, person=ana, registered_at=LONG_AGO)

    left_on = None
    for quarter in range(4 * 60):
        moment = start.astimezone(UTC) - timedelta(hours=50) + timedelta(minutes=15 * quarter)
        at(moment)
        tasks.remind()
        if reminders(ana):
            left_on = moment.astimezone(event.zone).date()
            break

    assert left_on == day - timedelta(days=1)
    assert reminders(ana) == ["Tomorrow"]


def test_after_a_pause_of_the_schedule_the_letter_names_the_day_on_which_it_leaves(ana, at):
    event = event_at(here(2027, 5, 4, 18, 0))
    RegistrationFactory(event=event, person=ana, registered_at=LONG_AGO)

    at(here(2027, 5, 4, 9, 0))
    tasks.remind()

    assert reminders(ana) == ["Today"]


def test_an_event_that_was_postponed_is_reminded_of_again(ana, at):
    event = event_at(here(2027, 5, 4, 18, 0))
    RegistrationFactory(event=event, person=ana, registered_at=LONG_AGO)
    at(here(2027, 5, 3, 18, 30))
    tasks.remind()

    event.refresh_from_db()
    event.starts_at, event.ends_at = here(2027, 5, 20, 18, 0), here(2027, 5, 20, 20, 0)
    actions.change(event, event.organiser)
    tasks.remind()
    assert reminders(ana) == ["Tomorrow"]
    at(here(2027, 5, 19, 18, 30))
    tasks.remind()
    tasks.remind()

    assert reminders(ana) == ["Tomorrow", "Tomorrow"]


def test_another_hour_of_the_same_day_is_no_reason_for_a_second_reminder(ana, at):
    event = event_at(here(2027, 5, 4, 18, 0))
    RegistrationFactory(event=event, person=ana, registered_at=LONG_AGO)
    at(here(2027, 5, 3, 18, 30))
    tasks.remind()

    event.refresh_from_db()
    event.starts_at, event.ends_at = here(2027, 5, 4, 19, 0), here(2027, 5, 4, 20, 0)
    actions.change(event, event.organiser)
    at(here(2027, 5, 3, 19, 30))
    tasks.remind()

    assert reminders(ana) == ["Tomorrow"]


# --- Both clocks -----------------------------------------------------------------------------


def test_letters_give_the_hour_by_the_readers_own_clock_too(ana):
    ana.timezone = "Europe/Belgrade"
    ana.save()
    event = event_at(here(2027, 12, 4, 18, 0, zone="Europe/Athens"), timezone="Europe/Athens")

    actions.register(event, ana)
    tasks.fill_places()

    letter = Letter.objects.get(to=ana.email)
    for part in (letter.text, letter.html):
        assert "18:00" in part
        assert "By your clock" in part
        assert "17:00" in part
    assert "Belgrade time" in letter.text


def test_a_reader_whose_clock_shows_the_same_hour_reads_one(ana):
    ana.timezone = "Europe/Sarajevo"
    ana.save()
    actions.register(event_at(here(2027, 12, 4, 18, 0)), ana)
    tasks.fill_places()

    assert "By your clock" not in Letter.objects.get(to=ana.email).text


# --- Whole days ------------------------------------------------------------------------------


def whole_days(first, last, zone="Europe/Belgrade", **fields):
    starts = datetime(*first, tzinfo=ZoneInfo(zone))
    ends = datetime(*last, tzinfo=ZoneInfo(zone)) + timedelta(days=1)
    return EventFactory(whole_days=True, starts_at=starts, ends_at=ends, timezone=zone, **fields)


def test_a_whole_day_event_that_was_lengthened_was_to_end_on_its_last_day():
    event = whole_days((2027, 6, 12), (2027, 6, 14))
    old_end = here(2027, 6, 13).astimezone(UTC).isoformat()

    (line,) = map(spaced, was({"ends_at": old_end}, event))

    assert "12 June 2027" in line
    assert ":" not in line


def test_what_took_whole_days_before_is_told_so_although_it_has_hours_now():
    event = event_at(here(2027, 6, 12, 9, 0))
    kept = {
        "starts_at": here(2027, 6, 11).astimezone(UTC).isoformat(),
        "ends_at": here(2027, 6, 12).astimezone(UTC).isoformat(), "whole_days": True,
    }  # fmt: skip

    (line,) = map(spaced, was(kept, event))

    assert "Friday, 11 June 2027" in line
    assert ":" not in line


def test_what_had_hours_before_is_told_by_the_clock_of_its_old_zone():
    event = whole_days((2027, 6, 12), (2027, 6, 12), zone="Europe/Athens")
    kept = {"starts_at": "2027-06-11T07:00:00+00:00", "whole_days": False,
            "timezone": "Europe/Belgrade"}  # fmt: skip

    (line,) = map(spaced, was(kept, event))

    assert "09:00 CEST" in line


def test_newsletters_give_whole_days_no_hour():
    event = whole_days((2027, 6, 12), (2027, 6, 13))

    assert ":" not in describe_event(event).note
    assert "12 June 2027" in spaced(describe_event(event).note)


@pytest.mark.parametrize(
    ("first", "last"), [("2027-04-30", "2027-04-30"), ("2027-04-28", "2027-04-29")]
)
def test_whole_days_may_begin_or_end_where_midnight_is_skipped(ana, first, last):
    data = {
        "title": "A day in Cairo", "kind": "workshop", "summary": "One.", "language": "en",
        "languages": ["en"], "timezone": "Africa/Cairo", "whole_days": "on", "mode": "online",
        "starts_at": f"{first}T00:00", "ends_at": f"{last}T00:00", "has_waiting_list": "on",
    }  # fmt: skip
    form = EventForm(data, instance=Event(timezone="Africa/Cairo"), viewer=ana)

    assert form.is_valid(), form.errors
    event = actions.create(form.save(commit=False), ana)

    event = Event.objects.get(pk=event.pk)
    assert (event.first_day.isoformat(), event.last_day.isoformat()) == (first, last)
