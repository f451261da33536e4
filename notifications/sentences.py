"""A sentence kept as its words in the code and what is set into them, said when it is read."""

from django.utils.functional import Promise
from django.utils.translation import gettext, override

_WORDS = "words"


class Sentence:
    """`Sentence(gettext_lazy("%(name)s replied in “%(title)s”."), name=…, title=…)`.

    A value may be a lazy translation itself. Kept in a row, it is said in the language of
    whoever looks, which is not always that of their letters.
    """

    def __init__(self, words: "Promise | str", *values, **named):
        self.words = _source(words)
        self.values = [_kept(value) for value in values]
        self.values += [[name, _kept(value)] for name, value in named.items()]

    def __str__(self) -> str:
        return say(self.words, self.values)


def say(words: str, values: list) -> str:
    """The sentence in the current language. `values` as `Sentence` keeps them."""
    named = {pair[0]: _said(pair[1]) for pair in values if isinstance(pair, list)}
    plain = tuple(_said(value) for value in values if not isinstance(value, list))
    found = gettext(words)
    return found % (named or plain) if values else found


def in_values(values: list, change) -> list:
    """`values` with `change` done to every text that somebody wrote."""

    def changed(value):
        if isinstance(value, list):
            return [value[0], changed(value[1])]
        return change(value) if isinstance(value, str) else value

    return [changed(value) for value in values]


def _source(words) -> str:
    if not isinstance(words, Promise):
        return words
    # Without a language a translation is what stands in the code.
    with override(None):
        return str(words)


def _kept(value):
    return {_WORDS: _source(value)} if isinstance(value, Promise) else str(value)


def _said(value) -> str:
    return gettext(value[_WORDS]) if isinstance(value, dict) else value
