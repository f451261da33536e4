"""Which part of a breakdown may be shown, so that no small number can be worked out.

A breakdown splits all sheets into groups, and a question splits each group into cells. What is
shown is always a whole table: every sheet that answered stands in exactly one of its cells, and
every cell holds at least `LEAST`. So no cell tells of few; nothing is left over that a total
minus what is shown would give; and no group is of one mind, since it has two cells that hold
some. Groups that are too small become one, "all others"; answers that are too rare become one
column, in all rows alike. Where that leaves fewer than two rows or two columns, nothing is shown.

Of a ranking the mean places are shown, of groups that are of one mind about no answer, and in
which at least `LEAST` put one elsewhere than most did: else a mean gives each order back.

One breakdown a survey, chosen before the first answer, and only when all is over: two that
overlap, or one that is shown twice, could be subtracted.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from .answers import OUTSIDE
from .counting import Counts, add
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
            if table := protected(cells, _order(question), _outside(question)):
                parts[part] = table
        if question.kind == RANKING and (table := _mean_places(question, groups)):
            parts["places"] = table
        if parts:
            shown[question.key] = parts
    return shown


def tells_of_few(question: Question, n: int, sheets: int) -> bool:
    """Whether fewer than five of `sheets` answered, or were not asked it by its condition."""
    return 0 < n < LEAST or (question.condition is not None and 0 < sheets - n < LEAST)


def in_steps(number: int) -> int:
    """A number of people as it may be told of an anonymous survey: 0, 5, 10 …"""
    return number - number % LEAST


def parts(question: Question) -> list[str]:
    """The parts of its breakdown; none for what is read as words."""
    if question.kind in (ONE, LEVEL, SCALE):
        return [""]
    if question.kind == RANKING:
        return ["places"]
    named = {SEVERAL: question.options, MATRIX: question.rows}.get(question.kind, ())
    return [each.key for each in named]


def _order(question: Question) -> list[str]:
    """The answers of a scale, levels or a table, in their order; what does not apply last."""
    outside = [OUTSIDE] if question.has_outside else []
    if question.kind == SCALE:
        return [*(str(step) for step in question.steps), *outside]
    if question.kind in (LEVEL, MATRIX):
        options = sorted(question.options, key=lambda option: option.is_outside)
        return [option.key for option in options] + (outside if question.kind == MATRIX else [])
    return []


def _outside(question: Question) -> set[str]:
    return {OUTSIDE} | {option.key for option in question.options if option.is_outside}


def protected(
    groups: Mapping[str, Cells], order: Sequence[str] = (), outside: Collection[str] = ()
) -> Table | None:
    """The table of groups and cells that may be shown, or None.

    Answers in an `order`, as the steps of a scale, are put together with their neighbours only;
    with what stands `outside`, at its end, only where that is too rare itself.
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
        columns = _coarser(columns, totals, bool(order), outside)
    return None


def _coarser(
    columns: list[list[str]], totals: Cells, in_order: bool, outside: Collection[str]
) -> list[list[str]]:
    """Two columns fewer by one: the rarest with another, side by side where there is an order."""
    if not in_order:
        merged = [columns[0] + columns[1], *columns[2:]]
        return sorted(merged, key=lambda column: sum(totals[key] for key in column))
    sizes = [sum(totals[key] for key in column) for column in columns]
    rarest = sizes.index(min(sizes))
    beside = [at for at in (rarest - 1, rarest + 1) if 0 <= at < len(columns)]
    # What does not apply is nobody's neighbour, unless it is the rarest itself.
    inside = [at for at in beside if columns[at][0] not in outside]
    if inside and columns[rarest][0] not in outside:
        beside = inside
    first = min(rarest, min(beside, key=lambda at: sizes[at]))
    return [*columns[:first], columns[first] + columns[first + 1], *columns[first + 2 :]]


def _rows(groups: Mapping[str, Cells], columns: list[list[str]]) -> dict[str, list[int]]:
    """The numbers of the groups that can stand alone, and of all others together."""
    summed = {
        group: {
            str(at): sum(cells.get(key, 0) for key in column) for at, column in enumerate(columns)
        }
        for group, cells in groups.items()
    }
    rows = _whole(summed, lambda cells: min(cells.values()) >= LEAST, lambda c: sum(c.values()))
    return {group: list(cells.values()) for group, cells in rows.items()}


def _whole(
    groups: Mapping[str, Counts], holds: Callable[[Counts], bool], size: Callable[[Counts], int]
) -> dict[str, Counts]:
    """The groups that hold alone, and all others together: they hold, too, or others join them.

    Empty when they never do. A group that nobody is in is left out.
    """
    alone = {group: counts for group, counts in groups.items() if group and holds(counts)}
    rest: Counts = {}
    for group, counts in groups.items():
        if group not in alone and size(counts):
            add(rest, counts)
    # The smallest of those who could stand alone joins, until the others hold.
    for group in sorted(alone, key=lambda group: (size(alone[group]), group)):
        if not rest or holds(rest):
            break
        add(rest, alone.pop(group))
    if rest and not holds(rest):
        return {}
    return alone | ({OTHERS: rest} if rest else {})


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
    """Mean places by group, the others among them."""
    found = {
        group: counts[question.key] for group, counts in groups.items() if question.key in counts
    }
    rows = _whole(found, _is_mixed, lambda counts: counts["n"])
    if len(rows) < 2:
        return None
    return {
        "rows": {
            group: {option.key: _mean(counts["places"][option.key]) for option in question.options}
            for group, counts in rows.items()
        },
        "numbers": {group: counts["n"] for group, counts in rows.items()},
    }


def _is_mixed(counts: Counts) -> bool:
    """Whether its means give nobody's order back: no answer has the same place with all, and at
    least one was put elsewhere by `LEAST` than by most.

    Of the whole row, not answer by answer: all places of a sheet add up to the same, so that
    those which are shown would give the one that is not.
    """
    places = [times.values() for times in counts["places"].values()]
    return all(len(times) > 1 for times in places) and any(
        sum(times) - max(times) >= LEAST for times in places
    )


def _mean(times: Mapping[str, int]) -> float:
    return round(sum(float(place) * n for place, n in times.items()) / sum(times.values()), 2)
