"""What a round says once it is closed."""

from dataclasses import dataclass
from fractions import Fraction

from surveys.models import Survey, Tally, Version

from . import aggregate, results
from .models import Round
from .report import Standing, difference
from .words import said

Levels = dict[str, dict[str, int]]


def level_counts(version: Version) -> Levels:
    """{key of a criterion: {key of an option: how many chose it}}, of all sheets together."""
    tally = Tally.objects.filter(version=version).first()
    counts = tally.counts if tally else {}
    return {key: found["options"] for key, found in counts.items() if "options" in found}


def _counts(one: Round) -> Levels:
    """Those of all versions of the survey, as far as they ask what the guide asks."""
    asked = {question.key: question.fingerprint for question in one.version.instrument.questions}
    total: Levels = {}
    for version in one.survey.versions.filter(is_draft=False):
        same = {q.key for q in version.instrument.questions if asked.get(q.key) == q.fingerprint}
        for key, numbers in level_counts(version).items():
            for option, chosen in numbers.items() if key in same else ():
                found = total.setdefault(key, {})
                found[option] = found.get(option, 0) + chosen
    return total


@dataclass(frozen=True)
class Row(Standing):
    """One dimension of a round, as the page writes it."""

    key: str
    name: str
    mean: Fraction | None
    shown: int
    criteria: int
    target: int | None
    change: Fraction | None

    @property
    def change_words(self) -> str:
        return difference(self.change)


@dataclass
class Result:
    """What the people of a round think, in means that give nobody away."""

    rows: list[Row]
    top: int
    before: Round | None


def result(one: Round) -> Result | None:
    """The result, once the survey is closed; None while it is open."""
    if one.survey.state != Survey.State.CLOSED:
        return None
    instrument = one.version.instrument
    counts = _counts(one)
    before = one.before()
    moved = _changes(one, counts, before) if before else {}
    rows = [
        Row(
            total.key,
            said(total.section.title, instrument.languages),
            total.mean,
            total.shown,
            total.criteria,
            one.target.get(total.key),
            moved.get(total.key),
        )
        for total in aggregate.totals(instrument, counts)
        if total.criteria
    ]
    return Result(rows, results.highest(instrument), before)


def _changes(one: Round, counts: Levels, before: Round) -> dict[str, Fraction]:
    """By how much each dimension has moved, over the criteria that both rounds can show."""
    now, old = one.version.instrument, before.version.instrument
    old_counts = _counts(before)
    same = aggregate.comparable((now, counts), (old, old_counts))
    found = {}
    for section in now.sections:
        keys = [question.key for question in section.questions if question.key in same]
        means = [
            (
                aggregate.criterion_mean(now.question(key), counts[key]),
                aggregate.criterion_mean(old.question(key), old_counts[key]),
            )
            for key in keys
        ]
        if means:
            today = results.mean(a for a, _b in means)
            found[section.key] = today - results.mean(b for _a, b in means)
    return found
