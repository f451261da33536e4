"""When somebody is a member, and everything that follows from it.

Every verb takes the row under a lock, looks again, and adds one `MembershipStep`.
"""

from contextlib import contextmanager
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Length
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit, cldr, search
from core.exceptions import Refused
from members import emails, permissions
from members.models import (
    Institution,
    Membership,
    MembershipStep,
    MembershipType,
    Position,
    User,
)
from members.stamps import census

Verb = MembershipStep.Verb
State = Membership.State

_BATCH = 200


@transaction.atomic
def begin(
    type: MembershipType,
    *,
    person: User | None = None,
    institution: Institution | None = None,
    started_on: date | None = None,
    actor: User | None = None,
) -> Membership:
    """Start the membership of a person or of an institution, with a number of its own."""
    if person and actor == person:
        raise Refused(_("Nobody enters a membership for themselves."))
    if actor and not actor.has_perm("members.add_membership"):
        raise Refused(_("Only the committee enters memberships."))
    # Everybody who wants a number waits here for the one before.
    list(MembershipType.objects.select_for_update().order_by("pk"))
    whose = {"institution": institution} if institution else {"person": person}
    for over in Membership.objects.to_move().filter(**whose):
        move_on(over)
    if Membership.objects.live().filter(**whose).exists():
        raise Refused(_("This membership stands already."))
    started_on = started_on or timezone.localdate()
    membership = Membership(
        type=type, number=_next_number(started_on.year), started_on=started_on, **whose
    )
    membership.begin_period(started_on)
    try:
        with transaction.atomic():
            membership.save()
    except IntegrityError:
        # A live membership that only begins in the future.
        raise Refused(_("This membership stands already.")) from None
    _note(membership, Verb.BEGUN, actor, before="")
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
def renew(membership: Membership, actor: User, *, seen: date | None) -> Membership:
    """Let a membership stand for one more period of its type.

    `seen` is the end of the period that the reader had before them: of two clicks, the second
    asks for a period that has been renewed already.
    """
    membership = _take(membership)
    _refuse_unless(permissions.can_renew(actor, membership))
    if not membership.is_live:
        raise Refused(_("This membership has ended. You are welcome to apply again."))
    if membership.until is None:
        raise Refused(_("This membership has no end date: there is nothing to renew."))
    if membership.until != seen or not membership.may_be_renewed:
        raise Refused(
            _("This membership stands until %(day)s. Renewal opens on %(opens)s.")
            % {"day": _day(membership.until), "opens": _day(membership.opens_on)}
        )
    with _step(membership, Verb.RENEWED, actor):
        membership.begin_period(membership.until + timedelta(days=1))
        membership.ended_on, membership.ending = None, ""
        membership.renewed_on, membership.paid_on = timezone.localdate(), None
    return membership


@transaction.atomic
def let_run_out(membership: Membership, actor: User) -> Membership:
    """The member does not want another period: it counts to its last day, without grace."""
    membership = _take(membership)
    _refuse_unless(permissions.can_renew(actor, membership))
    if not membership.is_live or membership.until is None:
        raise Refused(_("This membership has no period that could run out."))
    with _step(membership, Verb.NOT_RENEWED, actor):
        membership.ended_on = max(membership.until + timedelta(days=1), timezone.localdate())
        membership.ending = Membership.Ending.NOT_RENEWED
    return membership


@transaction.atomic
def resign(membership: Membership, actor: User) -> Membership:
    """End a membership today, as its member wishes."""
    _refuse_unless(permissions.can_resign(actor, membership))
    membership = end(membership, actor=actor, ending=Membership.Ending.RESIGNED)
    emails.membership_ended(membership)
    return membership


@transaction.atomic
def dismiss(
    membership: Membership, actor: User, reason: str, day: date | None = None
) -> Membership:
    """End a membership as the committee decides, with the reason that the member will read."""
    _refuse_who_may_not(membership, actor)
    if not reason.strip():
        raise Refused(_("Give the reason: the member will read it."))
    membership = end(
        membership, day, actor=actor, reason=reason, ending=Membership.Ending.COMMITTEE
    )
    emails.membership_ended(membership, reason)
    return membership


@transaction.atomic
def end(
    membership: Membership,
    day: date | None = None,
    *,
    actor: User | None = None,
    reason: str = "",
    ending: str = "",
) -> Membership:
    """Let a membership count no longer from `day` on, today if none is named."""
    membership = _take(membership)
    day = day or timezone.localdate()
    if membership.ended_on and membership.ended_on <= timezone.localdate():
        raise Refused(_("This membership has ended already."))
    if day < membership.started_on:
        raise Refused(_("A membership cannot end before it began."))
    verb = Verb.RESIGNED if ending == Membership.Ending.RESIGNED else Verb.ENDED
    with _step(membership, verb, actor, reason):
        membership.ended_on, membership.ending = day, ending
    return membership


@transaction.atomic
def reinstate(membership: Membership, actor: User, reason: str) -> Membership:
    """Take up a membership that ended or is about to, under its old number."""
    _refuse_who_may_not(membership, actor)
    membership = _take(membership)
    if membership.ended_on is None:
        raise Refused(_("This membership stands already."))
    others = Membership.objects.filter(
        person=membership.person, institution=membership.institution
    ).exclude(pk=membership.pk)
    if others.live().exists():
        raise Refused(_("There is a newer membership that stands."))
    with _step(membership, Verb.REINSTATED, actor, reason):
        membership.ended_on, membership.ending = None, ""
        if membership.until and membership.until < timezone.localdate():
            membership.begin_period(membership.until + timedelta(days=1))
    return membership


@transaction.atomic
def set_until(membership: Membership, actor: User, until: date | None, reason: str) -> Membership:
    """Correct the last day of the period; None lets the membership stand without one."""
    _refuse_who_may_not(membership, actor)
    membership = _take(membership)
    if until and until < membership.started_on:
        raise Refused(_("A membership cannot end before it began."))
    with _step(membership, Verb.CORRECTED, actor, reason):
        membership.until = until
        membership.grace_until = until and until + timedelta(days=membership.type.grace_days)
        if membership.state == State.EXPIRED:
            membership.ended_on = None
    return membership


@transaction.atomic
def record_payment(membership: Membership, actor: User, day: date | None) -> Membership:
    """Note on which day the fee of this period came; None takes the note back."""
    _refuse_who_may_not(membership, actor)
    membership = _take(membership)
    with _step(membership, Verb.PAID, actor, str(day or "")):
        membership.paid_on = day
    return membership


@transaction.atomic
def move_on(membership: Membership) -> bool:
    """Bring the state in line with the calendar; False when it was."""
    membership = _take(membership)
    after = membership.state_on(timezone.localdate())
    if after == membership.state:
        return False
    verb = {State.GRACE: Verb.RAN_OUT, State.EXPIRED: Verb.EXPIRED}.get(after, Verb.ENDED)
    with _step(membership, verb, None):
        membership.state = after
    return True


def tend() -> int:
    """What the night brings: grace, expiry, ends that were set. Harmless when run twice."""
    moved = 0
    for membership in Membership.objects.to_move():
        moved += move_on(membership)
    return moved + refresh_all()


def _take(membership: Membership) -> Membership:
    return (
        Membership.objects.select_for_update(of=["self"])
        .select_related("type", "person", "institution")
        .get(pk=membership.pk)
    )


def _refuse_who_may_not(membership: Membership, actor: User) -> None:
    if membership.person_id and membership.person_id == actor.pk:
        raise Refused(_("Another member of the committee looks after your own membership."))
    _refuse_unless(permissions.can_keep_memberships(actor))


def _refuse_unless(may: bool) -> None:
    if not may:
        raise Refused(_("You may not do that with this membership."))


@contextmanager
def _step(membership: Membership, verb: str, actor: User | None, reason: str = ""):
    """Change a membership inside, and it is saved, written down and made felt."""
    before, dates = membership.state, _plain(membership)
    yield
    membership.state = membership.state_on(timezone.localdate())
    if membership.state == State.EXPIRED and membership.ended_on is None:
        membership.ended_on = membership.grace_until + timedelta(days=1)
    try:
        with transaction.atomic():
            membership.save()
    except IntegrityError:
        raise Refused(_("There is a newer membership that stands.")) from None
    _note(membership, verb, actor, reason, before, dates)
    refresh(person=membership.person, institution=membership.institution)


def _note(membership, verb, actor, reason="", before="", dates=None) -> None:
    MembershipStep.objects.create(
        membership=membership, verb=verb, actor=actor, before=before, after=membership.state,
        until=membership.last_day, reason=reason,
    )  # fmt: skip
    audit.record(
        verb, membership, whom=membership.person, before=dates, after=_plain(membership),
        reason=reason,
    )  # fmt: skip


def _plain(membership: Membership) -> dict:
    fields = ("state", "until", "grace_until", "ended_on", "ending", "renewed_on", "paid_on")
    return {field: getattr(membership, field) for field in fields}


def _day(day: date) -> str:
    return cldr.format_date(day)


def refresh(*, person: User | None = None, institution: Institution | None = None) -> None:
    """Bring `is_member`, and what can be found, in line with memberships and positions."""
    if institution:
        institution.is_member = Membership.objects.live().filter(institution=institution).exists()
        Institution.objects.filter(pk=institution.pk).update(is_member=institution.is_member)
        census.forget()
        search.index(institution)
        people = User.objects.filter(positions__institution=institution).distinct()
        for batch in search.batched(people.order_by("pk").iterator(chunk_size=_BATCH), _BATCH):
            _refresh_people(batch)
    if person:
        _refresh_people([person])


def _refresh_people(people: list[User]) -> None:
    """The same few statements for one person and for hundreds."""
    keys = [person.pk for person in people]
    members = set(
        User.objects.filter(_holds_membership(), pk__in=keys).values_list("pk", flat=True)
    )
    held: dict[int, set[int]] = {key: set() for key in keys}
    current = Position.objects.current().filter(person__in=keys)
    for key, institution in current.values_list("person", "institution"):
        held[key].add(institution)
    for person in people:
        person.is_member = person.pk in members
        person.institutions_held = sorted(held[person.pk])
    User.objects.bulk_update(people, ["is_member", "institutions_held"])
    census.forget()
    search.index_all("member", people)


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
