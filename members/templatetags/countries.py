from django import template
from django.template.loader import render_to_string

from members.models import Country

register = template.Library()


@register.simple_tag
def country_notes(*things):
    """The footnotes of the countries named on this page, each once.

    Takes countries, things that have a `country`, or lists of either. Place it once, below
    the last name: a name that carries a mark must have its note on the same page.
    """
    countries = {}
    for thing in things:
        for one in thing if isinstance(thing, list | tuple | set) else [thing]:
            country = one if isinstance(one, Country) else getattr(one, "country", None)
            if isinstance(country, Country) and country.footnote:
                countries[country.pk] = country
    return render_to_string("members/_country_notes.html", {"countries": countries.values()})
