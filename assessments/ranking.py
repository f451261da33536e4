"""Many orders of the same topics, made into one: Borda points, mean ranks, agreement.

A ranking names the options that somebody has put in an order, the first one first. Those that it
leaves out are tied behind the last: each has the mean of the places that are left.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

Ranking = Sequence[str]


@dataclass(frozen=True)
class Orders:
    """What is needed of many rankings, whatever is kept of them."""

    options: tuple[str, ...]
    people: int
    # {option: the sum of its ranks}
    sums: dict[str, Fraction]
    # The sum of t³ − t over all ties of t options.
    tied: int


def of_rankings(rankings: Iterable[Ranking], options: Sequence[str]) -> Orders:
    """The orders of people one by one."""
    sums, tied, people = dict.fromkeys(options, Fraction(0)), 0, 0
    for ranking in rankings:
        named = [option for option in dict.fromkeys(ranking) if option in sums]
        left = Fraction(len(named) + 1 + len(options), 2)
        for option in options:
            sums[option] += named.index(option) + 1 if option in named else left
        tied += _tie(len(options) - len(named))
        people += 1
    return Orders(tuple(options), people, sums, tied)


def of_counts(counts: Mapping[str, Any], options: Sequence[str]) -> Orders:
    """The same of the counts that `surveys.counting` keeps: places and lengths."""
    places = counts.get("places", {})
    sums = {
        option: sum(
            (Fraction(place) * times for place, times in places.get(option, {}).items()),
            Fraction(0),
        )
        for option in options
    }
    lengths = counts.get("lengths", {})
    tied = sum(_tie(len(options) - int(length)) * times for length, times in lengths.items())
    return Orders(tuple(options), counts.get("n", 0), sums, tied)


def _tie(options: int) -> int:
    return options**3 - options


@dataclass(frozen=True)
class Ranked:
    """One option in the common order; equal points share a place."""

    option: str
    place: int
    points: Fraction
    mean_rank: Fraction

    @property
    def points_value(self) -> float:
        return float(self.points)

    @property
    def rank_value(self) -> float:
        return float(self.mean_rank)


def ranked(orders: Orders) -> list[Ranked]:
    """The options by their Borda points, the most wanted first.

    A ranking gives an option as many points as there are options behind it, and half a point
    for each that is tied with it. So the points are the number of options less the rank.
    """
    if not orders.people:
        return []
    options, people = orders.options, orders.people
    points = {option: len(options) * people - orders.sums[option] for option in options}
    order = sorted(options, key=lambda option: (-points[option], options.index(option)))
    return [
        Ranked(
            option,
            1 + sum(points[other] > points[option] for other in options),
            points[option],
            Fraction(orders.sums[option], people),
        )
        for option in order
    ]


def agreement(orders: Orders) -> Fraction | None:
    """Kendall's W, corrected for ties: 1 where all rank alike, 0 where nothing is shared.

    None for fewer than two people or options, and where nobody prefers anything.
    """
    people, number = orders.people, len(orders.options)
    if people < 2 or number < 2:
        return None
    middle = Fraction(people * (number + 1), 2)
    squares = sum((total - middle) ** 2 for total in orders.sums.values())
    most = people**2 * (number**3 - number) - people * orders.tied
    return Fraction(12 * squares, most) if most else None


# From which W on: words that a reader without statistics understands.
STRONG, FAIR = Fraction(6, 10), Fraction(3, 10)


def strength(w: Fraction | None) -> str:
    """strong, fair or weak; nothing where there is nothing to agree on."""
    if w is None:
        return ""
    return "strong" if w >= STRONG else "fair" if w >= FAIR else "weak"
