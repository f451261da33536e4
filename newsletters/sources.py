"""What an editor may choose from when composing an issue.

Things of lower apps are registered in `newsletters.apps`. An app above
hands its things in from `AppConfig.ready`:

    from newsletters import sources

    sources.register("news", _("News"), lambda: NewsPage.objects.live().public()
                     .order_by("-first_published_at"), describe_news)

`choices()` returns a queryset of what *anybody* may read, what an editor wants first on top; its
first thirty are offered. `describe(thing)` returns a `Piece`. Texts are plain words, no markup.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Model, QuerySet
from django.utils.functional import Promise

_OFFERED = 30


@dataclass(frozen=True)
class Piece:
    heading: str
    path: str  # an address on this site
    text: str = ""
    note: str = ""  # one line: a date, a place, an author
    language: str = ""  # of the words; empty where they are in nobody knows which


@dataclass(frozen=True)
class Source:
    kind: str
    label: "str | Promise"
    choices: Callable[[], QuerySet]
    describe: Callable[[Model], Piece]

    def offered(self) -> list[Model]:
        return list(self.choices()[:_OFFERED])


_sources: dict[str, Source] = {}


def register(
    kind: str,
    label: "str | Promise",
    choices: Callable[[], QuerySet],
    describe: Callable[[Model], Piece],
) -> None:
    """Let editors choose things of this kind for an issue. `kind`: at most 20 letters."""
    _sources[kind] = Source(kind, label, choices, describe)


def all_sources() -> list[Source]:
    """Every source, news first, then in the order of the apps."""
    return sorted(_sources.values(), key=lambda source: source.kind != "news")


def get(kind: str) -> Source:
    return _sources[kind]
