"""Institutions, centres, people, memberships and applications of the demo network."""

from collections import defaultdict
from datetime import date, timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.utils import timezone

from core import roles
from members.actions import votes
from members.models import (
    Application,
    ApplicationMessage,
    ApplicationStep,
    Centre,
    CentreStage,
    Country,
    Expertise,
    Institution,
    InstitutionDomain,
    InstitutionName,
    InstitutionRequest,
    Membership,
    MembershipType,
    Policy,
    Position,
    ProfileReport,
    Question,
    Service,
    User,
    Vote,
)
from members.stamps import census

from . import PASSWORD, _invitations, _memberships, _pictures
from ._applications import APPLICATIONS, MISSING, QUESTION, REQUEST
from ._institutions import CENTRE_FACTS, CENTRES, DESCRIPTIONS, INSTITUTIONS, PLACES, RORS
from ._people import (
    BIOS,
    DEPUTIES,
    EDITORS,
    HEADS,
    LINKS,
    OFFERS,
    OUTSIDE,
    PEOPLE,
    REPRESENTATIVES,
    SHOWS,
    STAFF,
)

COMMITTEE = ["vera", "dritan", "eleni"]
GROUPS = {
    **{handle: [roles.COMMITTEE] for handle in COMMITTEE},
    "mira": [roles.MODERATORS, roles.CURATORS],
    "emil": [roles.EDITORS],
    "nora": [roles.SECRETARIAT],
    "klara": [roles.CURATORS],
    "petar": [roles.EVENT_MANAGERS],
    "teuta": [roles.TRANSLATORS],
    "irena": [roles.AUDITORS],
}
_ADDRESS = "@example.org"
FOUNDED = date(2026, 1, 1)
CHOICES = {
    "for": "for", "approve": "for", "against": "against", "decline": "against",
    "abstain": "abstain",
}  # fmt: skip
STATES = {
    "submit": Application.State.SUBMITTED,
    "expire": Application.State.EXPIRED,
    "ask": Application.State.ASKED,
    "answer": Application.State.ANSWERED,
    "approve": Application.State.APPROVED,
    "decline": Application.State.DECLINED,
    "withdraw": Application.State.WITHDRAWN,
}


def load(world) -> None:
    numbers = _Numbers()
    _memberships.give_periods()
    _institutions(world, numbers)
    _people(world)
    _positions(world)
    _individual_memberships(world, numbers)
    _histories(world)
    _applications(world)
    _invitations.load(world)
    _reports(world)


class _Numbers:
    """Membership numbers as the network's first days would have given them."""

    def __init__(self):
        self.last = 0

    def next(self) -> str:
        self.last += 1
        while Membership.objects.filter(number=f"BNU-2026-{self.last:04}").exists():
            self.last += 1
        return f"BNU-2026-{self.last:04}"


def _institutions(world, numbers) -> None:
    institutional = MembershipType.objects.get(slug="institutional")
    for slug, name, acronym, country, city, names in INSTITUTIONS:
        latitude, longitude = PLACES[slug]
        institution, made = world.make(
            Institution,
            {
                "name": name, "acronym": acronym, "country_id": country, "city": city,
                "description": DESCRIPTIONS.get(slug, ""), "is_confirmed": True,
                "is_member": True, "latitude": latitude, "longitude": longitude,
                "ror": RORS.get(slug, ""),
            },
            slug=slug,
        )  # fmt: skip
        world.institutions[slug] = institution
        if not made:
            continue
        for language, other in names.items():
            world.make(InstitutionName, institution=institution, name=other, language=language)
        institution.logo = _pictures.logo(slug)
        institution.save()
        days = {"started_on": FOUNDED, **_memberships.days_of(slug)}
        world.make(
            Membership,
            {"number": numbers.next(), "type": institutional, **days},
            institution=institution,
        )
        world.find("institution", institution)
    for slug, institution, name, stage, founded, description in CENTRES:
        place, services, stages = CENTRE_FACTS[slug]
        centre, made = world.make(
            Centre,
            {
                "institution": world.institutions[institution], "name": name, "stage": stage,
                "founded": founded, "description": description, "place": place,
            },
            slug=slug,
        )  # fmt: skip
        world.centres[slug] = centre
        if not centre.stages.exists():
            centre.services.add(*Service.objects.filter(slug__in=services))
            for entry, year in stages:
                since = date(year, 1, 1) if year else None
                world.make(CentreStage, {"precision": CentreStage.Precision.YEAR},
                           centre=centre, stage=entry, since=since)  # fmt: skip
        if made:
            world.find("centre", centre)


def _people(world) -> None:
    # Hashing is slow by design; one hash serves all sixty.
    password = make_password(PASSWORD)
    tags = {tag.name: tag for tag in Expertise.objects.all()}
    countries = {country.pk: country for country in Country.objects.all()}
    joined = world.days(-240)
    known = {person.email: person for person in User.objects.filter(email__endswith=_ADDRESS)}
    new = []
    for at, line in enumerate(PEOPLE.splitlines()):
        (handle, first, last, language, country, institution, role, listed, headline, fields,
         languages) = line.split("|")  # fmt: skip
        email = handle + _ADDRESS
        if email in known:
            world.people[handle] = known[email]
            continue
        disciplines, offers = (part.split() for part in OFFERS.get(handle, ("", "")))
        person = world.people[handle] = User(
            **{
                "handle": handle, "first_name": first, "last_name": last, "password": password,
                "language": language, "country": countries[country],
                "institution": world.institutions.get(institution), "role": role,
                "headline": headline, "bio": BIOS.get(handle, ""), "listed_for": listed,
                "disciplines": disciplines, "links": LINKS.get(handle, []),
                **{offer: offer in offers for offer in ("mentor", "review", "host")},
                "languages": languages.split(", "), "shows": SHOWS.get(handle, {}),
                "is_member": handle not in OUTSIDE | _memberships.FORMER,
                "date_joined": joined + timedelta(days=at), "is_superuser": handle == "admin",
                "is_staff": handle == "admin" or handle in GROUPS,
            },
            email=email,
        )  # fmt: skip
        expertise = [tags[name] for name in fields.split(", ") if name]
        if _pictures.has_one(handle, of_ten=6):
            person.photo = _pictures.face(handle)
        person.refold(expertise)
        new.append((person, expertise))
    _keep_people(world, new)


def _keep_people(world, new: list[tuple[User, list[Expertise]]]) -> None:
    """All at once, with what only a person who is there can have."""
    groups = {group.name: group for group in Group.objects.all()}
    people = User.objects.bulk_create(person for person, _expertise in new)
    census.forget()
    addresses = EmailAddress.objects.bulk_create(
        EmailAddress(user=person, email=person.email, verified=True, primary=True)
        for person in people
    )
    for row in (*people, *addresses):
        world.remember(row)
    for person, expertise in new:
        person.groups.add(*(groups[name] for name in GROUPS.get(person.handle, [])))
        person.expertise.add(*expertise)
        world.find("member", person)


def _positions(world) -> None:
    for slug, handle in REPRESENTATIVES.items():
        world.make(
            Position,
            {"person": world.people[handle], "started_on": FOUNDED},
            institution=world.institutions[slug],
            role=Position.Role.REPRESENTATIVE,
            ended_on=None,
        )
    offices = [(Position.Role.CENTRE_HEAD, HEADS), (Position.Role.EDITOR, EDITORS)]
    for role, slug, handle in [(role, *pair) for role, held in offices for pair in held.items()]:
        centre = world.centres[slug]
        world.make(
            Position,
            {"institution": centre.institution, "started_on": FOUNDED},
            person=world.people[handle],
            centre=centre,
            role=role,
        )
    _colleagues(world)
    people = list(world.people.values())
    held = defaultdict(set)
    current = Position.objects.current().filter(person__in=people)
    for person, institution in current.values_list("person", "institution"):
        held[person].add(institution)
    for person in people:
        person.institutions_held = sorted(held[person.pk])
    User.objects.bulk_update(people, ["institutions_held"])


def _reports(world) -> None:
    """One profile that somebody asked a moderator to look at."""
    world.make(
        ProfileReport,
        {
            "reason": "other",
            "note": "His web address leads to a shop.",
            "created_at": world.days(-1),
        },
        person=world.people["goran"],
        reporter=world.people["ana"],
    )  # fmt: skip


def _colleagues(world) -> None:
    """A deputy, staff, and somebody who has done a thing before; a domain to join by."""
    role = Position.Role
    for slug, handle in DEPUTIES.items():
        person, institution = world.people[handle], world.institutions[slug]
        world.make(
            Position, {"started_on": date(2026, 7, 1)}, person=person, institution=institution,
            role=role.DEPUTY,
        )  # fmt: skip
        world.make(
            Position,
            {"started_on": FOUNDED, "ended_on": date(2026, 7, 1),
             "ending": Position.Ending.REPLACED},
            person=person, institution=institution, role=role.STAFF,
        )  # fmt: skip
    for slug, handles in STAFF.items():
        for handle in handles:
            world.make(
                Position, {"started_on": date(2026, 3, 2), "origin": Position.Origin.INVITED},
                person=world.people[handle], institution=world.institutions[slug],
                role=role.STAFF,
            )  # fmt: skip
    world.make(
        InstitutionDomain, {"is_confirmed": True}, domain="unsa.ba",
        institution=world.institutions["university-of-sarajevo"],
    )  # fmt: skip


def _individual_memberships(world, numbers) -> None:
    """Everybody who is not at a member institution's desk is a member by themselves."""
    individual = MembershipType.objects.get(slug="individual")
    through_institution = {*REPRESENTATIVES.values(), *HEADS.values()}
    held = set(Membership.objects.exclude(person=None).values_list("person_id", flat=True))
    for handle, person in world.people.items():
        if handle in OUTSIDE | through_institution or person.pk in held:
            continue
        days = {"started_on": FOUNDED, **_memberships.days_of(handle)}
        world.make(
            Membership, {"number": numbers.next(), "type": individual, **days}, person=person
        )


def _histories(world) -> None:
    memberships = Membership.objects.filter(steps=None).select_related("person", "institution")
    ours = {person.pk: handle for handle, person in world.people.items()}
    theirs = {institution.pk: slug for slug, institution in world.institutions.items()}
    for membership in memberships:
        name = ours.get(membership.person_id) or theirs.get(membership.institution_id)
        if name:
            _memberships.history(world, membership, name)


def _applications(world) -> None:
    policy = Policy.objects.in_force()
    types = {type.slug: type for type in MembershipType.objects.all()}
    asked = {name: words for name, words in QUESTION.items() if name != "label"}
    world.make(Question, asked, type=types["associated"], label=QUESTION["label"])
    for handle, kind, institution, ago, can, will, authority, steps in APPLICATIONS:
        person = world.people[handle]
        handed_in = world.days(-ago) if ago is not None else None
        application, made = world.make(
            Application,
            {
                "institution": world.institutions.get(institution), "role": person.role,
                "expertise_names": [tag.name for tag in person.expertise.all()],
                "qualifications": can, "commitment": will, "authority": authority,
                "policy": policy if handed_in else None, "adhered_at": handed_in,
                "submitted_at": handed_in,
                "state": Application.State.SUBMITTED if handed_in else Application.State.DRAFT,
            },
            applicant=person,
            type=types[kind],
        )  # fmt: skip
        if made:
            _history(world, application, steps)
        if made and handle in MISSING:
            _request(world, application, MISSING[handle])
    world.make(InstitutionRequest, REQUEST, asked_by=world.people["lule"], name=REQUEST["name"])


def _request(world, application, missing) -> None:
    """What the committee declined stays out of the register; the rest waits at the desk."""
    declined = application.state == Application.State.DECLINED
    world.make(
        InstitutionRequest,
        {
            **{key: missing[key] for key in ("kind", "city", "website")},
            "country_id": missing["country"], "application": application,
            "state": "declined" if declined else "open",
            "reason": "It has no link to teaching at universities or of adults yet."
            if declined else "",
            "decided_by": world.people["vera"] if declined else None,
            "decided_at": application.decided_at,
        },
        asked_by=application.applicant,
        name=missing["name"],
    )  # fmt: skip


def _history(world, application, steps) -> None:
    state, at = Application.State.DRAFT, application.created_at
    said = [(who, verb, text, world.days(-ago)) for who, verb, text, ago in steps]
    if application.submitted_at:
        said.insert(0, (application.applicant.handle, "submit", "", application.submitted_at))
    for who, verb, text, at in said:
        person = world.people.get(who)
        if verb in CHOICES:
            _vote(world, application, person, CHOICES[verb], text, at)
        if verb in ("ask", "answer"):
            world.remember(
                ApplicationMessage.objects.create(
                    application=application, author=person, text=text, at=at
                )
            )
        after = STATES.get(verb) or _after_a_vote(state)
        if after != state:
            reason = text if verb == "decline" else ""
            world.remember(
                ApplicationStep.objects.create(
                    application=application, actor=person, before=state, after=after, at=at,
                    reason=reason,
                )
            )  # fmt: skip
        state = after
    _leave_in(application, state, at)


def _vote(world, application, member, choice, reason, at) -> None:
    shares = votes.conflicts(application, [member])
    world.make(
        Vote,
        {"choice": choice, "reason": reason, "at": at, "shares_institution": bool(shares)},
        application=application,
        member=member,
    )


def _after_a_vote(state: str) -> str:
    """The first vote takes an application up; a question stays open."""
    waits = state in (Application.State.SUBMITTED, Application.State.ANSWERED)
    return Application.State.REVIEW if waits else state


def _leave_in(application, state, at) -> None:
    application.state, application.moved_at = state, at
    if state in (Application.State.APPROVED, Application.State.DECLINED):
        application.decided_at = at
    if state == Application.State.APPROVED:
        application.membership = Membership.objects.get(person=application.applicant)
    application.waits_since = at if state in Application.WAITING else None
    # Nobody wants a letter about what was never really waiting.
    application.reminded_at = application.link_sent_at = application.nudged_at = timezone.now()
    application.save()
    # The day it was begun is set by the row itself, and would be today.
    begun = min(application.submitted_at or at, timezone.now()) - timedelta(days=2)
    Application.objects.filter(pk=application.pk).update(created_at=begun)
