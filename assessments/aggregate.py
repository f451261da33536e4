"""Figures over several subjects or people that give nobody away.

A mean is shown from five on, and of fewer than ten not where all answered alike: it would say what
each of them did. The mean of a dimension is that of its shown criteria alone: one over all of them
would give the hidden one by subtraction. Groups are split by surveys.threshold.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from surveys.instrument import Instrument, Question
from surveys.threshold import LEAST

from .results import Average, criteria, dimensions, levels_of, mean

# In a group smaller than so, an answer on which all agree stays hidden.
SMALL = 10


@dataclass(frozen=True)
class Total(Average):
    """One dimension over many people. `mean` is None where too few have answered."""

    # How many of its criteria are in the mean, and how many there are.
    shown: int
    criteria: int


def criterion_mean(
    question: Question, counts: Mapping[str, int], threshold: int = LEAST
) -> Fraction | None:
    """The mean level of one criterion, or None where it would give somebody away."""
    numbers = [counts.get(option.key, 0) for option in levels_of(question)]
    people = sum(numbers)
    if people < threshold or (people < SMALL and max(numbers) == people):
        return None
    return Fraction(sum(at * number for at, number in enumerate(numbers, 1)), people)


def totals(
    instrument: Instrument,
    counts: Mapping[str, Mapping[str, int]],
    *,
    only: Iterable[str] | None = None,
    threshold: int = LEAST,
) -> list[Total]:
    """Every dimension, as the mean of those of its criteria that may be shown.

    From the shown ones alone: a mean over all would give the hidden one by subtraction. `only`
    names the criteria that count, for a comparison with another time.
    """
    wanted = None if only is None else set(only)
    found = []
    for section in instrument.sections:
        questions = [q for q in criteria(section) if wanted is None or q.key in wanted]
        means = [criterion_mean(q, counts.get(q.key, {}), threshold) for q in questions]
        known = [one for one in means if one is not None]
        found.append(Total(section, mean(known), len(known), len(questions)))
    return found


def comparable(now: tuple[Instrument, Mapping], before: tuple[Instrument, Mapping]) -> set[str]:
    """The criteria with the same fingerprint in both, that may be shown both times."""
    old = {question.key: question for question in before[0].questions}
    return {
        question.key
        for question in now[0].questions
        if (twin := old.get(question.key)) is not None
        and twin.fingerprint == question.fingerprint
        and criterion_mean(question, now[1].get(question.key, {})) is not None
        and criterion_mean(twin, before[1].get(question.key, {})) is not None
    }


# --- Over finished assessments -------------------------------------------------------------------


def network(
    instrument: Instrument, sheets: Sequence[Mapping], threshold: int = LEAST
) -> tuple[int, list[Total]]:
    """How many subjects are counted, and what they come to; (0, []) below the threshold.

    `sheets` are the answers, one of each subject, the first to join the figures first. Those at
    the end that make no full five wait: so two looks at the page never differ by one subject
    that has joined between them.
    """
    counted = sheets[: len(sheets) - len(sheets) % threshold]
    if not counted:
        return 0, []
    means: dict[str, list[Fraction]] = {}
    for sheet in counted:
        for one in dimensions(instrument, sheet):
            if one.mean is not None:
                means.setdefault(one.key, []).append(one.mean)
    return len(counted), [
        Total(section, *_shown(means.get(section.key, []), threshold), len(criteria(section)))
        for section in instrument.sections
        if criteria(section)
    ]


def _shown(means: list[Fraction], threshold: int) -> tuple[Fraction | None, int]:
    alike = len(means) < SMALL and len(set(means)) == 1
    return (None, 0) if len(means) < threshold or alike else (mean(means), len(means))
