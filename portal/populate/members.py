"""Members by the thousand: of every country, role and field, findable, with their numbers."""

from datetime import date, timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from core import search
from members import seeds
from members.models import (
    Centre,
    CentreStage,
    Country,
    Expertise,
    ExpertiseOfUser,
    Institution,
    Membership,
    MembershipType,
    Service,
    TargetGroup,
    User,
)

_BATCH = 1_000
# country, how often, languages, first names, last names
_PEOPLE = [
    ("AL", 14, "sq en", "Agron Besnik Elira Flutura Gentian Ilda Jonida Klea Lorik Mimoza Teuta",
     "Ahishta Bliri Drini Gjethja Lulja Mali Pylli Shpendi Ujëvara Yjeti"),
    ("BA", 16, "bs en", "Adnan Amila Damir Elma Faris Hana Jasna Lejla Mirza Nejra Semir Zlata",
     "Bregić Cvijetić Gorić Izvorić Kamenić Lišćević Potokić Šumić Travić Vrelić"),
    ("BG", 10, "bg en", "Asen Bilyana Delyan Gergana Ivaylo Kalina Lyuben Milena Nikolay Rositsa",
     "Borova Dabov Gorov Izvorov Kamenova Lipova Planinov Rekov Skalova Trevov"),
    ("GR", 14, "el en", "Αγγελική Δημήτρης Ελένη Ιωάννης Κατερίνα Μαρία Νίκος Σοφία Χρήστος",
     "Βουνός Δάσος Θάλασσα Κήπος Λιβάδι Νησιώτης Πέτρινος Ποταμός Φύλλος Χωριάτης"),
    ("XK", 8, "sq en", "Arbër Blerta Dardan Egzona Fatmir Hana Kushtrim Liridona Valon Vjosa",
     "Bjeshka Drini Gurra Kodra Lisi Lumi Mollisi Rrapi Shkrepi Ujvara"),
    ("ME", 6, "cnr en", "Andrija Bojana Dragana Filip Jovana Luka Maša Nikola Stefan Tijana",
     "Brdov Gorević Jezerac Kamenović Livadić Morić Planinić Rijekić Šumović Vjetrić"),
    ("MK", 12, "mk en", "Александар Билјана Весна Горан Даница Елена Иван Јана Никола Филип",
     "Буков Гороски Дабоски Изворски Каменски Липов Планински Речен Тревски Шумски"),
    ("RS", 16, "sr en", "Ана Бранко Весна Дејан Јована Катарина Милош Наталија Петар Тамара",
     "Брезић Гајић Дубравић Језерић Каменић Липовић Пољанић Речић Травић Шумић"),
    ("HR", 4, "hr en", "Ante Dora Hrvoje Ivana Klara Luka Matea Nika Tomislav Vesna",
     "Borić Cvijetić Dubrav Gajić Jezerac Kamenar Lipovac Otočić Poljak Stijenić"),
]  # fmt: skip
_PLACES = [
    "Northford",
    "Riverbend",
    "Old Bridge",
    "Highmeadow",
    "Seaward",
    "Millbrook",
    "Lakeside",
]
_HEADLINES = [
    "Teaches large classes and likes it", "Looks for a partner in peer observation",
    "Asks students first", "Writes about assessment", "Runs a small laboratory",
    "Mentor of new lecturers", "Curious about everything digital", "",
]  # fmt: skip


def run(plan, rng, step) -> None:
    seeds.plant()
    there = User.objects.filter(handle__startswith="reader-").count()
    password = make_password(None)
    tags = list(Expertise.objects.order_by("pk"))
    countries = {country.pk: country for country in Country.objects.all()}
    _institutions(step)
    homes = _homes()
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
        Membership.objects.bulk_create(
            Membership(
                number=f"BNU-2025-{number + 1:05}", type=individual, person=person,
                started_on=person.date_joined.date(),
            )
            for number, person in zip(numbers, people, strict=True)
        )  # fmt: skip
        search.index_many("member", people)
    step("members", plan.members, plan.members)


def _institutions(step) -> None:
    """Sixty invented universities, every third with a centre."""
    there = Institution.objects.filter(slug__startswith="invented-").count()
    names = [
        (number, row[0], place)
        for number, (row, place) in enumerate(
            [(row, place) for row in _PEOPLE for place in _PLACES], start=1
        )
    ]
    rows = [
        Institution(
            name=f"University of {place} ({country}, invented)", slug=f"invented-{number}",
            country_id=country, city=place, is_confirmed=True,
            kind=Institution.Kind.values[number % 7 % 2],
        )
        for number, country, place in names[there:]
    ]  # fmt: skip
    for row in rows:
        row.refold()
    rows = Institution.objects.bulk_create(rows)
    search.index_many("institution", rows)
    centres = Centre.objects.bulk_create(
        Centre(
            institution=row, name=f"Centre for Teaching of {row.city}", slug=f"centre-{row.slug}",
            stage=Centre.Stage.values[row.pk % 4], founded=2000 + row.pk % 26, folded=row.folded,
            languages=(" en ", " sq en ", " sr en ", " mk ")[row.pk % 4],
        )
        for row in rows[::3]
    )  # fmt: skip
    _equip(centres)
    search.index_many("centre", centres)
    step("institutions", len(names), len(names))


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


def _homes() -> dict[str, list[Institution]]:
    homes = {}
    for institution in Institution.objects.filter(is_confirmed=True).order_by("pk"):
        homes.setdefault(institution.country_id, []).append(institution)
    return homes


def _person(number, rng, password, tags, countries, homes):
    country, _often, languages, first, last = rng.choices(
        _PEOPLE, weights=[row[1] for row in _PEOPLE]
    )[0]
    here = homes.get(country)
    person = User(
        email=f"reader-{number}@example.org",
        handle=f"reader-{number}",
        password=password,
        first_name=rng.choice(first.split()),
        last_name=rng.choice(last.split()),
        language=languages.split()[0],
        languages=languages.split(),
        country=countries[country],
        institution=rng.choice(here) if here and rng.random() < 0.7 else None,
        role=rng.choice(User.Role.values),
        headline=rng.choice(_HEADLINES),
        listed_for=rng.choices(User.Audience.values, weights=[70, 22, 3, 5])[0],
        shows={"country": "members"} if rng.random() < 0.05 else {},
        is_member=True,
        date_joined=timezone.now() - timedelta(days=rng.uniform(1, 700)),
    )
    chosen = rng.sample(tags, k=min(len(tags), rng.randint(0, 5)))
    person.refold(expertise=chosen)
    return person, chosen
