"""Slips of the hand: "assesment" finds what "assessment" finds, on every database.

The search index itself is asked for everything that differs by one slip from a word that it does
not hold; with a longer word, also for some that differ by two. There is no list of words that
could be out of date, or tell a visitor which words members use among themselves.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from string import ascii_lowercase

from django.db.models import QuerySet

from .finding import holding, matching

# Shorter words have too many neighbours that are other words; longer ones are no words.
_SHORTEST, _LONGEST = 4, 24
_SHORTEST_WITH_TWO_SLIPS = 7
# So many entries are read to see which of the neighbours is meant.
_READ = 60


def corrected(words: list[str], entries: QuerySet) -> list[str]:
    """The folded `words` as they may have been meant, when `entries` lack some of them.

    Something in `entries` holds all that is returned. Empty when no guess is better.
    """
    unknown = [word for word in words if not matching(entries, [word]).exists()]
    for near in (_one_slip, _up_to_two):
        groups = [near(word) if word in unknown else [word] for word in words]
        if unknown and all(groups) and (meant := _most_frequent(groups, entries)):
            return meant
    return []


def _most_frequent(groups: list[list[str]], entries: QuerySet) -> list[str]:
    """Of each group the word that stands with those of the others in most of the entries."""
    found: Counter[tuple[str, ...]] = Counter()
    near = holding(entries, groups).order_by("-pk").values_list("folded_title", "folded_text")
    for title, text in near[:_READ]:
        titled, written = title.split(), text.split()
        held = tuple(_held(group, titled, written) for group in groups)
        if all(held):
            found[held] += 1
    return list(found.most_common(1)[0][0]) if found else []


def _held(group: list[str], titled: list[str], written: list[str]) -> str:
    """Which word of the group an entry holds, whole before begun, in the title before the text."""
    if len(group) == 1:
        return group[0]
    wanted = set(group)
    for text in (titled, written):
        for word in text:
            if word in wanted:
                return word
    longest_first = sorted(group, key=len, reverse=True)
    begun = tuple(group)
    for word in (*titled, *written):
        if word.startswith(begun):
            return next(one for one in longest_first if word.startswith(one))
    return ""


def _may_be_a_slip(word: str) -> bool:
    return _SHORTEST <= len(word) <= _LONGEST and word.isascii() and word.isalpha()


def _one_slip(word: str) -> list[str]:
    if not _may_be_a_slip(word):
        return []
    return sorted({*_small_slips(word), *_wrong_letters(word)} - {word})


def _up_to_two(word: str) -> list[str]:
    """Also two of those that one does not see: a letter once or twice, two the wrong way round."""
    once = _one_slip(word)
    if not once or len(word) < _SHORTEST_WITH_TWO_SLIPS:
        return once
    return sorted({*once, *_twice(_small_slips, word)} - {word})


def _twice(slips: Callable[[str], Iterator[str]], word: str) -> set[str]:
    return {second for first in slips(word) for second in slips(first)}


def _small_slips(word: str) -> Iterator[str]:
    for at, letter in enumerate(word):
        yield word[:at] + letter + word[at:]
        yield word[:at] + word[at + 1 :]
        if at:
            yield word[: at - 1] + letter + word[at - 1] + word[at + 1 :]


def _wrong_letters(word: str) -> Iterator[str]:
    for letter in ascii_lowercase:
        for at in range(len(word)):
            yield word[:at] + letter + word[at + 1 :]
            yield word[:at] + letter + word[at:]
        yield word + letter
