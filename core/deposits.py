"""Handing something to the repository, from an app that does not know it.

The repository registers its way in `AppConfig.ready`: `deposits.register(deposit)`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Deposit:
    """What a draft in the repository begins with. `kind` is a word of its vocabulary."""

    title: str
    abstract: str
    language: str
    kind: str
    # (name with its ending, content)
    files: Iterable[tuple[str, bytes]] = field(default_factory=list)
    centre: Any = None


_ways: list[Callable[[Any, Deposit], str]] = []


def register(way: Callable[[Any, Deposit], str]) -> None:
    """`way(person, deposit)` makes a draft of the person's and gives its address."""
    _ways[:] = [way]


def draft(person, deposit: Deposit) -> str:
    """A draft in the repository that `person` looks over and hands in; its address.

    Raises Refused where the repository does not take it, LookupError where there is none.
    """
    if not _ways:
        raise LookupError("no app has registered a repository")
    return _ways[0](person, deposit)
