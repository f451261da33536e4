"""What a reader asked the list for, and how many events each further filter would leave."""

from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Count
from django.utils.translation import gettext as _

from core import cldr, contributions
from core.facets import Facet, Option
from members.models import Country

from .models import Event

ONLINE = "online"


@dataclass(frozen=True)
class Asked:
    """The filters in an address; what nobody could mean is left out."""

    past: bool = False
    words: str = ""
    kind: str = ""
    where: str = ""  # "online" or the code of a country
    language: str = ""
    # {"centre": <Centre>}: who organises or hosts.
    whose: dict = field(default_factory=dict)

    @classmethod
    def of(cls, query, viewer=None) -> "Asked":
        def known(name, values):
            return query.get(name, "") if query.get(name) in values else ""

        where = query.get("where", "")
        return cls(
            past=query.get("when") == "past",
            words=query.get("q", "").strip()[:200],
            kind=known("kind", Event.Kind.values),
            where=where if where == ONLINE or (len(where) == 2 and where.isalpha()) else "",
            language=known("language", dict(settings.LANGUAGES)),
            whose=contributions.from_query(query, viewer) if viewer else {},
        )

    @property
    def how_many(self) -> int:
        """Filters that are on, the search not counted."""
        return sum(map(bool, [self.kind, self.where, self.language]))

    @property
    def is_narrow(self) -> bool:
        return bool(self.words or self.how_many or self.whose)

    @property
    def handles(self) -> dict[str, str]:
        return contributions.to_query(self.whose)

    def link(self, **changes) -> str:
        """The address of this list with `changes`; an empty value takes a filter out."""
        asked = {
            "when": "past" if self.past else "",
            "q": self.words,
            "kind": self.kind,
            "where": self.where,
            "language": self.language,
            **self.handles,
        }
        return "?" + urlencode({name: value for name, value in (asked | changes).items() if value})

    def link_to_all(self) -> str:
        """The same list of everybody's events."""
        return self.link(**dict.fromkeys(self.handles, ""))

    def within(self, events):
        """`events` by whose they are, time and words only: what the counts are made of."""
        events = events.shared(**self.whose)
        events = events.past() if self.past else events.upcoming()
        return events.matching(self.words) if self.words else events

    def filter(self, events):
        """All of it."""
        return self.among(self.within(events))

    def among(self, events):
        """`events` by kind, place and language."""
        if self.kind:
            events = events.filter(kind=self.kind)
        if self.where == ONLINE:
            events = events.exclude(mode=Event.Mode.IN_PERSON)
        elif self.where:
            events = events.filter(country=self.where)
        if self.language:
            events = events.in_language(self.language)
        return events


class Shelf:
    """How the events asked for are spread over kinds, places and languages. One query."""

    def __init__(self, events, asked: Asked):
        self.asked = asked
        rows = (
            asked.within(events)
            .order_by()
            .values_list("kind", "mode", "country_id", "languages")
            .annotate(number=Count("pk"))
        )
        self.kinds, self.places, self.languages = Counter(), Counter(), Counter()
        self.total = 0
        for kind, mode, country, languages, number in rows:
            self._add(kind, mode, country, languages.split(), number)

    def _add(self, kind, mode, country, languages, number):
        asked = self.asked
        places = [country] if country else []
        if mode != Event.Mode.IN_PERSON:
            places.append(ONLINE)
        fits_kind = not asked.kind or kind == asked.kind
        fits_place = not asked.where or asked.where in places
        fits_language = not asked.language or asked.language in languages
        # A facet counts what the other facets leave, so that each link tells the truth.
        if fits_place and fits_language:
            self.kinds[kind] += number
        if fits_kind and fits_language:
            for place in places:
                self.places[place] += number
        if fits_kind and fits_place:
            for language in languages:
                self.languages[language] += number
        if fits_kind and fits_place and fits_language:
            self.total += number

    def facets(self, countries: dict[str, Country]) -> list[Facet]:
        named = sorted((str(country), code) for code, country in countries.items())
        languages = cldr.language_choices()
        return [
            self._facet(_("Kind"), "kind", Event.Kind.choices, self.kinds),
            self._facet(
                _("Where"), "where",
                [(ONLINE, _("online")), *((code, name) for name, code in named)], self.places,
            ),
            self._facet(_("Language"), "language", languages, self.languages),
        ]  # fmt: skip

    def _facet(self, title: str, name: str, choices: list, counts: Counter) -> Facet:
        """One filter as links; the active one leads back to all."""
        active = getattr(self.asked, name)
        options = [
            Option(
                label,
                counts[value],
                self.asked.link(**{name: "" if value == active else value}),
                value == active,
            )
            for value, label in choices
            if counts[value] or value == active
        ]
        return Facet(title, options)
