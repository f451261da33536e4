"""Self-assessments of the demo: a centre that looked twice, a person, and an open round."""

import random
from datetime import timedelta

from assessments.actions import guides
from assessments.models import Assessment, Guide, OwnSheet, Round
from assessments.results import levels_of
from assessments.words import in_all_languages, spelled_out
from members.models import Position
from surveys.models import Sheet, Survey, Version

_CENTRE = "center-for-teaching-excellence-prishtina"
_EVIDENCE = {
    "lead1": "Decision of the senate on teaching, with three aims and an owner for each.",
    "support2": "Eleven workshops this year, each with a list of who came.",
    "quality1": "Summaries for the deans after each term.",
}
# What the centre agreed on, the first time and a year later, in the order of the criteria.
_FIRST = "2 2 1  1 2 2  2 2 1  2 2 3  3 2 1  2 1 2"
_SECOND = "3 2 2  2 3 3  2 2 2  2 3 3  3 3 2  2 2 na"
_OF_ANA = "3 3 2  2 3 3  2 2 3  3 2 2  3 3 2  2 1 2"


def load(world) -> None:
    """What is frozen here stays frozen: the guides were there before the demo."""
    by_subject = {guide.subject: guide for guide in Guide.objects.order_by("order")}
    if teaching := by_subject.get(Guide.Subject.TEACHING):
        _of_a_centre(world, teaching)
        _round(world, teaching)
    if own := by_subject.get(Guide.Subject.PERSON):
        person = world.people["ana"]
        _assessment(world, "dem0ana001", own, _OF_ANA, 60, person=person, started_by=person)


def _sheet(version, levels: str, rng: random.Random | None = None) -> dict:
    """The answers, in the order of the criteria; with `rng` as somebody else would see them."""
    answers = {}
    for question, level in zip(version.instrument.questions, levels.split(), strict=False):
        if rng and level.isdigit():
            most = len(levels_of(question))
            level = str(min(max(int(level) + rng.choice([-1, 0, 0, 1]), 1), most))
        answers[question.key] = {"choice": level}
    return answers


def _assessment(world, short_id, guide, levels, ago, **more) -> Assessment:
    version = guide.current
    guides.freeze(version)
    agreed = _sheet(version, levels)
    for key, words in _EVIDENCE.items():
        if key in agreed:
            agreed[key]["words"] = words
    finished = world.days(-ago)
    one, _made = world.make(
        Assessment,
        {"version": version, "state": Assessment.State.FINISHED, "agreed": agreed,
         "started_at": finished - timedelta(days=20), "finished_at": finished, **more},
        short_id=short_id,
    )  # fmt: skip
    return one


def _of_a_centre(world, guide) -> None:
    centre = world.centres[_CENTRE]
    people = {"lule": Position.Role.CENTRE_HEAD, "blerim": Position.Role.DEPUTY}
    for short_id, levels, ago, target in (
        ("dem0ctl001", _FIRST, 380, {}),
        ("dem0ctl002", _SECOND, 12, {"lead": 3, "support": 4, "quality": 3}),
    ):
        one = _assessment(
            world, short_id, guide, levels, ago, centre=centre, target=target,
            started_by=world.people["lule"],
        )  # fmt: skip
        for handle, role in people.items():
            answers = _sheet(one.version, levels, random.Random(handle + short_id))
            world.make(
                OwnSheet,
                {"role": role, "answers": answers,
                 "handed_in_at": one.finished_at - timedelta(days=5)},
                assessment=one, person=world.people[handle],
            )  # fmt: skip


def _round(world, guide) -> None:
    """Open, with seven answers: the page says that there are at least five."""
    institution, version = world.institutions["university-of-prishtina"], guide.current
    content = in_all_languages(version.content)
    survey, made = world.make(
        Survey,
        {"title": spelled_out(guide.title), "intro": spelled_out(guide.intro),
         "language_order": content["languages"], "purpose": Survey.Purpose.ROUND,
         "owner": world.people["lule"], "institution": institution,
         "audience": Survey.Audience.INSTITUTION, "audience_key": str(institution.pk),
         "is_listed": False, "state": Survey.State.OPEN, "opens_at": world.days(-6),
         "closes_at": world.days(12), "received": 7},
        slug="demo-round-prishtina",
    )  # fmt: skip
    if not made:
        return
    asked, _made = world.make(Version, {"content": content, "is_frozen": True},
                              survey=survey, number=1)  # fmt: skip
    rng = random.Random("round")
    for sheet in Sheet.objects.bulk_create(
        Sheet(version=asked, answers=_sheet(version, _SECOND, rng)) for _turn in range(7)
    ):
        world.remember(sheet)
    world.make(
        Round,
        {"version": version, "institution": institution, "opened_by": world.people["lule"],
         "opened_at": world.days(-6)},
        survey=survey,
    )  # fmt: skip
