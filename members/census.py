"""The directory's numbers: who counts as what, for whom, in memory.

Ten thousand members under nine facets are more rows than a page has time to count. So each
process keeps one bit per member for every value of every facet and every audience, and a count
is the number of bits left by a few ANDs. What is shown still comes from the database, by
`visible_to`; docs/decisions/0027 says more.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from core.finding import entries_for, words_of
from core.forgiving import corrected
from core.textfold import fold

from .models import Country, Expertise, Institution, User
from .models.people import institutions_of
from .places import Town, town_of
from .stamps import census as kept

# Facet, as it stands in the address -> the field of the profile whose audience holds.
FACETS = {
    "country": "country",
    "institution": "institution",
    "town": "town",
    "discipline": "disciplines",
    "expertise": "expertise",
    "language": "languages",
    "role": "role",
    "mentor": "mentor",
    "review": "review",
    "host": "host",
}
_MOST_WORDS = 8
# Each costs a bit a member; words of hostile length and number push the others out.
_MOST_HELD = 256

# One bit per person, the same in every set.
Bits = int
ByAudience = dict[str, Bits]


def _bits(places: Iterable[int], size: int) -> Bits:
    found = bytearray(size // 8 + 1)
    for place in places:
        found[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(found, "little")


def _holding(word: str, texts: list[str]) -> Bits:
    """The places of the texts that hold `word`; written out in base 2, the quickest way there."""
    flags = ["1" if word in text else "0" for text in texts]
    return int("".join(reversed(flags)) or "0", 2)


class Census:
    """Everybody whose membership stands, as they were when it was taken."""

    def __init__(self):
        self.countries = {country.pk: country for country in Country.objects.all()}
        self.tags = {tag.slug: tag for tag in Expertise.objects.all()}
        register = Institution.objects.filter(is_confirmed=True).defer("description", "folded")
        self.institutions = {institution.slug: institution for institution in register}
        rows = list(
            User.objects.filter(is_active=True, is_member=True)
            .order_by()
            .values_list(
                "pk", "listed_for", "withheld_at", "institution_id", "facets",
                "folded", "folded_for_members", "folded_for_colleagues",
            )
        )  # fmt: skip
        self.size = len(rows)
        self.place = {row[0]: place for place, row in enumerate(rows)}
        self.keys = [row[0] for row in rows]
        self.words = [row[5] for row in rows]
        self.words_inside = [f"{row[5]} {row[6]}" for row in rows]
        self.words_of_colleagues = [row[7] for row in rows]
        self._count(rows)
        self._orders: dict[str, list[int]] = {}
        # Who picks one facet after the other searches for the same words each time.
        self._held: dict[tuple[str, str], Bits] = {}

    def holding(self, word: str, texts: str) -> Bits:
        """The places where `word` stands in the column of words called `texts`."""
        bits = self._held.get((word, texts))
        if bits is None:
            if len(self._held) >= _MOST_HELD:
                self._held.clear()
            bits = self._held[word, texts] = _holding(word, getattr(self, texts))
        return bits

    def _count(self, rows) -> None:
        addresses = {
            "expertise": {str(tag.pk): slug for slug, tag in self.tags.items()},
            "institution": {str(one.pk): slug for slug, one in self.institutions.items()},
        }
        listed, homes, found = defaultdict(list), defaultdict(list), defaultdict(list)
        for place, (_key, listed_for, withheld, institution, facets, *_words) in enumerate(rows):
            listed[User.Audience.NOBODY if withheld else listed_for].append(place)
            homes[institution].append(place)
            for line in facets.split():
                found[line].append(place)
        self.listed: ByAudience = {
            audience: _bits(places, self.size) for audience, places in listed.items()
        }
        self.homes = {home: _bits(places, self.size) for home, places in homes.items() if home}
        self.values: dict[str, dict[str, ByAudience]] = {field: {} for field in FACETS.values()}
        for line, places in found.items():
            field, value, audience = line.split(":")
            value = addresses[field].get(value) if field in addresses else value
            if value is not None and field in self.values:
                by_audience = self.values[field].setdefault(value, {})
                by_audience[audience] = _bits(places, self.size)
        self._count_towns()

    def _count_towns(self) -> None:
        """A town is known of whoever shows their institution."""
        self.towns: dict[str, Town] = {}
        for slug, by_audience in self.values["institution"].items():
            town = town_of(self.institutions[slug])
            if town is None:
                continue
            known = self.towns.get(town.slug)
            if known is None or known.latitude is None:
                self.towns[town.slug] = town
            there = self.values["town"].setdefault(town.slug, {})
            for audience, bits in by_audience.items():
                there[audience] = there.get(audience, 0) | bits

    def order(self, column: str) -> list[int]:
        """The places of everybody in the order of one column."""
        if column not in self._orders:
            members = User.objects.filter(is_active=True, is_member=True)
            keys = members.order_by(column, "pk").values_list("pk", flat=True)
            self._orders[column] = [self.place[key] for key in keys if key in self.place]
        return self._orders[column]


def taken() -> Census:
    """The census as it is now."""
    return kept.get(Census)


@dataclass(frozen=True)
class Sight:
    """What one viewer can count: `User.visible_to` and `shown_to` in bits."""

    census: Census
    viewer: object

    @cached_property
    def _inside(self) -> bool:
        return bool(self.viewer.is_authenticated and self.viewer.is_member)

    @cached_property
    def _colleagues(self) -> Bits:
        bits = 0
        for institution in institutions_of(self.viewer):
            bits |= self.census.homes.get(institution, 0)
        return bits

    @cached_property
    def _self(self) -> Bits:
        place = self.census.place.get(self.viewer.pk) if self.viewer.is_authenticated else None
        return 0 if place is None else 1 << place

    def seen(self, by_audience: ByAudience) -> Bits:
        """Those of one value whom the viewer may know to have it."""
        bits = by_audience.get("public", 0)
        if self._inside:
            bits |= by_audience.get("members", 0)
            bits |= by_audience.get("colleagues", 0) & self._colleagues
        if self._self:
            for own in by_audience.values():
                bits |= own & self._self
        return bits

    @cached_property
    def listed(self) -> Bits:
        """Whom the viewer finds in the directory."""
        if self.viewer.has_perm("members.view_user"):
            return (1 << self.census.size) - 1
        return self.seen(self.census.listed)

    def matching(self, words: str) -> Bits:
        """Whose name or open profile, in any script, holds every word typed."""
        census, bits = self.census, (1 << self.census.size) - 1
        texts = "words_inside" if self._inside else "words"
        for word in fold(words).split()[:_MOST_WORDS]:
            hits = census.holding(word, texts)
            if self._colleagues:
                hits |= self._colleagues & census.holding(word, "words_of_colleagues")
            bits &= hits
        return bits

    def chosen(self, picks: dict[str, str], words: str = "") -> "Chosen":
        """What is left by some picks, facet -> value, and some words."""
        if not words:
            return Chosen(self, self.listed, picks)
        open_to = self.listed & self.matching(words)
        if not open_to and (meant := self._meant(words)):
            return Chosen(self, self.listed & self.matching(meant), picks, is_meant=True)
        return Chosen(self, open_to, picks)

    def _meant(self, words: str) -> str:
        entries = entries_for(self.viewer).filter(kind="member")
        return " ".join(corrected(words_of(words), entries))


@dataclass(frozen=True)
class Chosen:
    """The people left by a reader's choice, and what each facet would leave of them."""

    sight: Sight
    open_to: Bits
    picks: dict[str, str]
    # Nobody matches what was typed; these match what is nearly the same.
    is_meant: bool = False

    @cached_property
    def _picked(self) -> dict[str, Bits]:
        return {facet: self._of(facet).get(value, 0) for facet, value in self.picks.items()}

    def _of(self, facet: str) -> dict[str, Bits]:
        values = self.sight.census.values[FACETS[facet]]
        return {value: self.sight.seen(by_audience) for value, by_audience in values.items()}

    def _left(self, but: str = "") -> Bits:
        bits = self.open_to
        for facet, picked in self._picked.items():
            if facet != but:
                bits &= picked
        return bits

    @cached_property
    def everybody(self) -> Bits:
        return self._left()

    @property
    def total(self) -> int:
        return self.everybody.bit_count()

    def counts(self, facet: str) -> Counter[str]:
        """How many each value of a facet would leave, the picks of the others standing."""
        left = self._left(but=facet)
        counted = {value: (bits & left).bit_count() for value, bits in self._of(facet).items()}
        return Counter({value: count for value, count in counted.items() if count})

    def keys(self, column: str, start: int, stop: int) -> list[int]:
        """The keys of the people from `start` to `stop`, in the order of a column."""
        census, found = self.sight.census, []
        for at, place in enumerate(self._places(column)):
            if at >= stop:
                break
            if at >= start:
                found.append(census.keys[place])
        return found

    def _places(self, column: str) -> Iterator[int]:
        flags = self.everybody.to_bytes(self.sight.census.size // 8 + 1, "little")
        order = self.sight.census.order(column)
        return (place for place in order if flags[place >> 3] >> (place & 7) & 1)
