"""From a plan to a thing that takes place, without knowing the app that makes it.

In `AppConfig.ready`: `planning.register("event", Kind(…))`. A plan asks for a draft, and later
for what became of it; it keeps the name of the register and the key of the thing.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise


@dataclass(frozen=True)
class Planned:
    """Something that was planned, as it is now."""

    kind: str
    key: str
    title: str
    url: str
    # In words: "draft", "published".
    state: str = ""
    when: date | None = None
    # It has taken place or will: a need that it meets is served.
    is_announced: bool = False


@dataclass(frozen=True)
class Kind:
    label: "str | Promise"
    # (title, summary, by a day or None, for whom) -> the draft. The person may refuse by Refused.
    draft: Callable[[str, str, "date | None", object], Planned]
    # (keys, viewer) -> those that `viewer` may see, by key.
    known: Callable[[Iterable[str], object], dict[str, Planned]]
    # (topics as slugs, viewer, since a day) -> announced ones that fit, by their words.
    fitting: Callable[[Sequence[str], object, date], list[Planned]]


_kinds: dict[str, Kind] = {}


def register(name: str, kind: Kind) -> None:
    """Hand in a kind of thing that plans lead to."""
    _kinds[name] = kind


def kinds() -> dict[str, Kind]:
    return dict(_kinds)
