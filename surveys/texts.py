"""Texts in several languages under one identity: {"en": "How often?", "mk": "Колку често?"}."""

from collections.abc import Iterable

from django.utils.translation import get_language

Texts = dict[str, str]
# Who reads one reads the other: Serbian has two scripts, Montenegrin is closest to it.
_NEAR = {
    "sr": ("sr-latn", "cnr", "bs", "hr"),
    "sr-latn": ("sr", "cnr", "bs", "hr"),
    "cnr": ("sr-latn", "bs", "hr", "sr"),
    "bs": ("hr", "cnr", "sr-latn"),
    "hr": ("bs", "cnr", "sr-latn"),
}


def order_of(language: str, languages: Iterable[str]) -> list[str]:
    """In which order the texts are tried: the reader's, those near it, then as stated."""
    stated = list(languages)
    wanted = [language, *_NEAR.get(language, ()), *stated]
    return list(dict.fromkeys(code for code in wanted if code in stated))


def pick(texts: Texts, languages: Iterable[str], language: str | None = None) -> tuple[str, str]:
    """The text for a reader and the language it is in: ("", "") where there is none.

    `languages` are those of the questionnaire, in the order its author stated; `language` is the
    reader's, by default the one that is active.
    """
    for code in order_of(language or get_language() or "en", languages):
        if texts.get(code, "").strip():
            return texts[code], code
    return "", ""


def missing(texts: Texts, languages: Iterable[str]) -> list[str]:
    """The languages that still want this text. An empty text wants no translation."""
    if not any(text.strip() for text in texts.values()):
        return []
    return [code for code in languages if not texts.get(code, "").strip()]
