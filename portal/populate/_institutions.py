"""Invented institutions by the hundred: names in their script, centres, memberships."""

from datetime import date

from core import search
from members.models import (
    Centre,
    CentreStage,
    Institution,
    InstitutionName,
    Membership,
    MembershipType,
    Position,
    Service,
    TargetGroup,
)

from ._names import COUNTRIES, KINDS, PLACES

_PREFIX = "invented-"


def run(plan, step) -> None:
    """Bring the number of invented institutions up to the plan's; every third has a centre."""
    there = Institution.objects.filter(slug__startswith=_PREFIX).count()
    rows, others = [], []
    for number in range(there, plan.institutions):
        institution, name = _institution(number)
        rows.append(institution)
        others.append(name)
    step("institutions", there, plan.institutions)
    rows = Institution.objects.bulk_create(rows, batch_size=500)
    InstitutionName.objects.bulk_create(
        InstitutionName(institution=row, name=name, language=language)
        for row, (name, language) in zip(rows, others, strict=True)
        if name
    )
    for row in rows:
        row.refold()  # now with the name in its own script
    columns = ["folded", *(field.name for field in Institution._meta.fields
                           if field.name.startswith("sort_"))]  # fmt: skip
    Institution.objects.bulk_update(rows, columns, batch_size=200)
    _memberships(rows)
    search.index_many("institution", rows)
    _centres(rows[::3])
    step("institutions", plan.institutions, plan.institutions)


def _institution(number):
    country, language, script = COUNTRIES[number % len(COUNTRIES)]
    turn, at = divmod(number // len(COUNTRIES), len(PLACES))
    place, in_cyrillic, in_greek = PLACES[at]
    round_, form = divmod(turn, len(KINDS))
    english, kind, own = KINDS[form]
    again = f" {round_ + 1}" if round_ else ""
    words = {"cyrl": in_cyrillic, "grek": in_greek, "latn": place}[script]
    institution = Institution(
        name=f"{english.format(place)}{again} ({country}, invented)",
        slug=f"{_PREFIX}{number + 1}",
        acronym=f"{''.join(word[0] for word in english.format(place).split())}{number + 1}",
        country_id=country, city=place, is_confirmed=True, is_member=_is_member(number),
        kind=kind,
    )  # fmt: skip
    institution.refold()
    name = own[script].format(words) + again if script in own else ""
    return institution, (name, language)


def _is_member(number: int) -> bool:
    return number % 5 < 3


def _memberships(rows) -> None:
    institutional = MembershipType.objects.get(slug="institutional")
    Membership.objects.bulk_create(
        Membership(
            number=f"BNU-2024-{int(row.slug.removeprefix(_PREFIX)):05}", type=institutional,
            institution=row, started_on="2024-03-01",
        )
        for row in rows
        if row.is_member
    )  # fmt: skip


def _centres(homes) -> None:
    centres = Centre.objects.bulk_create(
        Centre(
            institution=row, name=f"Centre for Teaching of {row.name.partition(' (')[0]}",
            slug=f"centre-{row.slug}", stage=Centre.Stage.values[row.pk % 4],
            founded=2000 + row.pk % 26, folded=row.folded,
            languages=(" en ", " sq en ", " sr en ", " mk ")[row.pk % 4],
        )
        for row in homes
    )  # fmt: skip
    _equip(centres)
    search.index_many("centre", centres)


def _equip(centres) -> None:
    """What the filters of centres ask for: services, target groups, how they came to be."""
    for relation, terms, column in (
        (Centre.services, list(Service.objects.all()), "service"),
        (Centre.target_groups, list(TargetGroup.objects.all()), "targetgroup"),
    ):
        links = [
            relation.through(centre=centre, **{column: term})
            for centre in centres for at, term in enumerate(terms) if (centre.pk + at) % 4 == 0
        ]  # fmt: skip
        relation.through.objects.bulk_create(links)
    CentreStage.objects.bulk_create(
        CentreStage(
            centre=centre, stage=centre.stage, since=date(centre.founded, 1, 1),
            precision=CentreStage.Precision.YEAR,
        )
        for centre in centres
    )  # fmt: skip


def positions(people, centres: dict[int, Centre], taken: set[int]) -> list[Position]:
    """A place for everybody who has an institution: the first there speaks for it."""
    rows = []
    for person in people:
        here = person.institution_id
        if not here:
            continue
        role, centre = Position.Role.STAFF, None
        if here not in taken:
            taken.add(here)
            role = Position.Role.REPRESENTATIVE
        elif here in centres:
            role, centre = Position.Role.CENTRE_HEAD, centres.pop(here)
        rows.append(
            Position(
                person=person, institution_id=here, centre=centre, role=role,
                started_on=person.date_joined.date(),
            )
        )  # fmt: skip
    return rows
