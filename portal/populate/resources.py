"""Records by the thousand: accepted, tagged, findable and counted, without files."""

from datetime import timedelta

from django.utils import timezone

from core import search
from core.isced import NARROW_FIELDS
from core.textfold import fold
from members.models import Institution, User
from resources import tallies
from resources.models import Author, Resource, Tag, Tagging
from resources.search import records
from resources.vocabulary import Kind, Licence

_BATCH = 1_000
# language, how often, subjects, what is done with them, where
_SPEECH = [
    ("en", 50, "assessment feedback seminars lectures laboratories curricula rubrics essays "
     "mentoring statistics simulation fieldwork groups projects reading writing exams diaries "
     "questions silence", "Teaching with|Rethinking|A guide to|Slides on|Notes on|What we learned "
     "from|Small steps in|Planning", "large classes|the first year|a small department|clinical "
     "training|online courses|doctoral schools|engineering|the arts|law|medicine"),
    ("sq", 12, "vlerësimi mësimdhënia pyetjet projektet leximi shkrimi provimet seminaret",
     "Udhëzues për|Shënime mbi|Mësojmë me|Hapa të vegjël në", "vitin e parë|klasa të mëdha|"
     "kurse në distancë|laborator"),
    ("mk", 9, "оценување настава прашања проекти читање пишување испити семинари",
     "Водич за|Белешки за|Учиме со|Мали чекори во", "прва година|големи групи|онлајн курсеви|"
     "лабораторија"),
    ("sr", 8, "оцењивање настава питања пројекти читање писање испити семинари",
     "Водич за|Белешке о|Учимо уз|Мали кораци у", "првој години|великим групама|"
     "онлајн курсевима"),
    ("sr-latn", 7, "ocenjivanje nastava pitanja projekti čitanje pisanje ispiti seminari",
     "Vodič za|Beleške o|Učimo uz|Mali koraci u", "prvoj godini|velikim grupama|onlajn kursevima"),
    ("bs", 6, "ocjenjivanje nastava pitanja projekti čitanje pisanje ispiti seminari",
     "Vodič za|Bilješke o|Učimo uz", "prvoj godini|velikim grupama"),
    ("el", 5, "αξιολόγηση διδασκαλία ερωτήσεις εργασίες ανάγνωση εξετάσεις",
     "Οδηγός για|Σημειώσεις για", "το πρώτο έτος|μεγάλες τάξεις"),
    ("bg", 3, "оценяване преподаване въпроси проекти четене изпити",
     "Ръководство за|Бележки за", "първи курс|големи групи"),
]  # fmt: skip
_TAGS = [
    f"{first} {second}"
    for first in [
        "active", "clinical", "digital", "early", "formal", "group", "inclusive", "large", "open",
        "oral",
    ]
    for second in [
        "assessment", "classes", "courses", "curricula", "feedback", "learning", "methods",
        "practice", "projects", "rubrics", "seminars", "simulations", "skills", "surveys",
        "teaching", "texts", "tools", "videos", "visits", "writing",
    ]
]  # fmt: skip


def run(plan, rng, step) -> None:
    members = list(
        User.objects.filter(is_member=True).order_by("pk")
        .values_list("pk", "first_name", "last_name")[: plan.members or None]
    ) or [(None, "Nobody", "Known")]  # fmt: skip
    institutions = list(Institution.objects.order_by("pk").values_list("pk", flat=True)) or [None]
    tags = _tags()
    now = timezone.now()
    for start in range(0, plan.resources, _BATCH):
        size = min(_BATCH, plan.resources - start)
        _batch(rng, size, now, members, institutions, tags)
        step("resources", start + size, plan.resources)
    tallies.recount()


def _tags() -> list[Tag]:
    slugs = {name.replace(" ", "-"): name for name in _TAGS}
    Tag.objects.bulk_create(
        [Tag(name=name, slug=slug) for slug, name in slugs.items()], ignore_conflicts=True
    )
    return list(Tag.objects.filter(slug__in=slugs).order_by("slug"))


def _batch(rng, size, now, members, institutions, tags) -> None:
    # The ids come from the generator too: the same seed, the same addresses.
    alphabet = "0123456789abcdefghjkmnpqrstvwxyz"
    rows, names = [], []
    for _ in range(size):
        who = rng.sample(members, min(len(members), rng.choice([1, 1, 1, 2, 3])))
        row = _row(rng, now, who)
        row.short_id = "".join(rng.choices(alphabet, k=10))
        row.institution_id = rng.choice(institutions)
        rows.append(row)
        names.append([(pk, f"{first} {last}") for pk, first, last in who])
    Resource.objects.bulk_create(rows)
    Author.objects.bulk_create(
        Author(resource=row, position=at, name=name, person_id=pk)
        for row, people in zip(rows, names, strict=True)
        for at, (pk, name) in enumerate(people)
    )
    Tagging.objects.bulk_create(
        Tagging(content_object=row, tag=tag)
        for row in rows
        # A few tags are on most records, most on a few: a triangle leans to the front.
        for tag in {tags[int(rng.triangular(0, len(tags), 0))] for _ in range(rng.randint(1, 4))}
    )
    search.index_many("resource", records().filter(pk__in=[row.pk for row in rows]))


def _row(rng, now, who) -> Resource:
    language, _weight, subjects, verbs, places = rng.choices(
        _SPEECH, weights=[speech[1] for speech in _SPEECH]
    )[0]
    subject, other = rng.sample(subjects.split(), 2)
    verb, place = rng.choice(verbs.split("|")), rng.choice(places.split("|"))
    published = now - timedelta(seconds=rng.randint(0, 5 * 365 * 24 * 3600))
    title = f"{verb} {subject}: {place} ({rng.randint(1, 400)})"
    return Resource(
        kind=rng.choice(Kind.values),
        title=title,
        # What Resource.derive would find, without reading the Markdown.
        abstract=f"{verb} {subject}, {other}. {place.capitalize()}.\n\n* {other}\n* {subject}",
        summary=f"{verb} {subject}, {other}. {place.capitalize()}. {other} {subject}",
        folded_title=fold(title)[:120],
        language=language,
        licence=rng.choices(Licence.values, weights=[45, 15, 10, 8, 7, 10, 5])[0],
        discipline=rng.choices(list(NARROW_FIELDS), weights=[
            9 if code == "011" else 1 for code in NARROW_FIELDS
        ])[0],
        year=published.year - rng.choice([0, 0, 0, 1, 2, 5]),
        link="https://example.org/record",
        audience=rng.choices(Resource.Audience.values, weights=[9, 1])[0],
        state=Resource.State.ACCEPTED,
        depositor_id=who[0][0],
        rights_confirmed_at=published,
        submitted_at=published,
        published_at=published,
        created_at=published,
        download_count=int(rng.paretovariate(1.1)) % 5_000,
        byline=", ".join(f"{first} {last}" for _pk, first, last in who),
    )  # fmt: skip
