"""What a sheet comes to: a level for each dimension, strengths, weak spots, gaps and changes.

Pure functions over an instrument and sheets as `surveys.answers` keeps them. A level is the place
of an option among those that count, from 1; "not applicable" has none and is outside of means.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from surveys.answers import chosen
from surveys.instrument import LEVEL, Instrument, Option, Question, Section

Answers = Mapping[str, Any]
WEAKEST = 2
STRONGEST = 2


def levels_of(question: Question) -> list[Option]:
    """The levels in their order, without "not applicable"."""
    return [option for option in question.options if not option.is_outside]


def level(question: Question, value: Any) -> int | None:
    """Which level was chosen, from 1; None without an answer, or where it does not apply."""
    keys = [option.key for option in levels_of(question)]
    picked = next(iter(chosen(value)), "")
    return keys.index(picked) + 1 if picked in keys else None


def is_outside(question: Question, value: Any) -> bool:
    option = question.option(next(iter(chosen(value)), ""))
    return bool(option and option.is_outside)


def criteria(section: Section) -> list[Question]:
    return [question for question in section.questions if question.kind == LEVEL]


def highest(instrument: Instrument) -> int:
    """How many levels the guide has."""
    return max((len(levels_of(q)) for q in instrument.questions if q.kind == LEVEL), default=4)


def mean(numbers: Iterable[int | Fraction]) -> Fraction | None:
    """The exact mean; None of nothing."""
    known = list(numbers)
    return Fraction(sum(known), len(known)) if known else None


@dataclass(frozen=True)
class OfSection:
    """What is said of one section of the guide: it bears its key."""

    section: Section

    @property
    def key(self) -> str:
        return self.section.key


@dataclass(frozen=True)
class Average(OfSection):
    """A mean over a section, exact, and as a number to write or draw."""

    mean: Fraction | None

    @property
    def value(self) -> float | None:
        return None if self.mean is None else float(self.mean)


@dataclass(frozen=True)
class Dimension(Average):
    """One dimension of a result. `mean` is None where no criterion has a level."""

    # How many criteria have a level, how many do not apply, how many there are.
    answered: int = 0
    outside: int = 0
    criteria: int = 0


def dimensions(instrument: Instrument, answers: Answers) -> list[Dimension]:
    """Every dimension of the guide, in its order."""
    return [_dimension(section, answers) for section in instrument.sections if criteria(section)]


def _dimension(section: Section, answers: Answers) -> Dimension:
    questions = criteria(section)
    levels = [level(question, answers.get(question.key)) for question in questions]
    known = [one for one in levels if one is not None]
    outside = sum(is_outside(question, answers.get(question.key)) for question in questions)
    return Dimension(section, mean(known), len(known), outside, len(questions))


def weakest(found: list[Dimension], top: int) -> list[Dimension]:
    """The two lowest, the lowest first; none that stands at the top already."""
    low = [one for one in found if one.mean is not None and one.mean < top]
    return sorted(low, key=lambda one: one.mean)[:WEAKEST]


def strongest(found: list[Dimension], top: int) -> list[Dimension]:
    """The two highest, the highest first: in the upper half of the scale, and not weakest."""
    weak = {one.key for one in weakest(found, top)}
    middle = Fraction(1 + top, 2)
    high = [
        one for one in found if one.mean is not None and one.mean > middle and one.key not in weak
    ]
    return sorted(high, key=lambda one: one.mean, reverse=True)[:STRONGEST]


def next_steps(dimension: Dimension) -> list[dict]:
    """The words of the guide for who stands where this dimension stands: the nearest first.

    A step that is written for level 2 is for all whose mean is at most 2.
    """
    if dimension.mean is None:
        return []
    meant = [(at, words) for at, words in dimension.section.next_steps if dimension.mean <= at]
    # None is written so high: what is written for the highest is still the best there is.
    return [words for _at, words in sorted(meant, key=lambda pair: pair[0])]


def topics(dimension: Dimension) -> list[str]:
    """The fields of expertise that help there, those of its criteria too."""
    own = dimension.section.topics
    return list(dict.fromkeys([*own, *(t for q in dimension.section.questions for t in q.topics)]))


# --- Several people --------------------------------------------------------------------------


@dataclass(frozen=True)
class Spread:
    """How those who handed in answered one criterion."""

    question: Question
    # A row for each level, then "not applicable": the option, and who chose it.
    rows: list[tuple[Option, list[Any]]]

    @property
    def width(self) -> int:
        """How many levels lie between the lowest and the highest answer; 0 where all agree."""
        keys = [option.key for option in levels_of(self.question)]
        places = [keys.index(o.key) for o, people in self.rows if people and o.key in keys]
        return max(places) - min(places) if places else 0


def spread(question: Question, sheets: Iterable[tuple[Any, Answers]]) -> Spread:
    """Who chose what, of (who, answers)."""
    taken: dict[str, list] = {option.key: [] for option in question.options}
    for who, answers in sheets:
        for key in chosen(answers.get(question.key))[:1]:
            taken.get(key, []).append(who)
    order = [*levels_of(question), *(o for o in question.options if o.is_outside)]
    return Spread(question, [(option, taken[option.key]) for option in order])


@dataclass(frozen=True)
class RoleGap:
    """What the roles think of one dimension: {role: (mean, how many people)}."""

    section: Section
    roles: dict[str, tuple[Fraction, int]]

    @property
    def gap(self) -> Fraction:
        means = [found for found, _people in self.roles.values()]
        return max(means) - min(means) if means else Fraction(0)


def gaps_between_roles(
    instrument: Instrument, sheets: Iterable[tuple[str, Answers]]
) -> list[RoleGap]:
    """For each dimension what each role makes of it, the widest gap first.

    The mean of a role is the mean of its people's means, so that nobody counts twice for
    answering more. Dimensions that fewer than two roles have answered are left out.
    """
    means: dict[str, dict[str, list[Fraction]]] = {}
    for role, answers in sheets:
        for one in dimensions(instrument, answers):
            if one.mean is not None:
                means.setdefault(one.key, {}).setdefault(role, []).append(one.mean)
    found = [
        RoleGap(
            section,
            {role: (mean(some), len(some)) for role, some in means.get(section.key, {}).items()},
        )
        for section in instrument.sections
    ]
    return sorted((one for one in found if len(one.roles) > 1), key=lambda one: -one.gap)


# --- From one time to the next ---------------------------------------------------------------


@dataclass(frozen=True)
class Change(OfSection):
    """One dimension now and before, by the criteria that both versions of the guide have."""

    before: Fraction | None
    now: Fraction | None
    shared: int = 0
    criteria: int = 0

    @property
    def by(self) -> Fraction | None:
        if self.before is None or self.now is None:
            return None
        return self.now - self.before


def changes(now: tuple[Instrument, Answers], before: tuple[Instrument, Answers]) -> list[Change]:
    """The change in each dimension of today's guide.

    A criterion counts where its fingerprint is the same in both versions and both times have a
    level for it: else a criterion that was added, or did not apply, would look like a change.
    """
    instrument, answers = now
    old = {question.key: question for question in before[0].questions}
    found = []
    for section in instrument.sections:
        pairs = []
        for question in criteria(section):
            twin = old.get(question.key)
            if twin is None or twin.fingerprint != question.fingerprint:
                continue
            pair = (
                level(twin, before[1].get(twin.key)),
                level(question, answers.get(question.key)),
            )
            if None not in pair:
                pairs.append(pair)
        found.append(
            Change(
                section,
                mean(a for a, _b in pairs),
                mean(b for _a, b in pairs),
                len(pairs),
                len(criteria(section)),
            )
        )
    return found
