"""The counts beside the facets, kept instead of counted.

Counting 100,000 records for every page would cost more than the page. For pages with no filter,
with one and with two the numbers stand ready in `Tally`; with more, `catalogue` counts what is
left. Tags are counted within at most one filter: there are too many of them for pairs.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations

from django.db import transaction
from django.db.models import Count, F
from django.db.models.functions import Substr

from core import figures

from .models import Resource, Tagging, Tally

DIMENSIONS = ("kind", "field", "language", "licence")
# Where each dimension stands on a record.
COLUMNS = {"kind": "kind", "field": "broad", "language": "language", "licence": "licence"}


def _key(shelf: str, within: str, dimension: str, value: str) -> str:
    return f"{shelf}|{within}|{dimension}:{value}"


def _shelves(audience: str) -> tuple[str, ...]:
    """Members see everything, visitors what is public."""
    return ("members", "public") if audience == Resource.Audience.PUBLIC else ("members",)


def within(filters: Iterable[tuple[str, str]]) -> str:
    """The name of what is left by some filters, whatever their order."""
    chosen = dict(filters)
    return "&".join(f"{name}:{chosen[name]}" for name in DIMENSIONS if name in chosen)


def _withins(chosen: dict[str, str]) -> list[tuple[str, bool]]:
    """Every `within` that a record belongs to, and whether its tags count there."""
    return [
        (within(some), size < 2)
        for size in range(3)
        for some in combinations(chosen.items(), size)
    ]


def _rows(resource: Resource) -> list[Tally]:
    """Every tally that `resource` counts in, in the order in which all lock them."""
    chosen = {
        "kind": resource.kind, "field": resource.broad_field, "language": resource.language,
        "licence": resource.licence,
    }  # fmt: skip
    values = [(dimension, value, "") for dimension, value in chosen.items()]
    tags = [("tag", tag.slug, tag.name) for tag in resource.tags.all()]
    rows = [
        Tally(key=_key(shelf, there, dimension, value), shelf=shelf, within=there,
              dimension=dimension, value=value, label=label)
        for shelf in _shelves(resource.audience)
        for there, has_tags in _withins(chosen)
        for dimension, value, label in (values + tags if has_tags else values)
    ]  # fmt: skip
    return sorted(rows, key=lambda row: row.key)


@transaction.atomic
def change(resource: Resource, by: int) -> None:
    """Count an accepted record in (+1) or out (-1). Call it in the transaction of the change."""
    rows = _rows(resource)
    keys = [row.key for row in rows]
    Tally.objects.bulk_create(rows, ignore_conflicts=True)
    # Locked in one order, so that two curators never wait for each other in a circle.
    list(Tally.objects.select_for_update().filter(key__in=keys).order_by("key").values("key"))
    Tally.objects.filter(key__in=keys).update(number=F("number") + by)
    figures.numbers.forget()


@transaction.atomic
def recount() -> None:
    """Count everything anew: after a bulk load, and nightly against drift."""
    numbers: Counter[tuple[str, str, str, str]] = Counter()
    accepted = Resource.objects.filter(state=Resource.State.ACCEPTED).annotate(
        broad=Substr("discipline", 1, 2)
    )
    cube = accepted.order_by().values_list("audience", *COLUMNS.values()).annotate(Count("pk"))
    for audience, *values, number in cube:
        chosen = dict(zip(DIMENSIONS, values, strict=True))
        for there, _has_tags in _withins(chosen):
            for shelf in _shelves(audience):
                for dimension, value in chosen.items():
                    numbers[shelf, there, dimension, value] += number
    labels: dict[str, str] = {}
    for key, label, number in _tag_numbers():
        numbers[key] += number
        labels[key[3]] = label
    Tally.objects.all().delete()
    Tally.objects.bulk_create(
        (
            Tally(key=_key(*key), shelf=key[0], within=key[1], dimension=key[2], value=key[3],
                  label=labels.get(key[3], "") if key[2] == "tag" else "", number=number)
            for key, number in numbers.items()
        ),
        batch_size=5_000,
    )  # fmt: skip


def _tag_numbers() -> Iterator[tuple[tuple[str, str, str, str], str, int]]:
    taggings = Tagging.objects.filter(
        content_object__state=Resource.State.ACCEPTED
    ).annotate(broad=Substr("content_object__discipline", 1, 2))  # fmt: skip
    columns: Iterable[tuple[str, str]] = [
        ("", ""),
        *(
            (dimension, column if column == "broad" else f"content_object__{column}")
            for dimension, column in COLUMNS.items()
        ),
    ]
    for dimension, column in columns:
        groups = ["tag__slug", "tag__name", "content_object__audience", *([column] * bool(column))]
        for slug, name, audience, *value, number in (
            taggings.order_by().values_list(*groups).annotate(Count("pk"))
        ):
            there = f"{dimension}:{value[0]}" if value else ""
            for shelf in _shelves(audience):
                yield (shelf, there, "tag", slug), name, number
