"""Who may do what with events. Managers hold `events.change_event` in a group of the staff."""

from members.models import Centre
from members.permissions import may_publish_for

from .models import Event


def can_add(user) -> bool:
    """Members make events, and whoever publishes for a centre."""
    if not user.is_authenticated:
        return False
    is_one_of_us = user.is_member or user.has_perm("events.add_event")
    return is_one_of_us or Centre.objects.published_by(user).exists()


def can_edit(user, event) -> bool:
    """The organiser, and managers. What a centre has announced is edited by whoever publishes
    for it today: a position that has ended takes that away.
    """
    if not user.is_authenticated:
        return False
    if user.has_perm("events.change_event"):
        return True
    if event.centre_id and event.is_announced:
        return may_publish_for(user, event.centre)
    return event.organiser_id == user.pk


def can_publish(user, event) -> bool:
    """Without the committee's look: what a centre announces in its own name."""
    is_ahead = event.state in (Event.State.DRAFT, Event.State.PROPOSED)
    return is_ahead and can_edit(user, event) and may_publish_for(user, event.centre)


def can_choose_host(user, event) -> bool:
    """Managers always; others until it is announced, for then nobody would look at it again."""
    return user.has_perm("events.change_event") or not event.is_announced


def can_decide(user) -> bool:
    """Publish a proposal, or send it back."""
    return user.has_perm("events.change_event")


def can_see_registrations(user, event) -> bool:
    """All names and notes, for whoever runs the event."""
    return can_edit(user, event) or user.has_perm("events.view_registration")


def can_join(user, event, registration) -> bool:
    """See the link to join: who has a place, and who runs the event."""
    return can_edit(user, event) or bool(registration and registration.is_confirmed)
