"""Addresses of things, as `django.urls.reverse` gives them, for lists that need many.

Django looks through its patterns for every address, a page of posts asks for sixty. Here the
pattern of a view is found once a language, and the arguments are set into it.
"""

from functools import lru_cache
from urllib.parse import quote

from django.urls import reverse
from django.utils.translation import get_language


def address(view: str, *arguments: str) -> str:
    """The address of `view` in the current language. Its arguments are slugs or short ids."""
    pattern = _pattern(view, get_language(), len(arguments))
    return pattern % tuple([quote(argument, safe="") for argument in arguments])


@lru_cache(maxsize=1024)
def _pattern(view: str, language: str | None, number: int) -> str:
    marks = [f"etup-mark-{place}" for place in range(number)]
    pattern = reverse(view, args=marks).replace("%", "%%")
    for mark in marks:
        pattern = pattern.replace(mark, "%s")
    return pattern
