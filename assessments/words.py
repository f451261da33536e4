"""The words of a guide for a reader: in their language, where somebody wrote it, or the catalogue.

The guides that come along are written in English, and their translations stand in the catalogues
with the rest of the site, as the words of members.seeds do.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, gettext, override

from surveys.texts import Texts, pick


def said(texts: Texts, languages: Iterable[str]) -> str:
    """The text for the reader; "" where there is none in any language."""
    language = get_language() or "en"
    text, code = pick(texts, languages, language)
    # An empty message is the head of the catalogue.
    if text and code == "en" and language != "en":
        return gettext(text)
    return text


def spelled_out(texts: Texts) -> Texts:
    """The text with every translation that the catalogues have, where nobody wrote one.

    For what is handed to surveys: they know the words of a version, and no catalogue.
    """
    source = texts.get("en", "")
    found = dict(texts)
    for code, _name in settings.LANGUAGES if source else ():
        if code not in found:
            with override(code):
                words = gettext(source)
            if words != source:
                found[code] = words
    return found


_TEXTS = {"title", "intro", "label", "help", "description", "low_end", "high_end"}


def in_all_languages(content: dict[str, Any]) -> dict[str, Any]:
    """The content of a version with its texts spelled out, and all languages named.

    English first: what lacks a language falls back to it.
    """
    codes = [code for code, _name in settings.LANGUAGES]
    stated = content.get("languages", ["en"])
    return {
        **{key: _spelled(key, value) for key, value in content.items()},
        "languages": list(dict.fromkeys([*stated, "en", *codes])),
    }


def _spelled(name: str, value: Any) -> Any:
    if name in _TEXTS and isinstance(value, dict):
        return spelled_out(value)
    if isinstance(value, dict):
        return {key: _spelled(key, inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_spelled(name, inner) for inner in value]
    return value
