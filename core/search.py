"""One index over everything. Each app says what its things look like to a searcher.

In `AppConfig.ready`: `search.register("event", Event, describe_event, label=_("Events"))`.
In the app's actions, in the same transaction as the change: `search.index(event)`.
`describe` returns an `Entry`, or None when nobody may find the thing (any more).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db import connection, transaction
from django.db.models import CharField, Model, QuerySet
from django.db.models.functions import Cast
from django.utils.functional import Promise
from django.utils.translation import override

from .models import SearchEntry
from .textfold import fold

PUBLIC = "public"
MEMBERS = "members"
# Enough for every abstract and most topics; an index row must stay small.
_TEXT_LIMIT = 20_000
_BATCH = 500
# Called with a label, how many are done, how many there are.
Step = Callable[[str, int, int], None]


def _silently(label: str, done: int, total: int) -> None:
    pass


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


def index_many(name: str, things: Iterable[Model]) -> set[str]:
    """Make many things of one kind findable at once. Returns the keys of those that are."""
    kind = _kinds[name]
    entries = [
        SearchEntry(kind=name, object_id=str(thing.pk), **fields)
        for thing in things
        if (fields := entry_fields(kind, thing)) is not None
    ]
    if entries:
        columns = [column.name for column in SearchEntry._meta.concrete_fields]
        SearchEntry.objects.bulk_create(
            entries,
            update_conflicts=True,
            unique_fields=["kind", "object_id"],
            update_fields=[name for name in columns if name not in ("id", "kind", "object_id")],
        )
    return {entry.object_id for entry in entries}


def index_all(name: str, things: list[Model]) -> None:
    """`index` for many things of one kind: those that nobody may find leave the index."""
    found = index_many(name, things)
    gone = {str(thing.pk) for thing in things} - found
    SearchEntry.objects.filter(kind=name, object_id__in=gone).delete()


def change_audience(name: str, things: QuerySet, audience: str) -> int:
    """Let `audience`, and nobody else, find `things` of one kind. Returns how many it changes.

    One statement in the caller's transaction: what closes must not be found by anybody while a
    queue has other things to do.
    """
    keys = things.order_by().annotate(search_key=Cast("pk", CharField())).values("search_key")
    entries = SearchEntry.objects.filter(kind=name, object_id__in=keys)
    return entries.exclude(audience=audience).update(audience=audience)


def rebuild(name: str, step: Step = _silently) -> None:
    """Describe every thing of one kind anew, and forget what is gone."""
    kind = _kinds[name]
    things = kind.queryset()
    total, done, found = things.count(), 0, set()
    step(str(kind.label), 0, total)
    for batch in batched(things.iterator(chunk_size=_BATCH), _BATCH):
        found |= index_many(name, batch)
        done += len(batch)
        step(str(kind.label), min(done, total), total)
    stale = SearchEntry.objects.filter(kind=name).values_list("pk", "object_id")
    gone = [pk for pk, key in stale.iterator() if key not in found]
    for some in batched(gone, _BATCH):
        SearchEntry.objects.filter(pk__in=some).delete()


def batched(things: Iterable, size: int) -> Iterator[list]:
    """The things in lists of `size`. (itertools has it from Python 3.12 on.)"""
    rest = iter(things)
    while batch := list(islice(rest, size)):
        yield batch


def scrub() -> None:
    """Let go of the words of what was forgotten: SQLite keeps them in its index for a while."""

    def optimise():
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO core_searchwords (core_searchwords) VALUES ('optimize')")

    if connection.vendor == "sqlite":
        transaction.on_commit(optimise)


def forget(thing: Model) -> None:
    """Nobody finds `thing` any more. Call it before the row is deleted: it needs the key."""
    kind = _kind_of(thing)
    SearchEntry.objects.filter(kind=kind.name, object_id=str(thing.pk)).delete()
