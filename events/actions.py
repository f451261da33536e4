"""The verbs of events. What touches places holds the lock on the event's row."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core import figures, search
from core.exceptions import Refused
from core.jobs import enqueue
from members.models import User
from members.permissions import may_publish_for
from notifications.actions import notify
from notifications.sentences import Sentence

from . import emails, permissions
from .models import Event, EventStep, Registration

State, Place = Event.State, Registration.State


def _lock(event: Event) -> Event:
    """The event's row as it is now; whoever else wants it waits until we are done."""
    return Event.objects.select_for_update().get(pk=event.pk)


def _check(may: bool) -> None:
    if not may:
        raise Refused(_("You may not do that with this event."))


def _step(event: Event, actor: User | None, before: str, *, reason="", changes=None) -> EventStep:
    return EventStep.objects.create(
        event=event, actor=actor, before=before, after=event.state, reason=reason,
        changes=changes or {}, sequence=event.sequence,
    )  # fmt: skip


# --- Places ----------------------------------------------------------------------------------


@transaction.atomic
def register(event: Event, person: User, *, note: str = "", name_shown: bool = False
             ) -> Registration:  # fmt: skip
    """Give `person` a place, or the next place on the waiting list, or refuse."""
    event = _lock(event)
    _check_open(event, person)
    if event.registrations.live().filter(person=person).exists():
        raise Refused(_("You are registered already."))
    if not event.is_full:
        # They came first: those who were passed over while their membership rested.
        _promote(event)
    if event.is_full and not event.has_waiting_list:
        raise Refused(_("The last place has just been taken."))

    now = timezone.now()
    registration = Registration(
        event=event, person=person, note=note, name_shown=name_shown, registered_at=now,
        told_sequence=event.sequence,
    )  # fmt: skip
    if event.is_full:
        registration.state = Place.WAITING
        registration.letter_due = Registration.Letter.WAITING
        event.people_waiting += 1
    else:
        registration.state, registration.confirmed_at = Place.CONFIRMED, now
        registration.letter_due = Registration.Letter.CONFIRMED
        event.places_taken += 1
    registration.save()
    event.save(update_fields=["places_taken", "people_waiting"])
    _tell_later(registration)
    return registration


def _check_open(event: Event, person: User) -> None:
    now = timezone.now()
    if event.is_cancelled:
        raise Refused(_("This event has been cancelled."))
    if event.state != State.PUBLISHED:
        raise Refused(_("This event has not been published yet."))
    if event.has_begun:
        raise Refused(_("This event has begun; registration is over."))
    if event.registration_opens_at and event.registration_opens_at > now:
        raise Refused(_("Registration has not opened yet."))
    if event.closes_at <= now:
        raise Refused(_("Registration is over."))
    if event.members_only and not person.is_member:
        raise Refused(_("This event is for members of the network."))


def _may_come(event: Event) -> Q:
    """Whose registration may become a place: as `_check_open` asks, years after they asked."""
    may = Q(person__is_active=True)
    return may & Q(person__is_member=True) if event.members_only else may


@transaction.atomic
def withdraw(registration: Registration) -> None:
    """Give a place, or a place on the waiting list, back. The next in line moves up."""
    event = _lock(registration.event)
    registration = event.registrations.select_related("person").get(pk=registration.pk)
    registration.event = event
    if not registration.is_live:
        raise Refused(_("You have cancelled already."))
    if event.has_begun:
        raise Refused(_("This event has begun; there is nothing to cancel any more."))
    registration.letter_due = Registration.Letter.WITHDRAWN
    _release(registration)
    _tell_later(registration)
    _promote(event)


def _release(registration: Registration) -> None:
    """Cancel a live registration of an event that is locked."""
    event, had_place = registration.event, registration.is_confirmed
    registration.state, registration.cancelled_at = Place.CANCELLED, timezone.now()
    registration.save(update_fields=["state", "cancelled_at", "letter_due"])
    if had_place:
        event.places_taken -= 1
    else:
        event.people_waiting -= 1
    event.save(update_fields=["places_taken", "people_waiting"])


@transaction.atomic
def fill_places(event_id: int) -> int:
    """Let those move up who may come again, as when a membership came back."""
    event = Event.objects.select_for_update().filter(pk=event_id).first()
    return _promote(event) if event else 0


@transaction.atomic
def count_anew(event_id: int) -> None:
    """Bring the counters of an event in line with its rows, and fill what has become free."""
    event = Event.objects.select_for_update().filter(pk=event_id).first()
    if event is None:
        return
    event.places_taken = event.registrations.confirmed().count()
    event.people_waiting = event.registrations.waiting().count()
    event.save(update_fields=["places_taken", "people_waiting"])
    _promote(event)


def _promote(event: Event) -> int:
    """Fill free places of a locked event from its waiting list, in order of arrival.

    Who may not come any more is passed over and keeps waiting: a membership can come back.
    """
    if event.state != State.PUBLISHED or event.has_begun or not event.people_waiting:
        return 0
    line = event.registrations.waiting().filter(_may_come(event)).select_related("person")
    moved = list(line if event.places_left is None else line[: event.places_left])
    now = timezone.now()
    for registration in moved:
        registration.event = event
        registration.state, registration.confirmed_at = Place.CONFIRMED, now
        registration.letter_due = Registration.Letter.PROMOTED
        registration.save(update_fields=["state", "confirmed_at", "letter_due"])
        _tell_later(registration)
    if moved:
        event.places_taken += len(moved)
        event.people_waiting -= len(moved)
        event.save(update_fields=["places_taken", "people_waiting"])
    return len(moved)


@transaction.atomic
def set_capacity(event: Event, capacity: int | None, actor: User) -> int:
    """Change the number of places; returns how many moved up from the waiting list."""
    event = _lock(event)
    _check(permissions.can_edit(actor, event))
    if event.is_over or event.is_cancelled:
        raise Refused(_("This event is over."))
    _check_capacity(event, capacity)
    if capacity == event.capacity:
        return 0
    old, event.capacity, event.changed_at = event.capacity, capacity, timezone.now()
    event.save(update_fields=["capacity", "changed_at"])
    _step(event, actor, event.state, changes={"capacity": old})
    return _promote(event)


def _check_capacity(event: Event, capacity: int | None) -> None:
    if capacity is not None and capacity < event.places_taken:
        raise Refused(
            ngettext(
                "One place is taken already; there cannot be fewer.",
                "%(number)d places are taken already; there cannot be fewer.",
                event.places_taken,
            )
            % {"number": event.places_taken}
        )


# --- From draft to published, and on ---------------------------------------------------------


@transaction.atomic
def create(event: Event, actor: User) -> Event:
    """Keep a new draft of `actor`."""
    _check(permissions.can_add(actor))
    event.organiser, event.state = actor, State.DRAFT
    _keep_to_own_centre(event, actor)
    event.save()
    _step(event, actor, State.DRAFT)
    return event


def _keep_to_own_centre(event: Event, actor: User) -> None:
    """Take off a centre for which `actor` does not publish (any more); managers may name any."""
    if event.centre_id and not (permissions.can_decide(actor)
                                or may_publish_for(actor, event.centre)):  # fmt: skip
        event.centre = None


@transaction.atomic
def change(event: Event, actor: User) -> bool:
    """Keep the edited fields of `event`. True when people who registered must be told.

    Drafts change freely. A published event keeps its counters, and a move in time or place is
    a new version for calendars. What is proposed, cancelled or over does not change.
    """
    before = _lock(event)
    _check(permissions.can_edit(actor, before))
    if before.state not in (State.DRAFT, State.PUBLISHED):
        raise Refused(_("Only drafts and published events can be changed."))
    if before.state == State.PUBLISHED and before.is_over:
        raise Refused(_("This event is over."))
    _check_capacity(before, event.capacity)
    if event.members_only and not before.members_only and _has_guests_from_outside(before):
        raise Refused(_("People who are not members have registered, so it must stay open."))

    for name in ("state", "sequence", "places_taken", "people_waiting", "published_at"):
        setattr(event, name, getattr(before, name))
    announced = event.state == State.PUBLISHED
    if not permissions.can_choose_host(actor, before):
        event.centre_id = before.centre_id
    elif not announced:
        _keep_to_own_centre(event, actor)
    was = {
        name: value if isinstance(value, str | int | None) else value.isoformat()
        for name in Event.MOVES
        if (value := getattr(before, name)) != getattr(event, name)
    }
    if announced and was:
        event.sequence += 1
    event.changed_at = timezone.now()
    event.save()
    before.drop_pictures(kept=event)
    if announced:
        if event.first_day != before.first_day:
            # Another day wants another reminder; that it is near already stands in the letter.
            near = event.reminder_at <= timezone.now()
            event.registrations.live().update(reminded_at=timezone.now() if near else None)
        _step(event, actor, event.state, changes=was)
        search.index(event)
        figures.numbers.forget()
        _promote(event)
        if was:
            _tell_everybody(event)
    return announced and bool(was)


def _has_guests_from_outside(event: Event) -> bool:
    return event.registrations.live().filter(person__is_member=False).exists()


@transaction.atomic
def propose(event: Event, actor: User) -> None:
    """Put a draft on the committee's desk."""
    event = _lock(event)
    _check(permissions.can_edit(actor, event))
    if event.state != State.DRAFT:
        raise Refused(_("This event has been proposed already."))
    if event.has_begun:
        raise Refused(_("This event would begin in the past. Please correct its dates first."))
    _keep_to_own_centre(event, actor)
    event.save(update_fields=["centre"])
    _move(event, actor, State.PROPOSED)


@transaction.atomic
def take_back(event: Event, actor: User) -> None:
    """Take a proposal off the committee's desk, to work on it."""
    event = _lock(event)
    _check(permissions.can_edit(actor, event))
    if event.state != State.PROPOSED:
        raise Refused(_("The committee has decided already."))
    _move(event, actor, State.DRAFT)


@transaction.atomic
def publish(event: Event, actor: User, *, seen: str = "") -> None:
    """Announce a proposed event to everybody it is for.

    `seen` is its mark as the committee read it: what was changed since is read again first.
    """
    event = _lock(event)
    _check(permissions.can_decide(actor))
    if event.state != State.PROPOSED:
        raise Refused(_("This event is not waiting for a decision."))
    if seen and seen != event.mark:
        raise Refused(_("This has been changed meanwhile. Please look at it again."))
    event.published_at = timezone.now()
    _move(event, actor, State.PUBLISHED)
    search.index(event)
    if event.organiser:
        emails.event_published(event)
        _ring([event.organiser], event, gettext_lazy("Your event is published: %s"))


@transaction.atomic
def publish_for_centre(event: Event, actor: User) -> None:
    """Announce a centre's own event at once, in its name: nobody else has to look at it."""
    event = _lock(event)
    if event.state not in (State.DRAFT, State.PROPOSED):
        raise Refused(_("This event has been published already."))
    if not permissions.can_publish(actor, event):
        raise Refused(_("You do not publish for this centre any more."))
    if event.has_begun:
        raise Refused(_("This event would begin in the past. Please correct its dates first."))
    event.published_at = timezone.now()
    _move(event, actor, State.PUBLISHED)
    search.index(event)


@transaction.atomic
def send_back(event: Event, actor: User, reason: str) -> None:
    """Return a proposal to its organiser with the reason why."""
    event = _lock(event)
    _check(permissions.can_decide(actor))
    if event.state != State.PROPOSED:
        raise Refused(_("This event is not waiting for a decision."))
    if not reason.strip():
        raise Refused(_("Please say what the organiser should change."))
    step = _move(event, actor, State.DRAFT, reason=reason)
    if event.organiser:
        emails.event_returned(event, step)
        _ring([event.organiser], event, gettext_lazy("The committee sent your event back: %s"))


@transaction.atomic
def call_off(event: Event, actor: User, reason: str) -> None:
    """Cancel a published event. Everybody with a place or in the line is told why."""
    event = _lock(event)
    _check(permissions.can_edit(actor, event))
    if event.state != State.PUBLISHED or event.is_over:
        raise Refused(_("Only a published event that is not over can be cancelled."))
    if not reason.strip():
        raise Refused(_("Please say why, for those who wanted to come."))
    event.sequence += 1
    _move(event, actor, State.CANCELLED, reason=reason)
    search.index(event)
    _tell_everybody(event)


@transaction.atomic
def discard(event: Event, actor: User) -> None:
    """Delete a draft for good."""
    event = _lock(event)
    _check(permissions.can_edit(actor, event))
    if event.state != State.DRAFT:
        raise Refused(_("Only a draft can be deleted."))
    event.drop_pictures()
    event.delete()


def _move(event: Event, actor: User | None, state: str, *, reason: str = "") -> EventStep:
    before, event.state, event.changed_at = event.state, state, timezone.now()
    event.save(update_fields=["state", "sequence", "published_at", "changed_at"])
    figures.numbers.forget()
    return _step(event, actor, before, reason=reason)


# --- Telling people --------------------------------------------------------------------------


def _ring(people: list, event: Event, words) -> None:
    """A line under the bell; the letter about it is written beside it."""
    sentence = Sentence(words, event.title)
    notify("events.mine", people, sentence, event.get_absolute_url(), by_letter=False)


def _tell_later(registration: Registration) -> None:
    """Have the letter about a place written once the lock on the event is free."""
    from . import tasks

    enqueue(tasks.tell_of_place, registration.pk)


@transaction.atomic
def tell_of_place(registration: Registration) -> bool:
    """Write the letter about a place that is due, once. True if it was written now."""
    event, due = registration.event, registration.letter_due
    claimed = Registration.objects.untold().filter(pk=registration.pk, letter_due=due)
    # What the letter shows is the event as it is now.
    if not claimed.update(letter_due="", told_sequence=event.sequence):
        return False
    if due == Registration.Letter.WITHDRAWN:
        emails.registration_withdrawn(registration, registration.confirmed_at is not None)
    elif event.is_cancelled:
        emails.event_cancelled(registration, event.steps.last().reason)
    elif due == Registration.Letter.WAITING:
        emails.registration_waiting(registration, registration.queue_number())
    elif due == Registration.Letter.PROMOTED:
        emails.registration_promoted(registration)
        _ring([registration.person], event, gettext_lazy("You have a place: %s"))
    else:
        emails.registration_confirmed(registration)
    return True


def _tell_everybody(event: Event) -> None:
    from . import tasks

    # A hall full of letters would hold the lock for long: they are written after the commit.
    enqueue(tasks.tell_of_change, event.pk)


def tell_of_change(event: Event, *, batch: int = 25) -> int:
    """Write to everybody who knows an older version of `event`, each once. Returns how many."""
    told = 0
    while people := list(
        event.registrations.live()
        .filter(told_sequence__lt=event.sequence, person__isnull=False)
        .select_related("person")
        .order_by("pk")[:batch]
    ):
        with transaction.atomic():
            event = _lock(event)
            told += sum(_tell_one(event, registration) for registration in people)
    return told


def _tell_one(event: Event, registration: Registration) -> bool:
    known = registration.told_sequence
    claimed = Registration.objects.live().filter(pk=registration.pk, told_sequence=known)
    if not claimed.update(told_sequence=event.sequence):
        return False
    registration.event = event
    steps = list(event.steps.filter(sequence__gt=known).order_by("pk"))
    if event.is_cancelled:
        emails.event_cancelled(registration, steps[-1].reason if steps else "")
        words = gettext_lazy("Cancelled: %s")
    else:
        emails.event_changed(registration, _what_was(event, steps))
        words = gettext_lazy("New time or place: %s")
    _ring([registration.person], event, words)
    return True


def _what_was(event: Event, steps: list[EventStep]) -> dict:
    """What held before `steps`, where it differs from now; the oldest step wins."""
    was: dict = {}
    for step in reversed(steps):
        was |= step.changes
    return {
        name: value
        for name, value in was.items()
        if name in Event.MOVES and str(value) != _as_kept(getattr(event, name))
    }


def _as_kept(value) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def remind(event: Event, *, batch: int = 25) -> int:
    """Write to everybody with a place, the day before, each once a date. Returns how many.

    Who got the place within that day has just had a letter.
    """
    if event.reminder_at > timezone.now():
        return 0
    due = event.registrations.confirmed().filter(
        reminded_at=None, confirmed_at__lt=event.reminder_at, person__is_active=True
    )
    reminded = 0
    while people := list(due.select_related("person").order_by("pk")[:batch]):
        with transaction.atomic():
            for registration in people:
                unclaimed = Registration.objects.confirmed().filter(
                    pk=registration.pk, reminded_at=None
                )
                if unclaimed.update(reminded_at=timezone.now()):
                    registration.event = event
                    emails.event_reminder(registration)
                    reminded += 1
    return reminded


# --- When a person leaves --------------------------------------------------------------------


@transaction.atomic
def forget(person: User) -> None:
    """Give back every place of `person` that could still be used, then take their name off."""
    coming = Event.objects.filter(
        starts_at__gt=timezone.now(),
        pk__in=Registration.objects.live().filter(person=person).values("event"),
    ).order_by("pk")
    for event in coming:
        event = _lock(event)
        registration = event.registrations.live().filter(person=person).first()
        if registration:
            registration.event = event
            _release(registration)
            _promote(event)
    Registration.objects.filter(person=person).update(person=None, note="", name_shown=False)
    unseen = Event.objects.filter(organiser=person, state__in=[State.DRAFT, State.PROPOSED])
    for event in unseen:
        event.drop_pictures()
    unseen.delete()
