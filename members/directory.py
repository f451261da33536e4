"""The facets of the directory: what can be picked, in which words, and how it is taken off."""

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core import facets, isced
from core.facets import Facet

from . import languages
from .census import FACETS, Census, Chosen
from .models import User

WILLING = {
    "mentor": _("mentor a colleague"),
    "review": _("review a text or a course"),
    "host": _("host a visit"),
}
TITLES = {
    "country": _("Country"),
    "institution": _("Institution"),
    "town": _("Town"),
    "discipline": _("Discipline"),
    "expertise": _("Expertise"),
    "language": _("Language"),
    "role": _("Role"),
    **dict.fromkeys(WILLING, _("Willing to")),
}


def label(census: Census, facet: str, value: str) -> str:
    """A value of a facet in the reader's words."""
    match facet:
        case "country":
            return str(census.countries[value])
        case "institution":
            return census.institutions[value].name
        case "town":
            return census.towns[value].name
        case "expertise":
            return str(census.tags[value])
        case "discipline":
            return str(isced.DISCIPLINES[value])
        case "language":
            return languages.label(value)
        case "role":
            return str(User.Role(value).label)
    return str(WILLING[facet])


def picks(query: QueryDict, census: Census) -> dict[str, str]:
    """What is picked, facet -> value; what there is not is left out."""
    known = {
        "country": census.countries,
        "institution": census.institutions,
        "town": census.towns,
        "discipline": isced.DISCIPLINES,
        "expertise": census.tags,
        "language": languages.SPOKEN,
        "role": User.Role.values,
        **dict.fromkeys(WILLING, ("yes",)),
    }
    return {facet: query[facet] for facet in FACETS if query.get(facet) in known[facet]}


def taken_off(query: QueryDict, chosen: Chosen) -> list[dict]:
    """What is picked, each with the address of the list without it."""
    census = chosen.sight.census
    return [
        {
            "title": TITLES[facet],
            "label": label(census, facet, value),
            "href": facets.href(query, **{facet: None}),
        }
        for facet, value in chosen.picks.items()
    ]


def groups(query: QueryDict, chosen: Chosen) -> list[Facet]:
    """One facet after the other; empty ones stay away."""
    found = []
    for facet in ("country", "institution", "discipline", "expertise", "language", "role"):
        counts = chosen.counts(facet)
        if facet == "discipline":
            found += _disciplines(query, chosen, counts)
        else:
            found.append((TITLES[facet], _options(query, chosen, facet, counts)))
    willing = [_options(query, chosen, facet, chosen.counts(facet)) for facet in WILLING]
    found.append((TITLES["mentor"], [option for one in willing for option in one]))
    return [Facet(str(title), options) for title, options in found if options]


def _disciplines(query, chosen, counts) -> list[tuple]:
    """The broad ones; once one is picked, its narrow ones as a facet of their own."""
    wide = {code: count for code, count in counts.items() if code == isced.broad(code)}
    found = [(TITLES["discipline"], _options(query, chosen, "discipline", wide))]
    if picked := isced.broad(chosen.picks.get("discipline", "")):
        narrow = {
            code: count
            for code, count in counts.items()
            if code != picked and isced.broad(code) == picked
        }
        title = isced.DISCIPLINES[picked]
        found.append((title, _options(query, chosen, "discipline", narrow)))
    return found


def towns(query: QueryDict, chosen: Chosen) -> list[dict]:
    """The towns of those who are left, the fullest first, each with its list's address."""
    census, list_of = chosen.sight.census, reverse("members:directory")
    counts = chosen.counts("town")
    rows = [
        {
            "town": census.towns[slug],
            "count": count,
            "href": f"{list_of}{facets.href(query, town=slug)}",
        }
        for slug, count in counts.items()
    ]
    return sorted(rows, key=lambda row: (-row["count"], row["town"].name))


def views(query: QueryDict, current: str) -> list[dict]:
    """The two faces of the directory, for `{% tabs %}`; what is picked stays."""
    return [
        {
            "text": text,
            "href": f"{reverse(f'members:{name}')}{facets.href(query)}",
            "current": name == current,
        }
        for name, text in (("directory", _("List")), ("map", _("Map")))
    ]


def _options(query, chosen, facet, counts) -> list[facets.Option]:
    census = chosen.sight.census
    return facets.options(query, facet, counts, lambda value: label(census, facet, value))
