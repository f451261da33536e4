"""Out of the network: what one gives up, and who is told."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.exceptions import Refused
from members import emails, signals
from members.models import Membership, Position, User

from . import memberships


def offices(person: User) -> list[Position]:
    """The positions one holds today, the representative's first."""
    return list(
        Position.objects.current()
        .filter(person=person)
        .select_related("institution", "centre")
        .by_weight()
    )


@transaction.atomic
def leave(person: User) -> None:
    """End one's own membership and positions today; the account stays."""
    person = User.objects.select_for_update(of=["self"]).get(pk=person.pk)
    own = Membership.objects.live().filter(person=person).first()
    held = offices(person)
    if own is None and not held:
        raise Refused(_("You are not a member."))
    step_down(person)
    if own:
        memberships.resign(own, person)
    memberships.refresh(person=person)


@transaction.atomic
def step_down(person: User) -> None:
    """Give up every position; tell the deputies and the committee of an empty chair."""
    today = timezone.localdate()
    for position in offices(person):
        position.ended_on = today
        position.save(update_fields=["ended_on"])
        audit.record("step-down", position, whom=person, after={"ended_on": today})
        if position.role == Position.Role.REPRESENTATIVE:
            _tell_of_empty_chair(position)


def _tell_of_empty_chair(position: Position) -> None:
    institution = position.institution
    if not institution.is_member:
        return
    deputies = (
        Position.objects.current()
        .filter(institution=institution, role=Position.Role.DEPUTY, person__is_active=True)
        .exclude(person=position.person_id)
        .select_related("person")
    )
    for deputy in deputies:
        emails.office_vacant(deputy.person, institution)
    signals.office_vacated.send(sender=Position, institution=institution)
