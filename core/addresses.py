"""Addresses of things, as `django.urls.reverse` gives them, for lists that need many.

Django looks through its patterns for every address, a page of posts asks for sixty. Here the
pattern of a view is found once a language, and the arguments are set into it.
"""

from functools import lru_cache
from urllib.parse import quote

from django.conf import settings
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


# Addresses that have no language in front.
WITHOUT_LANGUAGE = ("/admin/", "/cms/", "/media/", "/static/", "/documents/", "/health/", "/api/")
_LANGUAGES = {code for code, _name in settings.LANGUAGES}


def in_language(path: str, code: str) -> str:
    """The address of the same page in another language. English stands at the root."""
    first, _slash, rest = path.removeprefix("/").partition("/")
    bare = rest if first in _LANGUAGES else path.removeprefix("/")
    return f"/{bare}" if code == settings.LANGUAGE_CODE else f"/{code}/{bare}"


def has_language(path: str) -> bool:
    """Whether an address says its language; English ones do not."""
    return path.removeprefix("/").partition("/")[0] in _LANGUAGES
