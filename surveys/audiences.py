"""Who is asked. Apps above add their own:

    audiences.register("event", _("…"), people=people_of, keys=keys_of)

`people(key)` gives the people as a queryset of users, `keys(person)` the keys whose people
somebody is one of; a survey for them has the audience "other" and the key "event:42".
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.functional import Promise

from members.models import Membership, Position, User

from .models import Invitation, Survey

# Fewer than these are told apart by what they say.
FEWEST = 5


@dataclass(frozen=True)
class Kind:
    label: "str | Promise"
    people: Callable[[str], QuerySet]
    keys: Callable[[User], Iterable[str]]


_kinds: dict[str, Kind] = {}


def register(
    name: str,
    label: "str | Promise",
    *,
    people: Callable[[str], QuerySet],
    keys: Callable[[User], Iterable[str]],
) -> None:
    """Hand in a kind of audience, in `AppConfig.ready`."""
    _kinds[name] = Kind(label, people, keys)


def people(survey: Survey) -> QuerySet[User]:
    """Everybody with an account who is asked; nobody for an open link or a list of addresses."""
    found = User.objects.filter(is_active=True)
    key, audience = survey.audience_key, Survey.Audience
    if survey.audience == audience.MEMBERS:
        return found.filter(is_member=True)
    if survey.audience == audience.TYPE:
        held = Membership.objects.live().filter(type=key, person__isnull=False)
        return found.filter(is_member=True, pk__in=held.values("person"))
    if survey.audience in (audience.INSTITUTION, audience.CENTRE) and key.isdecimal():
        where = {survey.audience: int(key)}
        return found.filter(pk__in=Position.objects.current().filter(**where).values("person"))
    if survey.audience == audience.OTHER:
        name, _colon, rest = key.partition(":")
        return _kinds[name].people(rest) if name in _kinds else found.none()
    return found.none()


def number(survey: Survey) -> int | None:
    """How many people are asked; None where everybody is who has the address."""
    if survey.audience == Survey.Audience.LINK:
        return None
    if survey.audience == Survey.Audience.INVITED:
        return survey.invitations.filter(has_declined=False).count()
    return people(survey).count()


def asks(survey: Survey, person: User) -> bool:
    """Whether `person`, who may not be signed in, is one of those who are asked."""
    if survey.audience == Survey.Audience.LINK:
        return True
    return person.is_authenticated and people(survey).filter(pk=person.pk).exists()


def asking(person: User) -> Q:
    """The condition that a survey asks `person`, who may not be signed in, by an account."""
    if not person.is_authenticated:
        return Q(pk=None)
    audience = Survey.Audience
    posts = Position.objects.current().filter(person=person)
    held = {audience.INSTITUTION: set(), audience.CENTRE: set()}
    for institution, centre in posts.values_list("institution", "centre"):
        held[audience.INSTITUTION].add(str(institution))
        held[audience.CENTRE].add(str(centre))
    types = Membership.objects.live().filter(person=person).values_list("type", flat=True)
    held[audience.TYPE] = set(types)
    found = Q(audience=audience.MEMBERS) if person.is_member else Q(pk=None)
    for name, keys in held.items():
        found |= Q(audience=name, audience_key__in=keys)
    others = [f"{name}:{key}" for name, kind in _kinds.items() for key in kind.keys(person)]
    return found | Q(audience=audience.OTHER, audience_key__in=others)


def is_anothers(invitation: Invitation, person: User) -> bool:
    """Whether a personal link went to the address of another account than `person`'s.

    An address that no account has may be a second one of whoever is signed in.
    """
    if not person.is_authenticated:
        return False
    has_it = Q(email__iexact=invitation.email) | Q(
        emailaddress__email__iexact=invitation.email, emailaddress__verified=True
    )
    holders = set(User.objects.filter(has_it).values_list("pk", flat=True))
    return bool(holders) and person.pk not in holders


def group_of(survey: Survey, person: User | None) -> str:
    """Where the answers of `person` count in the survey's breakdown; empty when it is unknown."""
    breakdown = Survey.Breakdown
    if person is None or not person.pk or not survey.breakdown:
        return ""
    if survey.breakdown == breakdown.COUNTRY:
        return person.country_id or ""
    if survey.breakdown == breakdown.ROLE:
        return person.role
    held = Membership.objects.live().filter(person=person).values_list("type", flat=True)
    return held.first() or ""
