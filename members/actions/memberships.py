"""When somebody is a member, and everything that follows from it."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Length
from django.utils import timezone
from django.utils.translation import gettext as _

from core import search
from core.exceptions import Refused
from members.models import Institution, Membership, MembershipType, Position, User
from members.stamps import census


@transaction.atomic
def begin(
    type: MembershipType,
    *,
    person: User | None = None,
    institution: Institution | None = None,
    started_on: date | None = None,
) -> Membership:
    """Start the membership of a person or of an institution, with a number of its own."""
    # Everybody who wants a number waits here for the one before.
    list(MembershipType.objects.select_for_update().order_by("pk"))
    whose = {"institution": institution} if institution else {"person": person}
    if Membership.objects.live().filter(**whose).exists():
        raise Refused(_("This membership stands already."))
    started_on = started_on or timezone.localdate()
    try:
        with transaction.atomic():
            membership = Membership.objects.create(
                type=type, number=_next_number(started_on.year), started_on=started_on, **whose
            )
    except IntegrityError:
        # A live membership that only begins in the future.
        raise Refused(_("This membership stands already.")) from None
    refresh(**whose)
    return membership


def _next_number(year: int) -> str:
    head = f"BNU-{year}-"
    last = (
        Membership.objects.filter(number__startswith=head)
        .order_by(Length("number").desc(), "-number")
        .values_list("number", flat=True)
        .first()
    )
    tail = last.removeprefix(head) if last else "0"
    return f"{head}{(int(tail) if tail.isdigit() else 0) + 1:04}"


@transaction.atomic
def end(membership: Membership, day: date | None = None) -> None:
    """Let a membership end on `day`, today if none is named."""
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    day = day or timezone.localdate()
    if membership.ended_on and membership.ended_on <= timezone.localdate():
        raise Refused(_("This membership has ended already."))
    if day < membership.started_on:
        raise Refused(_("A membership cannot end before it began."))
    membership.ended_on = day
    membership.save(update_fields=["ended_on"])
    refresh(person=membership.person, institution=membership.institution)


@transaction.atomic
def set_end(membership: Membership, day: date | None) -> None:
    """Correct the day on which a membership ends; None lets it stand."""
    membership.ended_on = day
    membership.save(update_fields=["ended_on"])
    refresh(person=membership.person, institution=membership.institution)


def refresh(*, person: User | None = None, institution: Institution | None = None) -> None:
    """Bring `is_member`, and what can be found, in line with memberships and positions."""
    if institution:
        institution.is_member = Membership.objects.live().filter(institution=institution).exists()
        Institution.objects.filter(pk=institution.pk).update(is_member=institution.is_member)
        search.index(institution)
        for somebody in User.objects.filter(positions__institution=institution).distinct():
            refresh(person=somebody)
    if person:
        person.is_member = User.objects.filter(_holds_membership(), pk=person.pk).exists()
        held = Position.objects.current().filter(person=person)
        person.institutions_held = sorted(set(held.values_list("institution", flat=True)))
        User.objects.filter(pk=person.pk).update(
            is_member=person.is_member, institutions_held=person.institutions_held
        )
        census.forget()
        search.index(person)


def _holds_membership() -> Exists | Q:
    """A live membership of one's own, or a current position at a member institution."""
    live = Membership.objects.live()
    institution = live.filter(institution=OuterRef("institution"))
    positions = Position.objects.current().filter(Exists(institution), person=OuterRef("pk"))
    return Q(Exists(live.filter(person=OuterRef("pk")))) | Q(Exists(positions))


def refresh_all() -> int:
    """What changed because a day has passed; returns how many were brought in line."""
    live = Membership.objects.live().filter(institution=OuterRef("pk"))
    stands = Q(Exists(live))
    wrong = [
        {"institution": institution}
        for institution in Institution.objects.filter(
            Q(stands, is_member=False) | Q(~stands, is_member=True)
        )
    ]
    holds = _holds_membership()
    wrong += [
        {"person": person}
        for person in User.objects.filter(Q(holds, is_member=False) | Q(~holds, is_member=True))
    ]
    for whose in wrong:
        with transaction.atomic():
            refresh(**whose)
    return len(wrong)


@transaction.atomic
def refile(person: User) -> None:
    """After a change of somebody's profile or tags: what the directory and the search know."""
    person.save()
    search.index(person)
