"""Members by the thousand: of every country, role and field, findable, with their numbers."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from core import isced, search
from members import languages, seeds
from members.models import (
    Centre,
    Country,
    Expertise,
    ExpertiseOfUser,
    Institution,
    Membership,
    MembershipType,
    Position,
    User,
)
from members.stamps import census

from . import _institutions
from ._names import HEADLINES, PEOPLE, RARE, SECOND

_BATCH = 1_000
# So many, however many there are in all: what is searched for stays as rare as it was.
_KEEPERS = 40
# As a register of teachers has them: lecturers first.
_ROLES = [25, 45, 8, *[3] * (len(User.Role.values) - 3)]
_WILLING = ("mentor", "review", "host")


def run(plan, rng, step) -> None:
    seeds.plant()
    _institutions.run(plan, step)
    there = User.objects.filter(handle__startswith="reader-").count()
    password = make_password(None)
    tags = list(Expertise.objects.order_by("pk"))
    countries = {country.pk: country for country in Country.objects.all()}
    homes = _homes()
    speak = Position.objects.filter(role=Position.Role.REPRESENTATIVE, ended_on=None)
    taken = set(speak.values_list("institution", flat=True))
    headless = Centre.objects.exclude(positions__role=Position.Role.CENTRE_HEAD)
    centres = {centre.institution_id: centre for centre in headless}
    individual = MembershipType.objects.get(slug="individual")
    for start in range(there, plan.members, _BATCH):
        step("members", start, plan.members)
        numbers = range(start, min(start + _BATCH, plan.members))
        rows = [_person(number, rng, password, tags, countries, homes) for number in numbers]
        people = User.objects.bulk_create([person for person, _tags in rows])
        ExpertiseOfUser.objects.bulk_create(
            ExpertiseOfUser(content_object=person, tag=tag)
            for person, (_same, chosen) in zip(people, rows, strict=True)
            for tag in chosen
        )
        EmailAddress.objects.bulk_create(
            EmailAddress(user=person, email=person.email, verified=True, primary=True)
            for person in people
        )
        Position.objects.bulk_create(_institutions.positions(people, centres, taken))
        Membership.objects.bulk_create(
            Membership(
                number=f"BNU-2025-{number + 1:05}", type=individual, person=person,
                started_on=person.date_joined.date(),
            )
            for number, person in zip(numbers, people, strict=True)
        )  # fmt: skip
        search.index_many("member", people)
    census.forget()
    step("members", plan.members, plan.members)


def _homes() -> dict[str, list[Institution]]:
    homes = {}
    for institution in Institution.objects.filter(is_confirmed=True).order_by("pk"):
        homes.setdefault(institution.country_id, []).append(institution)
    return homes


def _person(number, rng, password, tags, countries, homes):
    country, _often, spoken, first, last = rng.choices(PEOPLE, weights=[row[1] for row in PEOPLE])[
        0
    ]
    here = homes.get(country)
    home = rng.choice(here) if here and rng.random() < 0.7 else None
    surname = rng.choice(last.split())
    if rng.random() < 0.5:
        surname = f"{surname} {rng.choice(SECOND)}"
    person = User(
        email=f"reader-{number}@example.org",
        handle=f"reader-{number}",
        password=password,
        first_name=rng.choice(first.split()),
        last_name=surname,
        language=spoken.split()[0],
        languages=list(dict.fromkeys([*spoken.split(), rng.choice(languages.SPOKEN)])),
        disciplines=rng.sample(sorted(isced.DISCIPLINES), k=rng.randint(0, 3)),
        country=countries[country],
        institution=home,
        institutions_held=[home.pk] if home else [],
        role=rng.choices(User.Role.values, weights=_ROLES)[0],
        headline=rng.choice(HEADLINES) if number >= _KEEPERS else RARE,
        listed_for=rng.choices(User.Audience.values, weights=[70, 22, 4, 4])[0],
        shows={"country": "members"} if rng.random() < 0.05 else {},
        is_member=True,
        date_joined=timezone.now() - timedelta(days=rng.uniform(1, 700)),
        **{field: rng.random() < 0.2 for field in _WILLING},
    )
    chosen = rng.sample(tags, k=min(len(tags), rng.randint(0, 5)))
    person.refold(expertise=chosen)
    return person, chosen
