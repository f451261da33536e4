"""Who holds which position at an institution: given, ended, handed over, joined by address.

Every verb takes the institution's row under a lock and looks again, so that of two people who
act at the same moment the second one hears what the first one did.
"""

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit, cldr
from core.exceptions import Refused
from members import emails_people as emails
from members import identifiers, permissions
from members.models import Centre, Institution, InstitutionDomain, Position, User

from . import memberships

Role, Origin, Ending = Position.Role, Position.Origin, Position.Ending
# What the institution's own representative gives away.
GIVEN = [Role.DEPUTY, Role.CENTRE_HEAD, Role.EDITOR, Role.STAFF]


def _take(institution: Institution) -> Institution:
    return Institution.objects.select_for_update().get(pk=institution.pk)


def standing(institution: Institution) -> QuerySet[Position]:
    """Who holds what there today."""
    current = Position.objects.current().filter(institution=institution)
    return current.select_related("person", "centre")


def representative_of(institution: Institution) -> Position | None:
    """Who may speak for the institution today, if anybody."""
    return standing(institution).filter(role=Role.REPRESENTATIVE, person__is_active=True).first()


# --- The representative ------------------------------------------------------------------------


@transaction.atomic
def appoint(
    person: User,
    institution: Institution,
    centre: Centre | None = None,
    origin: str = Origin.NAMED,
) -> Position:
    """Make `person` the authorised representative; whoever was it hands over today.

    The one before stays among the people of the institution, as staff.
    """
    _take(institution)
    today = timezone.localdate()
    # Those who would begin later too: two periods must not overlap.
    before = list(
        Position.objects.filter(Q(ended_on=None) | Q(ended_on__gt=today))
        .filter(institution=institution, role=Role.REPRESENTATIVE)
        .select_related("person")
    )
    if [position.person_id for position in before if position.started_on <= today] == [person.pk]:
        raise Refused(_("%(name)s is the representative already.") % {"name": person.name})
    for position in before:
        _close(position, Ending.HANDED_OVER)
    for position in standing(institution).filter(person=person, role=Role.DEPUTY):
        _close(position, Ending.REPLACED)
    position = Position.objects.create(
        person=person, institution=institution, centre=centre, role=Role.REPRESENTATIVE,
        origin=origin,
    )  # fmt: skip
    for one in before:
        if one.person_id != person.pk and not standing(institution).filter(person=one.person):
            Position.objects.create(person=one.person, institution=institution, role=Role.STAFF)
    Institution.objects.filter(pk=institution.pk).update(unrepresented_since=None)
    audit.record(
        "appoint", position, whom=person,
        before={"representative": [one.person_id for one in before]},
        after={"representative": [person.pk]},
    )  # fmt: skip
    for somebody in [*(one.person for one in before), person]:
        memberships.refresh(person=somebody)
    return position


@transaction.atomic
def hand_over(
    institution: Institution, successor: User, *, by: User, seen: int | None = None
) -> Position:
    """Let `successor` speak for the institution from today on, and tell everybody concerned.

    `seen` is the key of the position (0: none) that stood on the page somebody confirmed.
    """
    institution = _take(institution)
    current = representative_of(institution)
    is_theirs = current is not None and current.person_id == by.pk
    if not (is_theirs or permissions.may_name_representative(by)):
        raise Refused(_what_stands(institution, current))
    if seen is not None and seen != (current.pk if current else 0):
        raise Refused(_what_stands(institution, current))
    if not (successor.is_active and standing(institution).filter(person=successor).exists()):
        raise Refused(
            _("%(name)s is not among the people of %(institution)s.")
            % {"name": successor.name, "institution": institution}
        )
    position = appoint(successor, institution)
    emails.representative_changed(position, current, by)
    return position


@transaction.atomic
def take_over(institution: Institution, deputy: User) -> Position:
    """Let a deputy speak for an institution that nobody speaks for."""
    institution = _take(institution)
    current = representative_of(institution)
    if current:
        raise Refused(_what_stands(institution, current))
    if not standing(institution).filter(person=deputy, role=Role.DEPUTY).exists():
        raise Refused(_("Only a deputy can take over."))
    position = appoint(deputy, institution)
    emails.representative_changed(position, None, deputy)
    return position


def _what_stands(institution: Institution, current: Position | None) -> str:
    if current is None:
        return _("Nobody represents %(institution)s any more.") % {"institution": institution}
    return _("%(name)s is the authorised representative since %(day)s.") % {
        "name": current.person.name,
        "day": cldr.format_date(current.started_on),
    }


def notice_missing(institution: Institution, leaving: User | None = None) -> bool:
    """Tell the deputies and the committee, once, that nobody speaks for a member any more."""
    member = Institution.objects.filter(
        pk=institution.pk, is_member=True, unrepresented_since=None
    )
    if representative_of(institution) or not member.update(
        unrepresented_since=timezone.localdate()
    ):
        return False
    deputies = standing(institution).filter(role=Role.DEPUTY, person__is_active=True)
    people = {position.person for position in deputies} | set(permissions.committee())
    emails.representative_missing(institution, people - {leaving})
    return True


@transaction.atomic
def correct(position: Position) -> None:
    """Keep the days of a position as the desk set them, and what follows from them."""
    institution = _take(position.institution)
    position.save()
    memberships.refresh(person=position.person)
    if position.role == Role.REPRESENTATIVE:
        if representative_of(institution):
            Institution.objects.filter(pk=institution.pk).update(unrepresented_since=None)
        else:
            notice_missing(institution)


# --- The other positions -----------------------------------------------------------------------


@transaction.atomic
def give(
    institution: Institution,
    person: User,
    role: str,
    *,
    by: User,
    centre: Centre | None = None,
) -> Position:
    """Give one of the people of an institution a position more."""
    institution = _take(institution)
    _refuse_who_may_not(institution, role, by)
    if role not in GIVEN:
        raise Refused(_("There is no such place."))
    if centre and centre.institution_id != institution.pk:
        raise Refused(_("This centre belongs to another institution."))
    if role in Centre.PUBLISHERS and centre is None:
        raise Refused(_("Say of which centre."))
    if not standing(institution).filter(person=person).exists():
        raise Refused(
            _("%(name)s is not among the people of %(institution)s.")
            % {"name": person.name, "institution": institution}
        )
    position = seat(person, institution, role, centre, Origin.NAMED)
    emails.position_begun(position, by)
    return position


@transaction.atomic
def seat(
    person: User,
    institution: Institution,
    role: str,
    centre: Centre | None = None,
    origin: str = Origin.INVITED,
) -> Position:
    """Begin a position below the representative's today: as given, invited or joined."""
    institution = _take(institution)
    centre = centre if role in Centre.OFFICES else None
    same = standing(institution).filter(role=role, centre=centre)
    if same.filter(person=person).exists():
        raise Refused(_("This person has that place already."))
    if role == Role.DEPUTY and standing(institution).filter(
        person=person, role=Role.REPRESENTATIVE
    ):
        raise Refused(_("Nobody is their own deputy."))
    head = same.first() if role == Role.CENTRE_HEAD else None
    if head:
        raise Refused(
            _("%(name)s is the head of %(centre)s. End that position first.")
            % {"name": head.person.name, "centre": centre}
        )
    position = Position.objects.create(
        person=person, institution=institution, centre=centre, role=role, origin=origin
    )
    audit.record("begin", position, whom=person, after={"role": role, "origin": origin})
    memberships.refresh(person=person)
    return position


@transaction.atomic
def end(position: Position, *, by: User) -> None:
    """End somebody's position today, and let them know."""
    institution = _take(position.institution)
    position = _still(institution, position)
    if position.role == Role.REPRESENTATIVE and not permissions.may_name_representative(by):
        raise Refused(_("The representative hands over; nobody else ends that position."))
    _refuse_who_may_not(institution, position.role, by)
    _close(position, Ending.REMOVED)
    audit.record("end", position, whom=position.person, before={"role": position.role})
    emails.position_ended(position)
    memberships.refresh(person=position.person)
    if position.role == Role.REPRESENTATIVE:
        notice_missing(institution)


def _refuse_who_may_not(institution, role, by):
    if not permissions.may_run(by, institution):
        raise Refused(_("Only the representative, a deputy and the committee can do that."))
    mine = permissions.may_name_representative(by) or standing(institution).filter(
        person=by, role=Role.REPRESENTATIVE
    )
    if role == Role.DEPUTY and not mine:
        raise Refused(_("Only the representative and the committee name deputies."))


def _still(institution: Institution, position: Position) -> Position:
    row = standing(institution).filter(pk=position.pk).first()
    if row is None:
        raise Refused(_("This position has ended already."))
    row.institution = institution
    return row


def _close(position: Position, ending: str) -> None:
    position.ended_on = max(timezone.localdate(), position.started_on)
    position.ending = ending
    position.save(update_fields=["ended_on", "ending"])


@transaction.atomic
def leave(institution: Institution, person: User) -> None:
    """End everything that `person` holds at an institution, because they say so."""
    institution = _take(institution)
    mine = list(standing(institution).filter(person=person))
    if not mine:
        raise Refused(_("This position has ended already."))
    for position in mine:
        _close(position, Ending.LEFT)
        audit.record("leave", position, whom=person, before={"role": position.role})
    memberships.refresh(person=person)
    if any(position.role == Role.REPRESENTATIVE for position in mine):
        notice_missing(institution)


@transaction.atomic
def forget(person: User) -> None:
    """Before an account goes: what nobody holds any more is somebody's to take up."""
    mine = Position.objects.current().filter(person=person, role=Role.REPRESENTATIVE)
    for position in mine.select_related("institution"):
        _take(position.institution)
        _close(position, Ending.LEFT)
        notice_missing(position.institution, leaving=person)


# --- Joining by the domain of one's address ----------------------------------------------------


def open_to(person: User) -> QuerySet[Institution]:
    """The institutions whose people `person` may join, by a confirmed address at their domain."""
    if not person.is_authenticated:
        return Institution.objects.none()
    domains = {above for address in _confirmed(person) for above in
               identifiers.domains_above(address)}  # fmt: skip
    here = Position.objects.filter(institution=OuterRef("pk"), person=person)
    return (
        Institution.objects.filter(
            domains__domain__in=domains, domains__is_confirmed=True, is_confirmed=True
        )
        .exclude(Exists(here.current()))
        .exclude(Exists(_removed(here)))
        .distinct()
    )


def may_join(person: User, institution: Institution) -> bool:
    """Whether the page offers it: asked of nobody who has no address at one of its domains."""
    if not person.is_authenticated or not institution.domains.filter(is_confirmed=True):
        return False
    return open_to(person).filter(pk=institution.pk).exists()


def _confirmed(person: User) -> list[str]:
    held = EmailAddress.objects.filter(user=person, verified=True)
    return list(held.values_list("email", flat=True))


def _removed(positions: QuerySet[Position]) -> QuerySet[Position]:
    """Ended by the institution, and nothing given since."""
    later = Q(started_on__gte=OuterRef("ended_on"), pk__gt=OuterRef("pk"))
    since = Position.objects.filter(
        later | Q(ended_on__gt=OuterRef("ended_on")),
        institution=OuterRef("institution"), person=OuterRef("person"),
    )  # fmt: skip
    return positions.filter(~Exists(since), ending=Ending.REMOVED)


@transaction.atomic
def join(institution: Institution, person: User) -> Position:
    """Let somebody with a confirmed address at its domain in among the people, up to the cap."""
    institution = _take(institution)
    here = Position.objects.filter(institution=institution, person=person)
    if here.current().exists():
        raise Refused(_("You are among the people of %(name)s.") % {"name": institution})
    if _removed(here).exists():
        raise Refused(
            _("%(name)s has ended your position. Ask its representative to invite you.")
            % {"name": institution}
        )
    if not open_to(person).filter(pk=institution.pk).exists():
        raise Refused(_("None of your confirmed addresses is at a domain of %(name)s.")
                      % {"name": institution})  # fmt: skip
    if standing(institution).filter(origin=Origin.DOMAIN).count() >= institution.staff_cap:
        raise Refused(
            _("Every place at %(name)s is taken. Ask its representative to invite you.")
            % {"name": institution}
        )
    position = seat(person, institution, Role.STAFF, origin=Origin.DOMAIN)
    if person.institution_id is None:
        person.refresh_from_db()
        person.institution = institution
        person.country_id = person.country_id or institution.country_id
        memberships.refile(person)
    return position


@transaction.atomic
def propose_domain(institution: Institution, typed: str, *, by: User) -> InstitutionDomain:
    """Name a domain whose addresses belong to the institution; the committee confirms it."""
    is_confirmed = permissions.may_name_representative(by)
    domain = InstitutionDomain(institution=institution, domain=typed, is_confirmed=is_confirmed)
    domain.full_clean()
    domain.save()
    audit.record("name domain", institution, after={"domain": domain.domain})
    return domain


def check_addresses(person: User | None = None) -> int:
    """End what rests on an address that is not confirmed any more. Returns how many."""
    resting = Position.objects.current().filter(origin=Origin.DOMAIN)
    if person:
        resting = resting.filter(person=person)
    domains = {}
    confirmed = InstitutionDomain.objects.filter(is_confirmed=True)
    for institution, domain in confirmed.values_list("institution", "domain"):
        domains.setdefault(institution, set()).add(domain)
    held = {}
    addresses = EmailAddress.objects.filter(user__positions__in=resting, verified=True)
    for owner, address in addresses.values_list("user", "email"):
        held.setdefault(owner, set()).update(identifiers.domains_above(address))
    number = 0
    for position in resting.select_related("person", "institution", "centre"):
        here = domains.get(position.institution_id, set())
        if not here & held.get(position.person_id, set()):
            _end_for_address(position)
            number += 1
    return number


@transaction.atomic
def _end_for_address(position: Position) -> None:
    _take(position.institution)
    _close(position, Ending.ADDRESS)
    audit.record("end", position, whom=position.person, before={"role": position.role})
    emails.position_ended(position)
    memberships.refresh(person=position.person)


# --- What a day brings -------------------------------------------------------------------------


def tend() -> None:
    """The night's run: addresses that went, members nobody speaks for, keys that are wrong."""
    check_addresses()
    Institution.objects.exclude(unrepresented_since=None).exclude(
        pk__in=Institution.objects.without_representative()
    ).update(unrepresented_since=None)
    for institution in Institution.objects.without_representative().filter(
        unrepresented_since=None
    ):
        with transaction.atomic():
            notice_missing(_take(institution))
    _put_keys_right()


def _put_keys_right() -> None:
    held = {}
    for person, institution in Position.objects.current().values_list("person", "institution"):
        held.setdefault(person, set()).add(institution)
    here = Position.objects.current().filter(person=OuterRef("pk"))
    known = dict(
        User.objects.filter(Exists(here) | ~Q(institutions_held=[])).values_list(
            "pk", "institutions_held"
        )
    )
    wrong = [pk for pk, keys in known.items() if keys != sorted(held.get(pk, ()))]
    for person in User.objects.filter(pk__in=wrong):
        with transaction.atomic():
            memberships.refresh(person=person)
