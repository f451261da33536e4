"""What the counts of a question come to: shares, means, places. Pure, and checked by hand."""

from bisect import bisect
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate

from .answers import OUTSIDE
from .counting import Counts
from .instrument import (
    LEVEL,
    LONG,
    MATRIX,
    NUMBER,
    ONE,
    RANKING,
    SCALE,
    SEVERAL,
    SHORT,
    Instrument,
    Question,
)


@dataclass(frozen=True)
class Bar:
    """One line of a chart: how many, and which part of those who answered (0 to 1)."""

    key: str
    label: str
    number: int
    share: float
    is_outside: bool = False


@dataclass(frozen=True)
class Place:
    """An option of a ranking: its mean place (1 is the best), its points, how many placed it."""

    key: str
    label: str
    mean: float
    points: float


@dataclass(frozen=True)
class Figures:
    """`n` people answered. `mean` and `median` leave out what is "not applicable"."""

    question: Question
    label: str
    n: int
    bars: tuple[Bar, ...] = ()
    rows: tuple[tuple[str, tuple[Bar, ...]], ...] = ()
    places: tuple[Place, ...] = ()
    mean: float | None = None
    median: float | None = None
    lowest: float | None = None
    highest: float | None = None
    # How much those who ranked agree, from 0 to 1 (Kendall's W, corrected for ties).
    agreement: float | None = None
    # So many wrote something.
    texts: int = 0


def figures(instrument: Instrument, question: Question, counts: Counts) -> Figures:
    """What is shown of one question, in the reader's language."""
    label, n = instrument.text(question.label), counts.get("n", 0)
    if question.kind == MATRIX:
        return Figures(question, label, n, rows=tuple(_matrix(instrument, question, counts)))
    if question.kind == RANKING:
        places = _places(instrument, question, counts)
        return Figures(question, label, n, places=places, agreement=agreement(counts))
    if question.kind == NUMBER:
        return Figures(question, label, n, **_of_numbers(counts.get("values", {})))
    if question.kind not in (ONE, SEVERAL, LEVEL, SCALE):
        return Figures(question, label, n, texts=n if question.kind in (SHORT, LONG) else 0)
    bars = _bars(instrument, question, counts.get("options", {}), n)
    steps = _steps(question, counts.get("options", {}))
    numbers = _of_numbers(steps) if steps else {}
    return Figures(question, label, n, bars=bars, texts=counts.get("words", 0), **numbers)


def _bars(
    instrument: Instrument, question: Question, options: Mapping[str, int], n: int
) -> tuple[Bar, ...]:
    if question.kind == SCALE:
        named = [(str(step), _step_label(instrument, question, step)) for step in question.steps]
        outside = {OUTSIDE} if question.has_outside else set()
        named += [(OUTSIDE, "") for _each in outside]
    else:
        named = [(option.key, instrument.text(option.label)) for option in question.options]
        outside = {option.key for option in question.options if option.is_outside}
    return tuple(
        Bar(key, label, options.get(key, 0), options.get(key, 0) / n if n else 0.0, key in outside)
        for key, label in named
    )


def _step_label(instrument: Instrument, question: Question, step: int) -> str:
    ends = {question.steps[0]: question.low_end, question.steps[-1]: question.high_end}
    end = instrument.text(ends.get(step, {}))
    return f"{step} · {end}" if end else str(step)


def _steps(question: Question, options: Mapping[str, int]) -> dict[str, int]:
    """The answers that have a number: of a scale its steps, of levels 1, 2, 3 …"""
    if question.kind == SCALE:
        return {key: number for key, number in options.items() if key != OUTSIDE}
    if question.kind == LEVEL:
        inside = [option.key for option in question.options if not option.is_outside]
        return {str(at): options[key] for at, key in enumerate(inside, 1) if options.get(key)}
    return {}


def _of_numbers(values: Mapping[str, int]) -> dict[str, float | None]:
    if not values:
        return {}
    # Nobody says what another has said of money: there may be as many values as people.
    times = {float(value): number for value, number in values.items()}
    line = sorted(times)
    n = sum(times.values())
    up_to = list(accumulate(times[value] for value in line))
    return {
        "mean": sum(value * number for value, number in times.items()) / n,
        "median": (line[bisect(up_to, (n - 1) // 2)] + line[bisect(up_to, n // 2)]) / 2,
        "lowest": line[0],
        "highest": line[-1],
    }


def _matrix(instrument: Instrument, question: Question, counts: Counts):
    for row in question.rows:
        cells = counts.get("rows", {}).get(row.key, {})
        n = sum(cells.values())
        columns = [
            (option.key, instrument.text(option.label), option.is_outside)
            for option in question.options
        ]
        if question.has_outside:
            columns.append((OUTSIDE, "", True))
        bars = tuple(
            Bar(key, label, cells.get(key, 0), cells.get(key, 0) / n if n else 0.0, outside)
            for key, label, outside in columns
        )
        yield instrument.text(row.label), bars


def _places(instrument: Instrument, question: Question, counts: Counts) -> tuple[Place, ...]:
    """The best place first. Points as Borda gave them: as many as stand behind."""
    number, n = len(question.options), counts.get("n", 0)
    found = []
    for option in question.options:
        places = counts.get("places", {}).get(option.key, {})
        total = sum(float(place) * times for place, times in places.items())
        mean = total / n if n else 0.0
        label = instrument.text(option.label)
        found.append(Place(option.key, label, mean, number * n - total if n else 0.0))
    return tuple(sorted(found, key=lambda place: place.mean))


def agreement(counts: Counts) -> float | None:
    """Kendall's W of a ranking, corrected for ties; None for fewer than two people.

    1 when all rank alike, 0 when their ranks cancel out.
    """
    people, places = counts.get("n", 0), counts.get("places", {})
    items = len(places)
    if people < 2 or items < 2:
        return None
    sums = [sum(float(place) * times for place, times in each.items()) for each in places.values()]
    middle = sum(sums) / items
    spread = sum((each - middle) ** 2 for each in sums)
    # What somebody did not place is one tie of as many as are left.
    ties = sum(
        times * ((items - int(length)) ** 3 - (items - int(length)))
        for length, times in counts.get("lengths", {}).items()
    )
    most = people**2 * (items**3 - items) - people * ties
    return 12 * spread / most if most else None
