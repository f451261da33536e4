"""What a person, an institution or a centre has shared: a shelf for each app that knows some.

In `AppConfig.ready`: `showcase.register("resources", _("Shared"), person=…, institution=…,
centre=…)`; each is a function (thing, viewer) -> Shelf or None and starts from its model's
`visible_to(viewer)`. A page asks `showcase.shelves(thing, viewer)` and includes
`members/_showcase.html`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.functional import Promise

from .models import Centre, Institution, User

# So many rows on a shelf; the rest is behind its "more".
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
    # How far something is, of 100, drawn as a bar with its words beside it.
    percent: int | None = None
    percent_words: str = ""


@dataclass(frozen=True)
class Shelf:
    rows: list[Row]
    # The list that shows all of it; empty when these are all.
    more: str = ""


@dataclass(frozen=True)
class Filled:
    """A shelf with something on it, as a page draws it."""

    key: str
    label: str
    rows: list[Row]
    more: str


@dataclass(frozen=True)
class _Part:
    label: "str | Promise"
    order: int
    of: dict[type, Callable] = field(default_factory=dict)


_parts: dict[str, _Part] = {}
_ASKED = (("person", User, "handle"), ("institution", Institution, "slug"),
          ("centre", Centre, "slug"))  # fmt: skip


def register(
    key: str,
    label: "str | Promise",
    *,
    person: Callable | None = None,
    institution: Callable | None = None,
    centre: Callable | None = None,
    order: int = 50,
) -> None:
    """Hand in an app's part: what it shows of a person, of an institution, of a centre.

    Shelves stand in `order`, of the same order as they were handed in.
    """
    of = {User: person, Institution: institution, Centre: centre}
    _parts[key] = _Part(label, order, {model: fill for model, fill in of.items() if fill})


def shelves(thing: "User | Institution | Centre", viewer) -> list[Filled]:
    """All that `thing` shared and `viewer` may see; empty shelves stay away."""
    if viewer.is_authenticated and not viewer.pk:
        # Somebody like any member, who looks in a preview: querysets need a person.
        viewer = User(pk=0, is_member=viewer.is_member)
    filled = []
    for key, part in sorted(_parts.items(), key=lambda pair: pair[1].order):
        fill = next((fill for model, fill in part.of.items() if isinstance(thing, model)), None)
        shelf = fill(thing, viewer) if fill else None
        if shelf and shelf.rows:
            filled.append(Filled(key, str(part.label), shelf.rows, shelf.more))
    return filled


def shelf(things, row: Callable, more: str = "") -> Shelf:
    """The first of an ordered queryset as a shelf; one more is asked for, to know of the rest."""
    found = list(things[: MOST + 1])
    return Shelf([row(thing) for thing in found[:MOST]], more if len(found) > MOST else "")


def asked(query, viewer) -> dict[str, "User | Institution | Centre"]:
    """Whose a list is asked for: ?person=handle, ?institution=slug, ?centre=slug.

    Whom `viewer` may not see, or who is not there, is left out.
    """
    found = {}
    for key, model, column in _ASKED:
        name = query.get(key, "")[:80].replace("\x00", "")
        if name and (thing := model.objects.visible_to(viewer).filter(**{column: name}).first()):
            found[key] = thing
    return found


def handles(whose: dict) -> dict[str, str]:
    """What `asked` found, as it stands in an address."""
    return {key: getattr(whose[key], column) for key, _model, column in _ASKED if key in whose}
