import re
from functools import lru_cache

from django import template
from django.conf import settings
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from core.textfold import fold

register = template.Library()
# A soft hyphen or a joiner is no end of a word.
_WORD = re.compile("([\\w\u00ad\u200b-\u200d\u2060\ufeff]+)")
_LANGUAGES = dict(settings.LANGUAGES)


# A page of hits holds a thousand words, many of them again and again.
_folded = lru_cache(maxsize=10_000)(fold)


@register.filter
def marked(text: str, words: list[str]) -> SafeString:
    """The text with the words that were looked for set off, whatever their script."""
    if not words:
        return conditional_escape(text)
    *whole, last = words
    pieces = []
    for piece in _WORD.split(text):
        folded = _folded(piece)
        hit = folded and (folded in whole or folded.startswith(last))
        shown = conditional_escape(piece)
        pieces.append(f"<mark>{shown}</mark>" if hit else shown)
    return mark_safe("".join(pieces))


@register.filter
def in_my_language(path: str) -> str:
    """An English address, under the reader's language; a translated page keeps its own."""
    language = get_language() or settings.LANGUAGE_CODE
    first = path.removeprefix("/").partition("/")[0]
    if language == settings.LANGUAGE_CODE or first in _LANGUAGES:
        return path
    return f"/{language}{path}"
