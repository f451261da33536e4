"""One index over everything. Each app says what its things look like to a searcher.

In `AppConfig.ready`: `search.register("event", Event, describe_event, label=_("Events"))`.
In the app's actions, in the same transaction as the change: `search.index(event)`.
`describe` returns an `Entry`, or None when nobody may find the thing (any more).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import override

from .models import SearchEntry
from .textfold import fold

PUBLIC = "public"
MEMBERS = "members"
# Enough for every abstract and most topics; an index row must stay small.
_TEXT_LIMIT = 20_000


@dataclass(frozen=True)
class Entry:
    title: str
    text: str
    audience: str = PUBLIC
    summary: str = ""
    language: str = ""
    happened_at: datetime | None = None


@dataclass(frozen=True)
class Kind:
    name: str
    model: type[Model]
    describe: Callable[[Model], Entry | None]
    label: "str | Promise"
    queryset: Callable[[], QuerySet]


_kinds: dict[str, Kind] = {}
_audiences: list[Callable[[object], Iterable[str]]] = []


def register(
    name: str,
    model: type[Model],
    describe: Callable[[Model], Entry | None],
    *,
    label: "str | Promise",
    queryset: Callable[[], QuerySet] | None = None,
) -> None:
    """Make things of `model` findable. `queryset` is what a full rebuild walks over."""
    _kinds[name] = Kind(name, model, describe, label, queryset or model._default_manager.all)


def audience(function: Callable[[object], Iterable[str]]) -> None:
    """Add a function viewer -> names of audiences that the viewer belongs to."""
    _audiences.append(function)


def audiences_of(viewer) -> set[str]:
    """Every audience `viewer` belongs to. Everybody is in "public"."""
    return {PUBLIC}.union(*(function(viewer) for function in _audiences))


def kinds() -> list[Kind]:
    """All registered kinds, in the order in which the apps stand."""
    return list(_kinds.values())


def _kind_of(thing: Model) -> Kind:
    return next(kind for kind in _kinds.values() if isinstance(thing, kind.model))


def entry_fields(kind: Kind, thing: Model) -> dict | None:
    """The columns of the SearchEntry for `thing`, or None when nobody may find it."""
    entry = kind.describe(thing)
    if entry is None:
        return None
    with override("en"):
        path = thing.get_absolute_url()
    return {
        "title": entry.title[:300],
        "summary": entry.summary[:500],
        "path": path,
        "audience": entry.audience,
        "language": entry.language,
        "happened_at": entry.happened_at,
        "folded_title": fold(entry.title[:300]),
        "folded_text": fold(f"{entry.title} {entry.text}"[:_TEXT_LIMIT]),
    }


def index(thing: Model) -> None:
    """Make `thing` findable as it is now, or not findable when it describes itself as None."""
    kind = _kind_of(thing)
    fields = entry_fields(kind, thing)
    if fields is None:
        forget(thing)
    else:
        SearchEntry.objects.update_or_create(
            kind=kind.name, object_id=str(thing.pk), defaults=fields
        )


def forget(thing: Model) -> None:
    """Nobody finds `thing` any more. Call it before the row is deleted: it needs the key."""
    kind = _kind_of(thing)
    for entry in SearchEntry.objects.filter(kind=kind.name, object_id=str(thing.pk)):
        entry.delete()
