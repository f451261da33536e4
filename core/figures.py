"""The network in numbers: each app hands in what it counts; all are counted at once and kept.

Members and institutions count by their membership, whatever they show of themselves. What is there
to be read or joined counts as a visitor finds it: a number promises nothing that its link keeps
back.

Whoever changes what is counted says `numbers.forget()`; what nobody announced is a minute old
at most.
"""

from collections.abc import Callable
from dataclasses import dataclass

from .kept import Kept

numbers: Kept[dict[str, int]] = Kept("figures")


@dataclass(frozen=True)
class Figure:
    """`label` says what is counted, for a number of them; `href` is where they stand."""

    count: Callable[[], int]
    label: Callable[[int], str]
    href: Callable[[], str]
    order: int


_figures: dict[str, Figure] = {}


def register(
    name: str, *, count: Callable[[], int], label: Callable[[int], str],
    href: Callable[[], str], order: int,
) -> None:  # fmt: skip
    """Hand in a number, in `AppConfig.ready`; `count` is one query."""
    _figures[name] = Figure(count, label, href, order)


def shown() -> list[dict]:
    """Number, label and address of each figure that is not 0, in their order."""
    kept = numbers.get(_count)
    rows = sorted(_figures.items(), key=lambda item: item[1].order)
    return [
        {"number": kept[name], "label": figure.label(kept[name]), "href": figure.href()}
        for name, figure in rows
        if kept.get(name)
    ]


def _count() -> dict[str, int]:
    return {name: figure.count() for name, figure in _figures.items()}
