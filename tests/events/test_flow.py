import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.exceptions import Refused
from core.models import Letter, SearchEntry
from events import actions, tasks
from events.models import Event, Registration
from tests.factories.events import EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


def test_the_way_from_draft_to_published_is_on_record(ana, vera):
    event = actions.create(
        EventFactory.build(organiser=None, state="draft", published_at=None), ana
    )

    actions.propose(event, ana)
    actions.send_back(event, vera, "Please name the room.")
    actions.propose(event, ana)
    actions.publish(event, vera)

    event.refresh_from_db()
    assert event.state == "published"
    assert list(event.steps.values_list("actor__handle", "before", "after", "reason")) == [
        ("ana", "draft", "draft", ""),
        ("ana", "draft", "proposed", ""),
        ("vera", "proposed", "draft", "Please name the room."),
        ("ana", "draft", "proposed", ""),
        ("vera", "proposed", "published", ""),
    ]
    assert list(Letter.objects.order_by("pk").values_list("to", "kind")) == [
        (ana.email, "event_returned"),
        (ana.email, "event_published"),
    ]
    assert "Please name the room." in Letter.objects.get(kind="event_returned").text
    assert SearchEntry.objects.get(kind="event").title == event.title


@pytest.mark.parametrize("state", ["draft", "published", "cancelled"])
def test_only_a_proposal_is_decided(vera, state):
    event = EventFactory(state=state)

    with pytest.raises(Refused):
        actions.publish(event, vera)
    with pytest.raises(Refused):
        actions.send_back(event, vera, "Why not")

    event.refresh_from_db()
    assert event.state == state


def test_a_return_needs_a_reason(vera):
    event = EventFactory(state="proposed")

    with pytest.raises(Refused, match="what the organiser should change"):
        actions.send_back(event, vera, "  ")

    event.refresh_from_db()
    assert event.state == "proposed"


def test_a_draft_in_the_past_is_not_proposed(ana):
    event = EventFactory(state="draft", starts_at=timezone.now() - timedelta(days=1))

    with pytest.raises(Refused, match="in the past"):
        actions.propose(event, event.organiser)


def moved(event, **fields):
    event = Event.objects.get(pk=event.pk)
    for name, value in fields.items():
        setattr(event, name, value)
    return event


def test_a_new_time_is_told_once_to_everybody_with_a_place_or_in_the_line(
    ana, boris, lule, django_capture_on_commit_callbacks
):
    event = EventFactory(capacity=1)
    actions.register(event, ana)
    actions.register(event, boris)
    actions.withdraw(actions.register(event, lule))
    later = event.starts_at + timedelta(days=1)

    with django_capture_on_commit_callbacks(execute=True):
        told = actions.change(
            moved(event, starts_at=later, ends_at=later + timedelta(hours=1)), event.organiser
        )
    tasks.tell_of_change(event.pk)
    tasks.tell_of_changes()

    assert told
    event.refresh_from_db()
    assert event.sequence == 1
    changed = Letter.objects.filter(kind="event_changed").order_by("pk")
    assert [letter.to for letter in changed] == [ana.email, boris.email]
    assert "It was to begin on" in changed[0].text
    assert "SEQUENCE:1" in changed[0].attachments[0]["content"]
    assert changed[1].attachments == []


def test_two_moves_before_the_letter_make_one_letter(ana):
    event = EventFactory(venue="Room 5")
    actions.register(event, ana)
    actions.change(moved(event, venue="Room 6"), event.organiser)
    actions.change(moved(event, venue="Room 7"), event.organiser)

    tasks.tell_of_changes()

    letter = Letter.objects.get(kind="event_changed")
    assert "Room 7" in letter.text
    assert "It was to be here: Room 5." in letter.text


def test_a_better_description_bothers_nobody(ana):
    event = EventFactory()
    actions.register(event, ana)

    told = actions.change(moved(event, description="Longer."), event.organiser)
    tasks.tell_of_changes()

    assert not told
    event.refresh_from_db()
    assert (event.sequence, event.description) == (0, "Longer.")
    assert not Letter.objects.filter(kind="event_changed").exists()


def test_an_edit_cannot_touch_state_or_counters(ana):
    event = EventFactory(capacity=5)
    actions.register(event, ana)

    actions.change(
        moved(event, state="cancelled", places_taken=0, sequence=9, title="New"), event.organiser
    )

    event.refresh_from_db()
    assert (event.state, event.places_taken, event.sequence) == ("published", 1, 0)
    assert event.title == "New"


def test_a_public_event_with_guests_stays_public(petra):
    event = EventFactory()
    actions.register(event, petra)

    with pytest.raises(Refused, match="must stay open"):
        actions.change(moved(event, members_only=True), event.organiser)


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "proposed"},
        {"state": "cancelled"},
        {"starts_at": timezone.now() - timedelta(days=9)},
    ],
)
def test_what_is_proposed_cancelled_or_over_does_not_change(fields):
    event = EventFactory(**fields)

    with pytest.raises(Refused):
        actions.change(moved(event, title="New"), event.organiser)


def test_everybody_hears_that_an_event_is_cancelled_and_why(
    ana, boris, vera, django_capture_on_commit_callbacks
):
    event = EventFactory(capacity=1)
    actions.register(event, ana)
    actions.register(event, boris)

    with django_capture_on_commit_callbacks(execute=True):
        actions.call_off(event, vera, "The hall is flooded.")
    tasks.tell_of_change(event.pk)

    letters = Letter.objects.filter(kind="event_cancelled").order_by("pk")
    assert [letter.to for letter in letters] == [ana.email, boris.email]
    assert "The hall is flooded." in letters[1].text
    calendar = letters[0].attachments[0]["content"]
    assert "METHOD:CANCEL" in calendar
    assert "STATUS:CANCELLED" in calendar
    assert "SEQUENCE:1" in calendar


def test_a_lost_task_is_made_up_for(ana, vera):
    event = EventFactory()
    actions.register(event, ana)
    actions.call_off(event, vera, "Snow.")

    tasks.tell_of_changes()
    tasks.tell_of_changes()

    assert Letter.objects.filter(kind="event_cancelled").count() == 1


def test_a_draft_is_deleted_and_an_announced_event_is_not():
    draft, published = EventFactory(state="draft"), EventFactory()

    actions.discard(draft, draft.organiser)
    with pytest.raises(Refused):
        actions.discard(published, published.organiser)

    assert list(Event.objects.all()) == [published]


def test_the_day_before_everybody_with_a_place_is_reminded_once(ana, boris, lule):
    soon = EventFactory(starts_at=timezone.now() + timedelta(hours=23), capacity=5)
    far = EventFactory(starts_at=timezone.now() + timedelta(hours=25))
    long_ago = timezone.now() - timedelta(days=3)
    RegistrationFactory(event=soon, person=ana, registered_at=long_ago)
    RegistrationFactory(event=soon, person=boris, registered_at=long_ago, state="waiting")
    RegistrationFactory(event=soon, person=lule)
    RegistrationFactory(event=far, person=ana, registered_at=long_ago)

    tasks.remind()
    tasks.remind()

    assert [letter.to for letter in Letter.objects.filter(kind="event_reminder")] == [ana.email]
    assert Registration.objects.exclude(reminded_at=None).count() == 1


def test_tasks_about_events_that_are_gone_do_nothing():
    tasks.tell_of_change(987_654)

    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"ends_at": timezone.now()},
        {"capacity": 0},
        {
            "registration_opens_at": timezone.now() + timedelta(days=2),
            "registration_closes_at": timezone.now() + timedelta(days=1),
        },
        {"published_at": None},
    ],
)
def test_the_database_refuses_impossible_events(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        EventFactory(**fields)


@pytest.mark.parametrize(
    ("state", "verb", "words"),
    [
        ("proposed", actions.publish, []),
        ("proposed", actions.send_back, ["Why not"]),
        ("published", actions.call_off, ["Snow."]),
        ("published", actions.change, []),
        ("published", actions.set_capacity, [3]),
        ("draft", actions.propose, []),
        ("proposed", actions.take_back, []),
        ("draft", actions.discard, []),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_an_action_asks_itself_who_may(state, verb, words, boris):
    event = EventFactory(state=state)
    given = [words[0], boris] if verb is actions.set_capacity else [boris, *words]

    with pytest.raises(Refused, match="may not do that"):
        verb(Event.objects.get(pk=event.pk), *given)

    assert Event.objects.get(pk=event.pk).state == state


@pytest.mark.parametrize("verb", [actions.publish, actions.send_back])
def test_who_organises_does_not_decide(verb):
    event = EventFactory(state="proposed")

    with pytest.raises(Refused, match="may not do that"):
        verb(event, event.organiser, *(["Why"] if verb is actions.send_back else []))


def test_who_may_not_make_events_keeps_no_draft(petra):
    with pytest.raises(Refused, match="may not do that"):
        actions.create(EventFactory.build(organiser=None), petra)


def test_what_was_changed_while_the_committee_read_is_read_again(as_, ana, vera):
    event = EventFactory(state="proposed", organiser=ana)
    desk = reverse("admin:events_event_change", args=[event.pk])
    button = reverse("admin:events_event_publish", args=[event.pk])
    client = as_(vera)
    seen = mark_on(client.get(desk))

    actions.take_back(event, ana)
    event.refresh_from_db()
    event.title = "Buy my book"
    actions.change(event, ana)
    actions.propose(event, ana)
    answer = client.post(button, {"seen": seen}, follow=True)

    event.refresh_from_db()
    assert event.state == "proposed"
    assert "look at it again" in answer.text
    client.post(button, {"seen": mark_on(answer)})
    event.refresh_from_db()
    assert event.state == "published"


def mark_on(answer) -> str:
    """Of the words that the page shows to whoever decides about them."""
    return re.search(r'name="seen" value="([^"]+)"', answer.text)[1]
