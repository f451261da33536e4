from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from django.urls import reverse
from django.utils import timezone

from core import mail
from core.models import Letter
from events import actions, calendars, tasks
from events.models import CalendarKey, Event
from tests.factories.events import EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


def parsed(body: bytes) -> icalendar.Calendar:
    """The calendar, after the rules that a parser forgives."""
    assert body.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in body.replace(b"\r\n", b"")
    assert max(len(line) for line in body.split(b"\r\n")) <= 75
    calendar = icalendar.Calendar.from_ical(body)
    known = {zone["TZID"] for zone in calendar.walk("VTIMEZONE")}
    used = {
        entry[name].params["TZID"]
        for entry in calendar.walk("VEVENT")
        for name in ("DTSTART", "DTEND")
        if "TZID" in entry[name].params
    }
    assert used == known
    for entry in calendar.walk("VEVENT"):
        assert {"UID", "DTSTAMP", "SEQUENCE", "DTSTART", "SUMMARY"} <= set(entry)
        # One guest's CANCEL is the only message without (RFC 5546 §3.2.5).
        assert "STATUS" in entry or calendar["METHOD"] == "CANCEL"
    return calendar


def test_one_event_as_a_file(visitor):
    event = EventFactory(
        title="Учење, učenje; mësim\\ 🎓 " + "long " * 20,
        summary="First line\nsecond",
        starts_at=datetime(2027, 5, 14, 7, 30, tzinfo=UTC),
        state="published",
    )

    response = visitor.get(reverse("events:file", args=[event.slug]))

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    (entry,) = parsed(response.content).walk("VEVENT")
    assert entry["SUMMARY"] == event.title
    assert entry["DTSTART"].dt == datetime(2027, 5, 14, 9, 30, tzinfo=ZoneInfo("Europe/Sarajevo"))
    assert entry["UID"].startswith(str(event.uid))
    assert entry["LOCATION"] == "Room 5, Sarajevo"
    assert entry["URL"] == f"http://testserver/events/{event.slug}/"


def test_the_clock_changes_are_told_by_the_clock_that_ends():
    zone = calendars._zone("Europe/Belgrade", 2027, 2027).to_ical().decode()

    assert "BEGIN:DAYLIGHT\r\nDTSTART:20270328T020000\r\n" in zone
    assert "BEGIN:STANDARD\r\nDTSTART:20271031T030000\r\n" in zone


@pytest.mark.parametrize("name", ["UTC", "Europe/Istanbul", "America/New_York"])
def test_zones_with_and_without_summer(name):
    event = EventFactory(timezone=name)

    calendar = parsed(calendars.single(event))

    assert calendar.walk("VEVENT")[0]["DTSTART"].dt == event.local_start


def test_whole_days_are_dates():
    zone = ZoneInfo("Europe/Athens")
    event = EventFactory(
        timezone="Europe/Athens",
        whole_days=True,
        starts_at=datetime(2027, 10, 30, tzinfo=zone),
        ends_at=datetime(2027, 11, 1, tzinfo=zone),
    )

    text = calendars.single(event).decode()

    assert "DTSTART;VALUE=DATE:20271030" in text
    assert "DTEND;VALUE=DATE:20271101" in text
    assert event.last_day.day == 31


def test_the_link_to_join_is_not_in_public_files(visitor):
    event = EventFactory(mode="online", joining_link="https://meet.example.org/secret")

    public = visitor.get(reverse("events:file", args=[event.slug])).content
    feed = visitor.get(reverse("events:calendar")).content
    own = calendars.single(event, join=True)

    assert b"secret" not in public + feed
    assert b"secret" in own


def test_the_feed_holds_public_events_only_and_says_what_is_cancelled(visitor, as_, ana):
    EventFactory(title="Open")
    EventFactory(title="Off", state="cancelled", sequence=1)
    EventFactory(title="Inside", members_only=True)
    EventFactory(title="Not yet", state="proposed")
    EventFactory(title="Long ago", starts_at=timezone.now() - timedelta(days=200))

    for client in (visitor, as_(ana)):
        entries = parsed(client.get(reverse("events:calendar")).content).walk("VEVENT")

        assert {(one["SUMMARY"], one["STATUS"], one["SEQUENCE"]) for one in entries} == {
            ("Open", "CONFIRMED", 0),
            ("Off", "CANCELLED", 1),
        }


def test_the_feed_takes_the_filters_of_the_list(visitor):
    EventFactory(title="Look", kind="webinar", mode="online")
    EventFactory(title="Make", kind="workshop")

    def listed(**query):
        body = visitor.get(reverse("events:calendar"), query).content
        return {str(entry["SUMMARY"]) for entry in parsed(body).walk("VEVENT")}

    assert listed() == {"Look", "Make"}
    assert listed(kind="webinar") == {"Look"}
    assert listed(kind="nonsense") == {"Look", "Make"}


def test_the_feed_is_fetched_again_only_after_a_change(visitor):
    event = EventFactory()
    first = visitor.get(reverse("events:calendar"))
    known = {"If-None-Match": first["ETag"]}
    again = visitor.get(reverse("events:calendar"), headers=known)
    actions.change(Event.objects.get(pk=event.pk), event.organiser)
    changed = visitor.get(reverse("events:calendar"), headers=known)

    assert "public" in first["Cache-Control"]
    assert (again.status_code, changed.status_code) == (304, 200)


def test_a_calendar_of_ones_own_has_the_places_and_the_links(visitor, ana):
    mine = EventFactory(mode="online", joining_link="https://meet.example.org/secret")
    waited = EventFactory()
    RegistrationFactory(event=mine, person=ana)
    RegistrationFactory(event=waited, person=ana, state="waiting")
    EventFactory()
    key = CalendarKey.objects.create(person=ana)

    response = visitor.get(reverse("events:my_calendar", args=[key.token]))

    (entry,) = parsed(response.content).walk("VEVENT")
    assert entry["SUMMARY"] == mine.title
    assert "secret" in entry["LOCATION"]
    assert "no-store" in response["Cache-Control"]
    assert visitor.get(reverse("events:my_calendar", args=["x" * 43])).status_code == 404


def test_a_shut_account_has_no_calendar_any_more(visitor, ana):
    feed = reverse("events:my_calendar", args=[CalendarKey.objects.create(person=ana).token])
    assert visitor.get(feed).status_code == 200

    ana.is_active = False
    ana.save()

    assert visitor.get(feed).status_code == 404


def test_a_new_address_ends_the_old_one(as_, ana, visitor):
    old = CalendarKey.objects.create(person=ana).token

    as_(ana).post(reverse("events:calendar_key"))

    assert CalendarKey.objects.get(person=ana).token != old
    assert visitor.get(reverse("events:my_calendar", args=[old])).status_code == 404


def test_letters_carry_a_calendar_that_mail_programs_understand(ana, mailoutbox):
    event = EventFactory()
    registration = actions.register(event, ana)
    tasks.fill_places()
    actions.withdraw(registration)
    tasks.fill_places()
    for letter in Letter.objects.order_by("pk"):
        mail.deliver(letter)

    methods = []
    for message in mailoutbox:
        part = message.message().get_payload()[-1]
        assert part.get_content_type() == "text/calendar"
        body = part.get_payload(decode=True)
        calendar = parsed(body.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
        (entry,) = calendar.walk("VEVENT")
        assert part.get_param("method") == calendar["METHOD"]
        assert entry["ATTENDEE"] == f"mailto:{ana.email}"
        assert "network@" in entry["ORGANIZER"]
        methods.append((str(calendar["METHOD"]), entry.get("STATUS"), str(entry["UID"])))

    assert [method[:2] for method in methods] == [
        ("REQUEST", "CONFIRMED"),
        ("CANCEL", None),
    ]
    assert methods[0][2] == methods[1][2]


def test_the_atom_feed_holds_public_events(visitor):
    EventFactory(title="Open", description="<script>alert(1)</script> **bold**")
    EventFactory(title="Inside", members_only=True)

    response = visitor.get(reverse("events:feed"))

    assert response["Content-Type"].startswith("application/atom+xml")
    text = response.content.decode()
    assert "Open" in text
    assert "Inside" not in text
    assert "&lt;script" not in text


def sent_to(person):
    """The methods, sequences and states of the calendars in a person's letters, in order."""
    found = []
    for letter in Letter.objects.filter(to=person.email).order_by("pk"):
        for part in letter.attachments:
            (entry,) = parsed(part["content"].encode()).walk("VEVENT")
            method = part["type"].rpartition("=")[2]
            found.append((method, int(entry["SEQUENCE"]), entry.get("STATUS")))
    return found


def test_who_leaves_and_comes_back_has_a_calendar_that_follows(ana, vera):
    event = EventFactory()
    for _time in range(2):
        registration = actions.register(event, ana)
        tasks.fill_places()
        actions.withdraw(registration)
        tasks.fill_places()
    actions.register(event, ana)
    tasks.fill_places()
    actions.call_off(event, vera, "Snow.")
    tasks.tell_of_changes()

    sent = sent_to(ana)

    assert [method for method, _number, _state in sent] == [
        "REQUEST", "CANCEL", "REQUEST", "CANCEL", "REQUEST", "CANCEL",
    ]  # fmt: skip
    numbers = [number for _method, number, _state in sent]
    assert numbers == sorted(set(numbers))
    # A guest who leaves calls nothing off (RFC 5546 §3.2.5).
    assert [state for _method, _number, state in sent if _method == "CANCEL"] == [
        None, None, "CANCELLED",
    ]  # fmt: skip


def test_the_organiser_and_the_guest_stand_in_the_calendar_as_the_rfcs_want(ana, settings):
    settings.DEFAULT_FROM_EMAIL = '"Network, of teachers" <net?work@example.org>'
    ana.email = "ana%b@xn--mller-kva.example"

    part = calendars.attachment(EventFactory(), ana)

    (entry,) = parsed(part["content"].encode()).walk("VEVENT")
    assert entry["ORGANIZER"].params["CN"] == "Network, of teachers"
    assert entry["ORGANIZER"] == "mailto:net%3Fwork@example.org"
    assert entry["ATTENDEE"] == "mailto:ana%25b@xn--mller-kva.example"
