"""The catalogue: what a reader asked for, the records that answer it, and the counts beside it.

Three ways lead to the same page. With at most two filters the counts are read (`tallies`); with
more, what is left is counted in one grouped query; with words the newest hits, up to a limit,
are taken from the search index and counted and sorted here.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.db.models.functions import Substr

from core import contributions
from core.finding import matching, words_of
from core.forgiving import corrected
from core.isced import BROAD_FIELDS
from core.models import SearchEntry

from .models import Resource, Tagging, Tally
from .models.records import audiences_for, sees_members_records
from .tallies import DIMENSIONS, within
from .vocabulary import Kind, Language, Licence

PAGE = 20
# Nobody turns 500 pages, and every page deeper costs the database more.
DEEPEST = 500
HITS = 1_000
TAGS = 12
KNOWN = {
    "kind": dict(Kind.choices),
    "field": BROAD_FIELDS,
    "language": dict(Language.own_names()),
    "licence": dict(Licence.choices),
}
SORTS = {
    "newest": ("-published_at", "-pk"),
    "title": ("folded_title", "pk"),
    "downloads": ("-download_count", "-pk"),
}
# What a line of the list shows.
LINE = (
    "short_id", "kind", "title", "byline", "year", "summary", "language", "licence", "audience",
    "state", "published_at", "download_count", "published_in",
    "picture", "picture_small", "picture_alt", "picture_width", "picture_height",
)  # fmt: skip


def token(dimension: str, value: str) -> str:
    """A word in the search index that stands for a filter, so that the index can apply it."""
    return f"x{dimension}{re.sub('[^a-z0-9]', '', value.lower())}x"


def tokens(resource: Resource) -> str:
    return " ".join([
        token("kind", resource.kind), token("field", resource.broad_field),
        token("language", resource.language), token("licence", resource.licence),
    ])  # fmt: skip


class KnownPaginator(Paginator):
    """A paginator that is told how many there are."""

    def __init__(self, rows, number):
        super().__init__(rows, PAGE)
        self.count = number
        self.is_cut = number > DEEPEST * PAGE

    # Not a property of a cached count: `count` is set above.
    count = 0

    @cached_property
    def num_pages(self):
        return max(1, min(DEEPEST, -(-self.count // PAGE)))


@dataclass
class Question:
    """What somebody asks the catalogue, from a query string; what makes no sense is left out."""

    words: str = ""
    filters: dict[str, str] = field(default_factory=dict)
    tag: str = ""
    sort: str = "newest"
    # {"centre": <Centre>}: who shared it.
    whose: dict[str, object] = field(default_factory=dict)

    @classmethod
    def of(cls, query, viewer) -> "Question":
        filters = {
            dimension: query[dimension]
            for dimension in DIMENSIONS
            if query.get(dimension) in KNOWN[dimension]
        }
        return cls(
            words=query.get("q", "").strip()[:200].replace("\x00", ""),
            filters=filters,
            tag=query.get("tag", "").strip()[:100].replace("\x00", ""),
            sort=query["sort"] if query.get("sort") in SORTS else "newest",
            whose=contributions.from_query(query, viewer),
        )

    @property
    def is_bare(self) -> bool:
        return not (self.words or self.filters or self.tag or self.whose)

    @property
    def handles(self) -> dict[str, str]:
        return contributions.to_query(self.whose)


class Answer:
    """The records that answer a question as `viewer` sees them. `counts` is per dimension a
    dict of value -> number; `paginator` pages through the records; `total` is how many."""

    def __init__(self, question: Question, viewer):
        self.question, self.viewer = question, viewer
        self.tags: list[Tally] = []
        self.is_cut = self.is_meant = False
        if question.words:
            self._by_words()
        elif question.tag or question.whose or len(question.filters) > 2:
            self._counted()
        else:
            self._read()

    def _rows(self) -> QuerySet:
        rows = Resource.objects.listed_for(self.viewer).shared(**self.question.whose)
        for dimension, value in self.question.filters.items():
            column = "discipline__startswith" if dimension == "field" else dimension
            rows = rows.filter(**{column: value})
        if self.question.tag:
            tagged = Tagging.objects.filter(tag__slug=self.question.tag)
            rows = rows.filter(pk__in=tagged.values("content_object"))
        return rows

    def _lines(self) -> QuerySet:
        return self._rows().only(*LINE).order_by(*SORTS[self.question.sort])

    def _read(self) -> None:
        shelf = "members" if sees_members_records(self.viewer) else "public"
        filters = self.question.filters
        here = within(filters.items())
        # The dimension that is filtered by keeps its other values, to change one's mind: what
        # its facet counts is left by the other filters alone.
        source = {
            dimension: within(
                (name, value) for name, value in filters.items() if name != dimension
            )
            for dimension in DIMENSIONS
        }
        self.counts = {dimension: {} for dimension in DIMENSIONS}
        total = 0
        for there, dimension, value, number in Tally.objects.filter(
            shelf=shelf, within__in={here, *source.values()}, dimension__in=DIMENSIONS,
            number__gt=0,
        ).values_list("within", "dimension", "value", "number"):  # fmt: skip
            if there == source[dimension]:
                self.counts[dimension][value] = number
            if there == here and dimension == "kind":
                total += number
        if len(filters) < 2:
            self.tags = list(
                Tally.objects.filter(shelf=shelf, within=here, dimension="tag", number__gt=0)
                .order_by("-number")[:TAGS]
            )  # fmt: skip
        self._page(self._lines(), total)

    def _counted(self) -> None:
        groups = (
            self._rows().annotate(broad=Substr("discipline", 1, 2)).order_by()
            .values_list("kind", "broad", "language", "licence").annotate(Count("pk"))
        )  # fmt: skip
        self._page(self._lines(), self._add_up(groups))

    def _add_up(self, groups) -> int:
        counters = {dimension: Counter() for dimension in DIMENSIONS}
        total = 0
        for *values, number in groups:
            total += number
            for dimension, value in zip(DIMENSIONS, values, strict=True):
                counters[dimension][value] += number
        self.counts = {dimension: dict(counter) for dimension, counter in counters.items()}
        return total

    def _by_words(self) -> None:
        words = words_of(self.question.words)
        keys = _hits(words, self.question.filters, self.viewer) if words else []
        if words and not keys and (meant := corrected(words, _entries(self.viewer))):
            words, self.is_meant = meant, True
            keys = _hits(words, self.question.filters, self.viewer)
        self.is_cut = len(keys) >= HITS
        found = list(
            self._rows().filter(pk__in=keys).order_by(*SORTS[self.question.sort])
            .values_list("kind", "discipline", "language", "licence", "pk", "folded_title")
        )  # fmt: skip
        total = self._add_up((kind, discipline[:2], language, licence, 1)
                             for kind, discipline, language, licence, *_rest in found)  # fmt: skip
        if self.question.sort == "newest":
            # Those that bear the words in their title come first; sorting keeps the rest's order.
            found.sort(key=lambda row: not all(word in row[5] for word in words))
        self._page(_InOrder([row[4] for row in found]), total)

    def _page(self, rows, total: int) -> None:
        self.total = total
        self.paginator = KnownPaginator(rows, total)


class _InOrder:
    """A list of primary keys that becomes records only for the slice that is shown."""

    ordered = True

    def __init__(self, keys: list[int]):
        self.keys = keys

    def __len__(self):
        return len(self.keys)

    def __getitem__(self, part):
        keys = self.keys[part]
        rows = Resource.objects.only(*LINE).in_bulk(keys)
        return [rows[key] for key in keys if key in rows]


def _entries(viewer) -> QuerySet:
    return SearchEntry.objects.filter(kind="resource", audience__in=audiences_for(viewer))


def _hits(words: list[str], filters: dict[str, str], viewer) -> list[int]:
    """The newest records with all of `words`, at most HITS."""
    entries = _entries(viewer)
    marks = [token(dimension, value) for dimension, value in filters.items()]
    found = matching(entries, [*marks, *words]).order_by("-happened_at", "-pk")
    return [int(key) for key in found.values_list("object_id", flat=True)[:HITS]]
