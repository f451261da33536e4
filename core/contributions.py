"""What a person, an institution or a centre has given: a section for each app that knows some.

An app's part is its `contributions.py`, handed in by `AppConfig.ready`:
`contributions.register("resources", _("Resources"), person=…, institution=…, centre=…)`. Each is a
function (thing, viewer) -> Contributions or None and starts from its model's
`visible_to(viewer)`. A page asks `contributions.sections(thing, viewer)`.

Who can contribute is said by `contributor`: core knows no person and no institution.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Model, QuerySet
from django.utils.functional import Promise

# So many rows in a section; the rest is behind its "more".
MOST = 5


@dataclass(frozen=True)
class Row:
    title: str  # may be marked up for its language, then it is safe
    url: str
    note: str = ""
    when: date | datetime | None = None
    # "event" or "record" with a kind: drawn with its badge, an event with its day.
    family: str = ""
    kind: str = ""
    kind_label: str = ""


@dataclass(frozen=True)
class Contributions:
    rows: list[Row]
    # The list that shows all of it; empty when these are all.
    more: str = ""


@dataclass(frozen=True)
class Section:
    """Contributions that there are, as a page draws them."""

    key: str
    label: str
    rows: list[Row]
    more: str


@dataclass(frozen=True)
class _Part:
    label: "str | Promise"
    order: int
    of: dict[str, Callable] = field(default_factory=dict)


@dataclass(frozen=True)
class _Contributor:
    model: type[Model]
    column: str


_parts: dict[str, _Part] = {}
_contributors: dict[str, _Contributor] = {}


def contributor(key: str, model: type[Model], column: str) -> None:
    """Let things of `model` contribute: `?key=…` names one by `column`.

    Its manager has `visible_to(viewer)`.
    """
    _contributors[key] = _Contributor(model, column)


def register(key: str, label: "str | Promise", *, order: int = 50, **of: Callable) -> None:
    """Hand in an app's part: what it shows of a contributor of each key, such as `person=…`.

    Sections stand in `order`, of the same order as they were handed in.
    """
    _parts[key] = _Part(label, order, of)


def sections(thing: Model, viewer) -> list[Section]:
    """All that `thing` gave and `viewer` may see; empty sections stay away."""
    keys = [key for key, one in _contributors.items() if isinstance(thing, one.model)]
    found = []
    for name, part in sorted(_parts.items(), key=lambda pair: pair[1].order):
        find = next((part.of[key] for key in keys if key in part.of), None)
        given = find(thing, viewer) if find else None
        if given and given.rows:
            found.append(Section(name, str(part.label), given.rows, given.more))
    return found


def first(things: QuerySet, row: Callable[[Model], Row], more: str = "") -> Contributions:
    """The first of an ordered queryset; one more is asked for, to know of the rest."""
    found = list(things[: MOST + 1])
    return Contributions([row(thing) for thing in found[:MOST]], more if len(found) > MOST else "")


def from_query(query, viewer) -> dict[str, Model]:
    """Whose a list is asked for: ?person=handle, ?institution=slug, ?centre=slug.

    Whom `viewer` may not see, or who is not there, is left out.
    """
    found = {}
    for key, one in _contributors.items():
        name = query.get(key, "")[:80].replace("\x00", "")
        if name and (thing := _visible(one, viewer, name)):
            found[key] = thing
    return found


def _visible(one: _Contributor, viewer, name: str) -> Model | None:
    return one.model.objects.visible_to(viewer).filter(**{one.column: name}).first()


def to_query(whose: dict[str, Model]) -> dict[str, str]:
    """What `from_query` found, as it stands in an address."""
    return {
        key: getattr(whose[key], one.column) for key, one in _contributors.items() if key in whose
    }
