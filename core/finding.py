"""Finding: the same words find the same things on every database.

A query is folded like the index, so it holds nothing but words. All of them must be there; the
last one may be the beginning of a longer word, because people type on.

One query takes the keys of what is found, with its rank; counting and sorting is done here, and
only the entries of one page are fetched. A word that stands nearly everywhere would make the
database rank its whole index, so no more than `MOST` are taken, those with the word in the title
first; whoever needs the rest has a word to add.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import QuerySet

from .models import SearchEntry
from .search import audiences_of
from .textfold import fold

MOST = 200
_LONGEST_QUERY = 300
_MOST_WORDS = 12
# Shorter beginnings would match half of the index.
_SHORTEST_BEGINNING = 3


class Entries(Sequence):
    """Search entries in order, fetched a slice at a time."""

    def __init__(self, keys: list[int]):
        self.keys = keys

    def __len__(self) -> int:
        return len(self.keys)

    def __getitem__(self, part):
        keys = self.keys[part] if isinstance(part, slice) else [self.keys[part]]
        light = SearchEntry.objects.defer("folded_title", "folded_text")
        rows = light.in_bulk(keys) if keys else {}
        entries = [rows[key] for key in keys if key in rows]
        return entries if isinstance(part, slice) else entries[0]

    def __iter__(self):
        return iter(self[:])


@dataclass(frozen=True)
class Found:
    """What one viewer finds: entries in order, and how many there are of which kind."""

    entries: Entries
    kinds: Counter
    languages: Counter
    # There is more than was taken.
    is_cut: bool = False

    @property
    def total(self) -> int:
        return len(self.entries)


class _Hit(NamedTuple):
    key: int
    kind: str
    language: str
    rank: float


def words_of(query: str) -> list[str]:
    """The folded words of what somebody typed, each once."""
    return list(dict.fromkeys(fold(query[:_LONGEST_QUERY]).split()))[:_MOST_WORDS]


def entries_for(viewer=None) -> QuerySet:
    """All that `viewer` may find; nobody is a visitor."""
    return SearchEntry.objects.filter(audience__in=audiences_of(viewer or AnonymousUser()))


def find(query: str, viewer=None, *, kind: str = "", language: str = "", any_word=False) -> Found:
    """What `viewer` may find by `query`, best first, counted by kind and by language.

    The counts of kinds hold for the chosen language, those of languages for the chosen kind.
    """
    words = words_of(query)
    if not words:
        return Found(Entries([]), Counter(), Counter())
    open_to = entries_for(viewer)
    everything, is_cut = _hits(open_to, words, any_word)
    chosen = [
        hit for hit in everything if kind in ("", hit.kind) and language in ("", hit.language)
    ]
    # What was taken may be of one kind already; then there is nothing to ask again.
    if is_cut and len(chosen) < len(everything):
        narrow = {"kind": kind} if kind else {}
        narrow |= {"language": language} if language else {}
        chosen, is_cut = _hits(open_to.filter(**narrow), words, any_word)
    chosen.sort(key=lambda hit: (hit.rank, -hit.key))
    return Found(
        Entries([hit.key for hit in chosen]),
        Counter(hit.kind for hit in everything if language in ("", hit.language)),
        Counter(hit.language for hit in everything if kind in ("", hit.kind)),
        is_cut,
    )


def matching(entries: QuerySet, words: list[str]) -> QuerySet:
    """Those of `entries` that hold all of the folded `words`, in their own order.

    The last word may be the beginning of a longer one.
    """
    return holding(entries, [[word] for word in words])


def holding(entries: QuerySet, groups: list[list[str]]) -> QuerySet:
    """Those of `entries` that hold one word of each group; of the last, one may be a beginning."""
    where, _rank = _dialect()(groups, any_word=False, in_title=False)
    return entries.extra(**where)


def _hits(entries: QuerySet, words: list[str], any_word: bool) -> tuple[list[_Hit], bool]:
    """At most `MOST` hits, those with the words in the title first, and whether there are more."""
    titled, titled_values = _asked(entries, words, any_word, in_title=True)
    anywhere, values = _asked(entries, words, any_word, in_title=False)
    # Asked for all hits PostgreSQL takes the index, asked for some it would read row after row.
    kept = "MATERIALIZED" if connection.vendor == "postgresql" else ""
    columns, most = "pk, kind, language, rank", MOST + 1
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH titled AS {kept} ({titled}), anywhere AS {kept} ({anywhere}) "
            f"SELECT * FROM (SELECT {columns}, 1 FROM titled LIMIT {most}) AS first "
            f"UNION ALL SELECT * FROM (SELECT {columns}, 0 FROM anywhere LIMIT {most}) AS second",
            [*titled_values, *values],
        )
        rows = cursor.fetchall()
    found = {row[0]: _Hit(*row[:4]) for row in sorted(rows, key=lambda row: -row[4])}
    return list(found.values())[:MOST], sum(not row[4] for row in rows) > MOST


def _asked(entries, words, any_word, *, in_title) -> tuple[str, tuple]:
    where, rank = _dialect()([[word] for word in words], any_word, in_title)
    rows = entries.extra(**where).extra(**rank).order_by()
    return rows.values("pk", "kind", "language", "rank").query.sql_with_params()


def _dialect():
    return _postgresql if connection.vendor == "postgresql" else _sqlite


def _expression(groups, any_word, *, quote: str, begins: str, both: str, either: str) -> str:
    """A query in the language of one database: a word of each group, or of any."""
    parts = []
    for number, group in enumerate(groups, 1):
        quoted = [f"{quote}{word}{quote}" for word in group]
        if number == len(groups):
            quoted = [
                word + begins if len(plain) >= _SHORTEST_BEGINNING else word
                for word, plain in zip(quoted, group, strict=True)
            ]
        parts.append(f"({either.join(quoted)})" if len(quoted) > 1 else quoted[0])
    return (either if any_word else both).join(parts)


def _postgresql(groups, any_word, in_title) -> tuple[dict, dict]:
    """For QuerySet.extra: the condition, and the rank, the better the lower as on SQLite."""
    asked = _expression(groups, any_word, quote="'", begins=":*", both=" & ", either=" | ")
    text = "to_tsvector('simple', core_searchentry.folded_title)"
    text = text if in_title else "core_searchentry.words"
    query = "to_tsquery('simple', %s)"
    return (
        {"where": [f"{text} @@ {query}"], "params": [asked]},
        {
            "select": {"rank": f"-ts_rank(core_searchentry.words, {query})"},
            "select_params": [asked],
        },
    )


def _sqlite(groups, any_word, in_title) -> tuple[dict, dict]:
    asked = _expression(groups, any_word, quote='"', begins=" *", both=" AND ", either=" OR ")
    return (
        {
            "tables": ["core_searchwords"],
            "where": [
                "core_searchwords.rowid = core_searchentry.id",
                "core_searchwords MATCH %s",
            ],
            "params": [f"folded_title : ({asked})" if in_title else asked],
        },
        {"select": {"rank": "bm25(core_searchwords, 5.0, 1.0)"}},
    )
