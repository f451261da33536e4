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


# Addresses that have no language in front.
WITHOUT_LANGUAGE = ("/admin/", "/cms/", "/media/", "/static/", "/documents/", "/health/", "/api/")
_LANGUAGES = {code for code, _name in settings.LANGUAGES}


def without_language(path: str) -> str:
    """An address of this site as it is in English, whose language stands in no address."""
    first, _slash, rest = path.removeprefix("/").partition("/")
    return f"/{rest}" if first in _LANGUAGES - {settings.LANGUAGE_CODE} else path


def in_language(path: str, language: str | None) -> str:
    """An address of this site, in any language, as readers of `language` want it."""
    path = without_language(path)
    plain = language == settings.LANGUAGE_CODE or language not in _LANGUAGES
    return path if plain or path.startswith(WITHOUT_LANGUAGE) else f"/{language}{path}"


@lru_cache(maxsize=1024)
def _pattern(view: str, language: str | None, number: int) -> str:
    marks = [f"etup-mark-{place}" for place in range(number)]
    pattern = reverse(view, args=marks).replace("%", "%%")
    for mark in marks:
        pattern = pattern.replace(mark, "%s")
    return pattern


def has_language(path: str) -> bool:
    """Whether an address says its language; English ones do not."""
    return path.removeprefix("/").partition("/")[0] in _LANGUAGES
