"""Out of the network: what one gives up, and who is told."""

from django.db import transaction
from django.utils.translation import gettext as _

from core.exceptions import Refused
from members.models import Membership, Position, User

from . import memberships, positions


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
    """End one's own membership and positions today; the account stays.

    Where nobody speaks for an institution then, its deputies and the committee hear of it.
    """
    own = Membership.objects.live().filter(person=person).first()
    held = {office.institution_id: office.institution for office in offices(person)}
    if own is None and not held:
        raise Refused(_("You are not a member."))
    # Always in one order, so that two who leave at once do not wait for each other.
    for key in sorted(held):
        positions.leave(held[key], person)
    if own:
        memberships.resign(own, person)
