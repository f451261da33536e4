"""From sheets to counts that can be added up: {question key: counts}.

one, level, scale   {"n": answered, "options": {key: number}}
several             the same; `options` may add up to more than `n`
                    `words`: so many wrote something beside their choice
matrix              {"n": …, "rows": {row key: {column key: number}}}
ranking             {"n": …, "places": {key: {"1": number, "4.5": number}}, "lengths": {"3": …}}
number              {"n": …, "values": {"12.5": number}}
short, long, date, file   {"n": …}

few, anonymous      {"few": 1}: when the survey closed, fewer than five had answered

In a ranking all that somebody did not place share the mean of the places that are left, so that
the places of every sheet add up to the same. `lengths` says how many were placed.
"""

from collections.abc import Iterable
from typing import Any

from .answers import Sheet, chosen
from .instrument import (
    CAN_DECIDE,
    LONG,
    MATRIX,
    NUMBER,
    RANKING,
    SHORT,
    Instrument,
    Question,
)

Counts = dict[str, Any]
# In place of what must not be kept.
FEW = {"few": 1}


def count(instrument: Instrument, sheets: Iterable[Sheet]) -> dict[str, Counts]:
    """The counts of all questions over the sheets, which are read once."""
    questions = {question.key: question for question in instrument.questions}
    counts: dict[str, Counts] = {}
    for sheet in sheets:
        for key, value in sheet.items():
            if question := questions.get(key):
                counts[key] = add(counts.get(key, {}), _of_one(question, value))
    return counts


def add(one: Counts, other: Counts) -> Counts:
    """Two counts of the same shape as one; the first is changed."""
    for key, value in other.items():
        if isinstance(value, dict):
            one[key] = add(one.get(key, {}), value)
        else:
            one[key] = one.get(key, 0) + value
    return one


def without_values(counts: dict[str, Counts]) -> dict[str, Counts]:
    """What a breakdown can split: numbers are left out, of which each may be another one."""
    return {key: some for key, some in counts.items() if "values" not in some}


def _of_one(question: Question, value: Any) -> Counts:
    counts: Counts = {"n": 1}
    if question.kind == MATRIX:
        counts["rows"] = {row: {column: 1} for row, column in value.items()}
    elif question.kind == RANKING:
        counts |= _places(question, value)
    elif question.kind == NUMBER:
        counts["values"] = {str(value): 1}
    elif question.kind in CAN_DECIDE:
        counts["options"] = dict.fromkeys(chosen(value), 1)
        if isinstance(value, dict) and value.get("words"):
            counts["words"] = 1
    return counts


def _places(question: Question, order: list[str]) -> Counts:
    number = len(question.options)
    placed = {key: str(place) for place, key in enumerate(order, start=1)}
    # The places that are left, from len(order) + 1 to number, in the mean.
    left = _plain((len(order) + 1 + number) / 2)
    return {
        "places": {option.key: {placed.get(option.key, left): 1} for option in question.options},
        "lengths": {str(len(order)): 1},
    }


def _plain(number: float) -> str:
    return f"{number:g}"


def free_texts(instrument: Instrument, sheet: Sheet) -> Iterable[tuple[str, str]]:
    """(question key, text) for all that was written in a sheet, beside choices, too."""
    for key, value in sheet.items():
        question = instrument.question(key)
        if question is None:
            continue
        if question.kind in (SHORT, LONG):
            yield key, value
        elif isinstance(value, dict) and isinstance(value.get("words"), str):
            yield key, value["words"]
