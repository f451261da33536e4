"""What could help with a topic, from every app that knows something.

In `AppConfig.ready`: `suggestions.register("events", _("Coming events"), find, order=20)`, where
`find(topics, viewer, limit)` returns what `viewer` may see for fields of expertise, given by their
slugs, best first. Whoever stands at a weak spot asks `suggestions.for_topics(…)`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Suggestion:
    title: str  # may be marked up for its language, then it is safe
    url: str
    note: str = ""


Find = Callable[[Sequence[str], object, int], list[Suggestion]]


@dataclass(frozen=True)
class Found:
    """What one app suggests, as a page draws it."""

    name: str
    label: str
    suggestions: list[Suggestion]


@dataclass(frozen=True)
class _Source:
    label: "str | Promise"
    find: Find
    order: int


_sources: dict[str, _Source] = {}


def register(name: str, label: "str | Promise", find: Find, *, order: int = 50) -> None:
    """Hand in an app's part; `label` stands above what it finds."""
    _sources[name] = _Source(label, find, order)


def for_topics(topics: Sequence[str], viewer, limit: int = 3) -> list[Found]:
    """What every app suggests for `topics`, at most `limit` of each; empty parts stay away."""
    if not topics:
        return []
    found = []
    for name, source in sorted(_sources.items(), key=lambda pair: pair[1].order):
        if some := source.find(topics, viewer, limit):
            found.append(Found(name, str(source.label), some[:limit]))
    return found
