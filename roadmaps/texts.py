"""Texts in several languages under one identity: {"en": "Mandate", "sq": "Mandati"}."""

from django.conf import settings
from django.utils.translation import get_language, gettext, override

LANGUAGES = [code for code, _name in settings.LANGUAGES]


def said(texts: dict, own: str, *, in_catalogue: bool = False, language: str = "") -> str:
    """The text as readers of `language` (else of the current one) get it.

    As it was written in that language; else, where we brought the words along ourselves, as the
    catalogues have them; else in the language `own` that it was first written in.
    """
    language = language or get_language() or own
    if written := texts.get(language):
        return written
    source = texts.get(own) or next(iter(texts.values()), "")
    if not (in_catalogue and source):
        return source
    with override(language):
        return gettext(source)


def spoken(texts: dict, own: str, *, in_catalogue: bool = False) -> str:
    """In which language `said` answers, for the attribute `lang` around it."""
    language = get_language() or own
    return language if in_catalogue or texts.get(language) else own


def cleaned(texts: dict) -> dict:
    """Only what was written, and only in languages of the platform."""
    return {code: texts[code].strip() for code in LANGUAGES if texts.get(code, "").strip()}
