"""Finding: the same words find the same things on every database.

A query is folded like the index, so it holds nothing but words. All of them must be there; the
last one may be the beginning of a longer word, because people type on.
"""

from collections import Counter
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import Count, QuerySet

from .models import SearchEntry
from .search import audiences_of
from .textfold import fold

_LONGEST_QUERY = 300
_MOST_WORDS = 12
# Shorter beginnings would match half of the index.
_SHORTEST_BEGINNING = 3


@dataclass(frozen=True)
class Found:
    """What one viewer finds: entries in order, and how many there are of which kind."""

    entries: QuerySet
    kinds: Counter
    languages: Counter
    total: int


def words_of(query: str) -> list[str]:
    """The folded words of what somebody typed, each once."""
    return list(dict.fromkeys(fold(query[:_LONGEST_QUERY]).split()))[:_MOST_WORDS]


def find(query: str, viewer=None, *, kind: str = "", language: str = "", any_word=False) -> Found:
    """What `viewer` may find by `query`, best first, counted by kind and by language.

    The counts of kinds hold for the chosen language, those of languages for the chosen kind.
    """
    words = words_of(query)
    if not words:
        return Found(SearchEntry.objects.none(), Counter(), Counter(), 0)
    open_to = SearchEntry.objects.filter(audience__in=audiences_of(viewer or AnonymousUser()))
    where, rank = _expressions(words, any_word)
    hits = open_to.extra(**where)

    kinds, languages, total = Counter(), Counter(), 0
    for its_kind, its_language, number in (
        hits.order_by().values_list("kind", "language").annotate(number=Count("pk"))
    ):
        if language in ("", its_language):
            kinds[its_kind] += number
        if kind in ("", its_kind):
            languages[its_language] += number
        if language in ("", its_language) and kind in ("", its_kind):
            total += number

    if kind:
        hits = hits.filter(kind=kind)
    if language:
        hits = hits.filter(language=language)
    ordered = hits.extra(**rank).defer("folded_title", "folded_text")
    return Found(ordered, kinds, languages, total)


def matching(entries: QuerySet, words: list[str]) -> QuerySet:
    """Those of `entries` that hold all of the folded `words`, in their own order.

    The last word may be the beginning of a longer one.
    """
    where, _rank = _expressions(words, any_word=False)
    return entries.extra(**where)


def _expressions(words: list[str], any_word: bool) -> tuple[dict, dict]:
    """What QuerySet.extra needs to filter by the words, and to put the best first."""
    if connection.vendor == "postgresql":
        return _postgresql(words, any_word)
    return _sqlite(words, any_word)


def _postgresql(words, any_word):
    quoted = [f"'{word}'" for word in words]
    if len(words[-1]) >= _SHORTEST_BEGINNING:
        quoted[-1] += ":*"
    asked = (" | " if any_word else " & ").join(quoted)
    query = "to_tsquery('simple', %s)"
    return (
        {"where": [f"core_searchentry.words @@ {query}"], "params": [asked]},
        {
            "select": {"rank": f"-ts_rank(core_searchentry.words, {query})"},
            "select_params": [asked],
            "order_by": ["rank", "-id"],
        },
    )


def _sqlite(words, any_word):
    quoted = [f'"{word}"' for word in words]
    if len(words[-1]) >= _SHORTEST_BEGINNING:
        quoted[-1] += " *"
    asked = (" OR " if any_word else " AND ").join(quoted)
    return (
        {
            "tables": ["core_searchwords"],
            "where": [
                "core_searchwords.rowid = core_searchentry.id",
                "core_searchwords MATCH %s",
            ],
            "params": [asked],
        },
        {"select": {"rank": "bm25(core_searchwords, 5.0, 1.0)"}, "order_by": ["rank", "-id"]},
    )
