"""Which part of a breakdown may be shown, so that no small number can be worked out.

A breakdown splits all sheets into groups, and a question splits each group into cells. What is
shown is always a whole table: every sheet that answered stands in exactly one of its cells, and
every cell holds at least `LEAST`. So no cell tells of few; nothing is left over that a total
minus what is shown would give; and no group is of one mind, since it has two cells that hold
some. Groups that are too small become one, "all others"; answers that are too rare become one
column, in all rows alike. Where that leaves fewer than two rows or two columns, nothing is shown.

One breakdown a survey, chosen before the first answer, and only when all is over: two that
overlap, or one that is shown twice, could be subtracted.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from .answers import OUTSIDE
from .counting import Counts
from .instrument import LEVEL, MATRIX, ONE, RANKING, SCALE, SEVERAL, Instrument, Question

LEAST = 5
# All groups that cannot stand alone, and the people of whom the group is not known.
OTHERS = "*"

Cells = dict[str, int]
# {"columns": [[option keys that stand together]], "rows": {group: [numbers]}}
Table = dict[str, Any]


def breakdown(instrument: Instrument, groups: Mapping[str, dict[str, Counts]]) -> dict[str, Any]:
    """{question key: {part: table}} of what may be shown; `groups` as {group: counts}.

    The part is "" for a choice, an option of several ("chosen" against "not"), a row of a table,
    and "places" for the mean places of a ranking.
    """
    shown = {}
    for question in instrument.questions:
        parts = {}
        for part, cells in _partitions(question, groups).items():
            if table := protected(cells, _order(question)):
                parts[part] = table
        if question.kind == RANKING and (table := _mean_places(question, groups)):
            parts["places"] = table
        if parts:
            shown[question.key] = parts
    return shown


def _order(question: Question) -> list[str]:
    """The answers of a scale or of levels, from low to high; what does not apply at the end."""
    if question.kind == SCALE:
        steps = [str(step) for step in question.steps]
        return [*steps, OUTSIDE] if question.has_outside else steps
    if question.kind == LEVEL:
        return [option.key for option in question.options]
    return []


def protected(groups: Mapping[str, Cells], order: Sequence[str] = ()) -> Table | None:
    """The table of groups and cells that may be shown, or None.

    Answers in an `order`, as the steps of a scale, are put together with their neighbours only.
    """
    totals: Cells = dict.fromkeys(order, 0)
    for cells in groups.values():
        for key, number in cells.items():
            totals[key] = totals.get(key, 0) + number
    if not order:
        totals = dict(sorted(totals.items(), key=lambda item: (item[1], item[0])))
    columns = [[key] for key in totals]
    while len(columns) >= 2:
        rows = _rows(groups, columns)
        if len(rows) >= 2:
            return {"columns": columns, "rows": rows}
        columns = _coarser(columns, totals, in_order=bool(order))
    return None


def _coarser(columns: list[list[str]], totals: Cells, *, in_order: bool) -> list[list[str]]:
    """Two columns fewer by one: the two that are rarest, side by side where there is an order."""
    sizes = [sum(totals[key] for key in column) for column in columns]
    if not in_order:
        merged = [columns[0] + columns[1], *columns[2:]]
        return sorted(merged, key=lambda column: sum(totals[key] for key in column))
    at = min(range(len(columns) - 1), key=lambda at: sizes[at] + sizes[at + 1])
    return [*columns[:at], columns[at] + columns[at + 1], *columns[at + 2 :]]


def _rows(groups: Mapping[str, Cells], columns: list[list[str]]) -> dict[str, list[int]]:
    """The groups that can stand alone, and all others together: they hold, too, or join."""
    rows = {
        group: [sum(cells.get(key, 0) for key in column) for column in columns]
        for group, cells in groups.items()
    }
    alone = {group: row for group, row in rows.items() if group and min(row) >= LEAST}
    rest = [sum(at) for at in zip(*(r for g, r in rows.items() if g not in alone), strict=True)]
    # The smallest of those who could stand alone joins, until the others hold.
    for group in sorted(alone, key=lambda group: (sum(alone[group]), group)):
        if not any(rest) or min(rest) >= LEAST:
            break
        rest = [one + other for one, other in zip(rest, alone.pop(group), strict=True)]
    if any(rest):
        if min(rest) < LEAST:
            return {}
        alone[OTHERS] = rest
    return alone


def _partitions(
    question: Question, groups: Mapping[str, dict[str, Counts]]
) -> dict[str, dict[str, Cells]]:
    """{part: {group: cells}}: each part puts everybody who answered into one cell."""
    parts: dict[str, dict[str, Cells]] = {}
    for group, counts in groups.items():
        found = counts.get(question.key)
        if not found:
            continue
        if question.kind in (ONE, LEVEL, SCALE):
            parts.setdefault("", {})[group] = found.get("options", {})
        elif question.kind == SEVERAL:
            for option in question.options:
                chosen = found.get("options", {}).get(option.key, 0)
                cells = {"chosen": chosen, "not": found["n"] - chosen}
                parts.setdefault(option.key, {})[group] = cells
        elif question.kind == MATRIX:
            for row in question.rows:
                parts.setdefault(row.key, {})[group] = found.get("rows", {}).get(row.key, {})
    return parts


def _mean_places(question: Question, groups: Mapping[str, dict[str, Counts]]) -> Table | None:
    """Mean places by group: of at least `LEAST` people each, the others among them."""
    found = {group: counts[question.key] for group, counts in groups.items()
             if question.key in counts}  # fmt: skip
    numbers = {group: {"n": counts["n"]} for group, counts in found.items()}
    rows = _rows(numbers, [["n"]])
    if len(rows) < 2:
        return None
    alone = set(rows) - {OTHERS}
    table: dict[str, dict[str, float]] = {}
    for row in rows:
        members = [row] if row in alone else [group for group in found if group not in alone]
        table[row] = {
            option.key: _mean([found[group]["places"].get(option.key, {}) for group in members])
            for option in question.options
        }
    return {"rows": table, "numbers": {row: cells[0] for row, cells in rows.items()}}


def _mean(places: list[dict[str, int]]) -> float:
    number = sum(sum(each.values()) for each in places)
    total = sum(float(place) * times for each in places for place, times in each.items())
    return round(total / number, 2) if number else 0.0
