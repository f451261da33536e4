from collections.abc import Iterable

from django import template
from django.template.loader import render_to_string

from members.models import Country

register = template.Library()


@register.simple_tag
def country_notes(*things):
    """The footnotes of the countries named on this page, each once.

    Takes countries, things that have a `country`, or lists of either, however deep. Place it
    once, below the last name: a name that carries a mark must have its note on the same page.
    """
    countries = {country.pk: country for country in marked(things)}
    return render_to_string("members/_country_notes.html", {"countries": countries.values()})


def marked(things: Iterable) -> Iterable[Country]:
    """The countries with a footnote among `things`."""
    for thing in things:
        country = thing if isinstance(thing, Country) else getattr(thing, "country", None)
        if isinstance(country, Country):
            if country.footnote:
                yield country
        elif isinstance(thing, Iterable) and not isinstance(thing, str):
            yield from marked(thing)
