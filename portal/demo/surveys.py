"""Surveys of the demo network: one that asks all members, one that is over, a draft."""

from random import Random

from surveys import counting, threshold
from surveys.models import FreeText, Participation, Sheet, Survey, Tally, Template, Version

from ._sheets import sheet

_NEEDS = {
    "en": "What do you need for your teaching?",
    "sq": "Çfarë ju duhet për mësimdhënien tuaj?",
    "mk": "Што ви треба за вашата настава?",
    "sr-latn": "Šta vam je potrebno za nastavu?",
}
_SPRING = {
    "en": "How was the spring workshop on assessment?",
    "sq": "Si ishte punëtoria pranverore për vlerësimin?",
    "mk": "Каква беше пролетната работилница за оценување?",
}
_SUMMARY = {
    "en": "Most who came will use something of it. **Examples from one's own subject** were "
    "missed most; the next workshop begins with them.",
}
_TRIED = {"ana", "boris", "lule", "vera", "mira"}
_ANSWERED = 14
_CAME = 48


def load(world) -> None:
    _open(world)
    _closed(world)
    _draft(world)


def _survey(world, slug: str, template: str, title: dict, owner: str, **more):
    source = Template.objects.get(slug=template)
    survey, made = world.make(
        Survey,
        {
            "title": title, "intro": source.intro, "owner": world.people[owner],
            "language_order": list(source.instrument.languages), **more,
        },
        slug=slug,
    )  # fmt: skip
    if not made:
        return survey, None
    version = Version.objects.create(survey=survey, content=source.content)
    world.remember(version)
    return survey, version


def _open(world) -> None:
    survey, version = _survey(
        world, "what-you-need-for-teaching", "needs-of-teaching-staff", _NEEDS, "vera",
        audience=Survey.Audience.MEMBERS, breakdown=Survey.Breakdown.COUNTRY,
        state=Survey.State.OPEN, opens_at=world.days(-9), closes_at=world.days(19),
        results_for=Survey.Results.PUBLIC, created_at=world.days(-20),
    )  # fmt: skip
    if version is None:
        return
    # Those with whom visitors try the demo have not answered yet.
    others = [p for handle, p in world.people.items() if p.is_member and handle not in _TRIED]
    people = others[:_ANSWERED]
    lot = Random(9)
    for person in people:
        world.remember(Participation.objects.create(survey=survey, person=person))
    for person in people:
        answers = sheet(version.instrument, lot)
        row = Sheet.objects.create(version=version, answers=answers, group=person.country_id or "")
        world.remember(row)
    Survey.objects.filter(pk=survey.pk).update(received=len(people))
    Version.objects.filter(pk=version.pk).update(is_frozen=True)


def _closed(world) -> None:
    survey, version = _survey(
        world, "spring-workshop-on-assessment", "after-an-event", _SPRING, "vera",
        audience=Survey.Audience.LINK, breakdown=Survey.Breakdown.ROLE,
        state=Survey.State.CLOSED, opens_at=world.days(-60), closes_at=world.days(-40),
        closed_at=world.days(-40), published_at=world.days(-35), received=_CAME,
        results_for=Survey.Results.PUBLIC, summary=_SUMMARY, created_at=world.days(-70),
    )  # fmt: skip
    if version is None:
        return
    instrument, lot = version.instrument, Random(4)
    groups: dict[str, dict] = {}
    total: dict = {}
    texts: list[tuple[str, str]] = []
    for at in range(_CAME):
        answers = sheet(instrument, lot)
        group = ("professor", "lecturer", "assistant")[at % 3]
        counts = counting.count(instrument, [answers])
        counting.add(groups.setdefault(group, {}), counts)
        counting.add(total, counts)
        texts += counting.free_texts(instrument, answers)
    world.remember(
        Tally.objects.create(
            version=version, sheets=_CAME, counts=total,
            breakdown=threshold.breakdown(instrument, groups),
        )
    )  # fmt: skip
    for key, text in texts:
        world.remember(FreeText.objects.create(version=version, question=key, text=text))
    keys = [question.key for question in instrument.questions]
    Survey.objects.filter(pk=survey.pk).update(shown_questions=keys)
    Version.objects.filter(pk=version.pk).update(is_frozen=True)
    survey.refresh_from_db()
    world.find("survey", survey)


def _draft(world) -> None:
    _survey(
        world, "how-members-see-the-network", "satisfaction-of-members",
        {"en": "How do you see the network?"}, "vera",
        audience=Survey.Audience.MEMBERS, created_at=world.days(-2),
    )  # fmt: skip
