"""Filters as plain links with counts, for any list: whatever counts beneath."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from urllib.parse import quote_plus

from django.http import QueryDict


def href(query: QueryDict, **changes: str | None) -> str:
    """The address of this list with `changes`, from its first page on; None takes one out."""
    query = query.copy()
    query.pop("page", None)
    for key, value in changes.items():
        if value is None:
            query.pop(key, None)
        else:
            query[key] = value
    return f"?{query.urlencode()}" if query else "?"


@dataclass(frozen=True)
class Option:
    """A value of a facet: how many it would leave, and the link that picks or drops it."""

    label: str
    count: int
    href: str
    active: bool = False


@dataclass(frozen=True)
class Facet:
    """A filter of a list, as `{% facet %}` draws it."""

    title: str
    options: list[Option]


def links(query: QueryDict, key: str, rows: Iterable[tuple], chosen: str = "") -> list[Option]:
    """`rows` of (value, label, count) as options, in their order; the chosen one leads back."""
    without = href(query, **{key: None})
    # One address is written out; the others differ from it at the end.
    head = f"{without}&{key}=" if without != "?" else f"?{key}="
    return [
        Option(
            label,
            count,
            without if str(value) == chosen else f"{head}{quote_plus(str(value))}",
            str(value) == chosen,
        )
        for value, label, count in rows
    ]


def options(
    query: QueryDict, key: str, counts: dict, label: Callable, *, most: int = 20
) -> list[Option]:
    """The fullest values first, the chosen one always among them."""
    chosen = query.get(key, "")
    ranked = sorted(
        ((value, str(label(value)), count) for value, count in counts.items() if value and count),
        key=lambda row: (str(row[0]) != chosen, -row[2], row[1]),
    )
    return links(query, key, ranked[:most], chosen)


def crossed(rows: Iterable[tuple], chosen: dict[str, Hashable]) -> tuple[dict[str, Counter], int]:
    """Counts of several facets out of one grouped query.

    `rows` are (value, value, …, count) in the order of `chosen`, which says what is picked of
    each facet, or None. A facet counts what the picks of the others leave; the total, all.
    """
    counts = {key: Counter() for key in chosen}
    total = 0
    picks = list(chosen.items())
    for *values, count in rows:
        misses = [
            key
            for (key, pick), value in zip(picks, values, strict=True)
            if pick is not None and value != pick
        ]
        if not misses:
            total += count
        for (key, _pick), value in zip(picks, values, strict=True):
            if not misses or misses == [key]:
                counts[key][value] += count
    return counts, total
