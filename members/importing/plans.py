"""What the two kinds of tables share: columns, plans, and how cells become values."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from core import cldr
from core.exceptions import Refused
from core.textfold import fold
from members.models import Country, ImportRow, Institution, InstitutionName, MembershipType

Outcome = ImportRow.Outcome


@dataclass(frozen=True)
class Column:
    # The name in the header of the template, which is English for everybody.
    name: str
    label: "str | Promise"
    help: "str | Promise" = ""
    required: bool = False
    # What else a header may be called.
    aliases: tuple[str, ...] = ()


@dataclass
class Plan:
    """What a row would do. `do` does it, inside a transaction; a dry run does not call it."""

    outcome: str
    sentence: str = ""
    changes: list[list[str]] = field(default_factory=list)
    do: Callable[[], None] | None = None


class Wrong(Refused):
    """A row that cannot be followed, with the reason."""


def guess(columns: list[Column], header: list[str]) -> dict[str, int]:
    """Which of our columns stands where, by what the header says."""
    found = {}
    folded = [fold(title) for title in header]
    for column in columns:
        for name in (column.name, *column.aliases):
            # A column holds one thing.
            if fold(name) in folded and folded.index(fold(name)) not in found.values():
                found[column.name] = folded.index(fold(name))
                break
    return found


def harmless(value: str, label: str) -> str:
    """A word that is no formula and no mark-up."""
    if value[:1] in {"=", "@", "|"} or "<" in value:
        raise Wrong(
            _("“%(value)s” cannot be the %(what)s.") % {"value": value[:60], "what": label}
        )
    return value


@lru_cache(maxsize=1)
def _countries() -> dict[str, Country]:
    return {
        fold(name): country
        for country in Country.objects.all()
        for name in (*country.labels.values(), country.name, country.code)
    }


@lru_cache(maxsize=1)
def _types() -> list[MembershipType]:
    return list(MembershipType.objects.all())


def look_again() -> None:
    """Forget what the register calls countries and types; done for each batch of rows."""
    _countries.cache_clear()
    _types.cache_clear()


def country_of(typed: str) -> Country | None:
    """By its code or its name in any of our languages."""
    if not typed:
        return None
    if country := _countries().get(fold(typed)):
        return country
    raise Wrong(_("There is no country “%(typed)s” in the register.") % {"typed": typed[:60]})


def language_of(typed: str, default: str) -> str:
    if not typed:
        return default
    for code, label in settings.LANGUAGES:
        names = {code, str(label), cldr.language_name(code)}
        if fold(typed) in {fold(name) for name in names}:
            return code
    raise Wrong(_("We write no e-mails in “%(typed)s”.") % {"typed": typed[:60]})


def choice_of(typed: str, choices, sentence: str) -> str:
    """By the value or the label of one of `choices`."""
    for value, label in choices:
        if fold(typed) in {fold(value), fold(str(label))}:
            return value
    raise Wrong(sentence % {"typed": typed[:60]})


def type_of(typed: str, default: MembershipType | None) -> MembershipType | None:
    if not typed:
        return default
    for type in _types():
        if fold(typed) in {fold(type.slug), fold(type.name), fold(str(type))}:
            return type
    raise Wrong(_("There is no type of membership “%(typed)s”.") % {"typed": typed[:60]})


def institutions_named(name: str, country: Country | None) -> list[Institution]:
    """Those that are, or were, called so, in any spelling."""
    folded = fold(name)
    if not folded:
        return []
    register = Institution.objects.select_related("country")
    if country:
        register = register.filter(country=country)
    # The register's own column narrows it down; the names themselves decide.
    near = list(register.filter(folded__contains=folded)[:200])
    others = InstitutionName.objects.filter(institution__in=near)
    spelt = {one.pk: {fold(one.name)} for one in near}
    for other in others:
        spelt[other.institution_id].add(fold(other.name))
    return [one for one in near if folded in spelt[one.pk]]
