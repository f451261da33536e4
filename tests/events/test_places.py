from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.exceptions import Refused
from core.models import Letter
from events import actions, tasks
from events.models import Event, Registration
from members.models import User
from notifications.models import Notification
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.members import MemberFactory, UserFactory

pytestmark = pytest.mark.django_db


def letters(person):
    tasks.fill_places()
    return list(
        Letter.objects.filter(to=person.email).order_by("pk").values_list("kind", flat=True)
    )


def states(event):
    return list(event.registrations.order_by("pk").values_list("person__handle", "state"))


def counted(event):
    event.refresh_from_db()
    return event.places_taken, event.people_waiting


def test_a_member_takes_a_place_and_gets_a_letter_with_the_date(ana):
    event = EventFactory(capacity=2)

    registration = actions.register(event, ana, note="I come by bike", name_shown=True)

    assert registration.is_confirmed
    assert counted(event) == (1, 0)
    assert letters(ana) == ["registration_confirmed"]
    letter = Letter.objects.get(to=ana.email)
    assert "METHOD:REQUEST" in letter.attachments[0]["content"]
    assert registration.token in letter.text


def test_somebody_without_membership_may_come_to_a_public_event(petra):
    event = EventFactory()

    assert actions.register(event, petra).is_confirmed


def test_after_the_last_place_people_wait_in_order_of_arrival(ana, boris, lule):
    event = EventFactory(capacity=1)

    for person in (ana, boris, lule):
        actions.register(event, person)

    assert states(event) == [("ana", "confirmed"), ("boris", "waiting"), ("lule", "waiting")]
    assert counted(event) == (1, 2)
    assert letters(boris) == ["registration_waiting"]
    assert Letter.objects.get(to=lule.email).attachments == []
    assert "number 2 on the waiting list" in Letter.objects.get(to=lule.email).text


def test_without_a_waiting_list_the_last_place_goes_to_one_member(ana):
    event = EventFactory(capacity=1, has_waiting_list=False)
    actions.register(event, UserFactory())

    with pytest.raises(Refused, match="last place"):
        actions.register(event, ana)

    assert event.registrations.count() == 1


def test_nobody_has_two_places(ana):
    event = EventFactory()
    actions.register(event, ana)

    with pytest.raises(Refused, match="registered already"):
        actions.register(event, ana)
    with pytest.raises(IntegrityError, match=r"one_live|UNIQUE"), transaction.atomic():
        Registration.objects.create(event=event, person=ana, state="waiting")

    assert counted(event) == (1, 0)
    assert letters(ana) == ["registration_confirmed"]


def test_a_place_given_back_goes_to_the_next_in_line_who_is_told_once(ana, boris, lule):
    event = EventFactory(capacity=1)
    first = actions.register(event, ana)
    actions.register(event, boris)
    actions.register(event, lule)
    tasks.fill_places()

    actions.withdraw(first)

    assert states(event) == [("ana", "cancelled"), ("boris", "confirmed"), ("lule", "waiting")]
    assert counted(event) == (1, 1)
    assert letters(ana) == ["registration_confirmed", "registration_withdrawn"]
    assert letters(boris) == ["registration_waiting", "registration_promoted"]
    assert letters(lule) == ["registration_waiting"]
    assert Notification.objects.filter(recipient=boris).count() == 1


def test_who_leaves_the_waiting_list_moves_nobody_up(ana, boris, lule):
    event = EventFactory(capacity=1)
    actions.register(event, ana)
    waiting = actions.register(event, boris)
    last = actions.register(event, lule)

    actions.withdraw(waiting)
    tasks.fill_places()

    assert counted(event) == (1, 1)
    assert last.queue_number() == 1
    assert Letter.objects.get(to=boris.email, kind="registration_withdrawn").attachments == []


def test_who_comes_back_stands_at_the_end_of_the_line(ana, boris):
    event = EventFactory(capacity=1)
    first = actions.register(event, ana)
    actions.register(event, boris)
    actions.withdraw(first)

    again = actions.register(event, ana)

    assert again.is_waiting
    assert again.queue_number() == 1
    assert counted(event) == (1, 1)


def test_a_place_is_given_back_once(ana):
    event = EventFactory(capacity=1)
    registration = actions.register(event, ana)
    tasks.fill_places()
    actions.withdraw(registration)

    with pytest.raises(Refused, match="cancelled already"):
        actions.withdraw(registration)

    assert counted(event) == (0, 0)
    assert letters(ana) == ["registration_confirmed", "registration_withdrawn"]


@pytest.mark.parametrize(("more", "moved"), [(2, 1), (9, 3), (None, 3)])
def test_more_places_move_people_up(more, moved):
    event = EventFactory(capacity=1)
    people = MemberFactory.create_batch(4)
    for person in people:
        actions.register(event, person)

    assert actions.set_capacity(event, more, event.organiser) == moved
    tasks.fill_places()

    assert counted(event) == (1 + moved, 3 - moved)
    told = Letter.objects.filter(kind="registration_promoted").order_by("pk")
    assert [letter.to for letter in told] == [one.email for one in people[1 : 1 + moved]]


def test_there_cannot_be_fewer_places_than_are_taken():
    event = EventFactory(capacity=3)
    RegistrationFactory.create_batch(2, event=event)

    with pytest.raises(Refused, match="2 places are taken"):
        actions.set_capacity(event, 1, event.organiser)
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(capacity=1)

    event.refresh_from_db()
    assert event.capacity == 3


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"state": "draft"}, "not been published"),
        ({"state": "cancelled"}, "has been cancelled"),
        ({"starts_at": timezone.now() - timedelta(hours=1)}, "has begun"),
        ({"registration_opens_at": timezone.now() + timedelta(days=1)}, "not opened"),
        ({"registration_closes_at": timezone.now() - timedelta(days=1)}, "is over"),
        ({"members_only": True}, "for members"),
    ],
)
def test_registration_is_refused_with_the_reason(petra, fields, sentence):
    event = EventFactory(**fields)

    with pytest.raises(Refused, match=sentence):
        actions.register(event, petra)

    assert event.registrations.count() == 0
    assert not event.is_open or fields.get("members_only")


def test_after_the_beginning_nothing_is_given_back(ana):
    event = EventFactory()
    registration = actions.register(event, ana)
    Event.objects.filter(pk=event.pk).update(starts_at=timezone.now() - timedelta(minutes=5))

    with pytest.raises(Refused, match="has begun"):
        actions.withdraw(registration)


def test_who_leaves_the_network_gives_the_place_back(ana, boris):
    coming, past = EventFactory(capacity=1), EventFactory(starts_at=timezone.now())
    RegistrationFactory(event=past, person=ana, note="no nuts")
    actions.register(coming, ana)
    actions.register(coming, boris)

    actions.forget(ana)

    assert states(coming) == [(None, "cancelled"), ("boris", "confirmed")]
    assert states(past) == [(None, "confirmed")]
    assert past.registrations.get().note == ""
    assert letters(boris)[-1] == "registration_promoted"


def test_letters_speak_the_language_of_the_person(ana):
    ana.language = "sq"
    ana.save()
    event = EventFactory()

    actions.register(event, ana)

    assert letters(ana) == ["registration_confirmed"]
    letter = Letter.objects.get(to=ana.email)
    assert letter.language == "sq"
    assert f"/sq/events/{event.slug}/" in letter.text


# --- Letters after the lock, and who may still come ------------------------------------------


def test_a_place_is_told_of_after_the_lock_is_free(ana, django_capture_on_commit_callbacks):
    event = EventFactory()

    with django_capture_on_commit_callbacks(execute=True):
        registration = actions.register(event, ana)
        assert not Letter.objects.exists()

    assert Letter.objects.get().kind == "registration_confirmed"
    registration.refresh_from_db()
    assert registration.letter_due == ""


def test_a_letter_about_a_place_whose_task_was_lost_is_written_once(ana):
    registration = actions.register(EventFactory(), ana)

    tasks.fill_places()
    tasks.tell_of_place(registration.pk)
    tasks.fill_places()

    assert letters(ana) == ["registration_confirmed"]


def test_who_got_a_place_at_what_was_cancelled_meanwhile_hears_that_alone(ana, vera):
    event = EventFactory()
    actions.register(event, ana)
    actions.call_off(event, vera, "The hall is flooded.")

    tasks.fill_places()
    tasks.tell_of_changes()

    assert letters(ana) == ["event_cancelled"]
    assert "The hall is flooded." in Letter.objects.get(to=ana.email).text


@pytest.mark.parametrize("lost", ["membership", "account"])
def test_who_may_not_come_any_more_is_passed_over_and_keeps_waiting(ana, boris, lule, lost):
    event = EventFactory(capacity=1, members_only=True, joining_link="https://meet.example/x")
    first = actions.register(event, ana)
    actions.register(event, boris)
    actions.register(event, lule)
    field = "is_member" if lost == "membership" else "is_active"
    User.objects.filter(pk=boris.pk).update(**{field: False})

    actions.withdraw(first)

    assert states(event) == [("ana", "cancelled"), ("boris", "waiting"), ("lule", "confirmed")]
    assert counted(event) == (1, 1)
    assert "registration_promoted" not in letters(boris)
    assert "https://meet.example/x" not in "".join(
        Letter.objects.filter(to=boris.email).values_list("text", flat=True)
    )


def test_who_may_come_again_moves_up_before_a_newcomer(ana, boris, lule):
    event = EventFactory(capacity=1, members_only=True)
    first = actions.register(event, ana)
    actions.register(event, boris)
    User.objects.filter(pk=boris.pk).update(is_member=False)
    actions.withdraw(first)
    User.objects.filter(pk=boris.pk).update(is_member=True)

    assert actions.register(event, lule).is_waiting

    assert states(event)[1:] == [("boris", "confirmed"), ("lule", "waiting")]


def test_who_may_come_again_moves_up_with_the_next_sweep(ana, boris):
    event = EventFactory(capacity=1, members_only=True)
    first = actions.register(event, ana)
    actions.register(event, boris)
    User.objects.filter(pk=boris.pk).update(is_member=False)
    actions.withdraw(first)
    tasks.fill_places()
    assert counted(event) == (0, 1)

    User.objects.filter(pk=boris.pk).update(is_member=True)
    tasks.fill_places()

    assert counted(event) == (1, 0)
    assert letters(boris)[-1] == "registration_promoted"
