"""Fields of expertise as words to look for: what a topic is called, in any language."""

from collections import Counter
from collections.abc import Iterable, Sequence

from core.textfold import fold

from .models import Expertise

_SHORTEST = 4
# Words that begin alike in more topics than so ("teaching", "učenje") tell nothing.
_MOST_TOPICS = 2
_BEGINNING = 5
_STEM = 6


def labels(slugs: Sequence[str]) -> dict[str, str]:
    """Slug -> the label in the reader's language, of the topics that there are, in their order."""
    known = {topic.slug: str(topic) for topic in Expertise.objects.filter(slug__in=slugs)}
    return {slug: known[slug] for slug in slugs if slug in known}


def stems(slugs: Iterable[str]) -> set[str]:
    """The beginnings of the telling words of these topics, folded, in all languages."""
    wanted = set(slugs)
    words: dict[str, set[str]] = {}
    for topic in Expertise.objects.all():
        text = fold(" ".join([topic.name, *topic.labels.values()]))
        words[topic.slug] = {word for word in text.split() if len(word) >= _SHORTEST}
    beginnings = Counter(
        start for own in words.values() for start in {word[:_BEGINNING] for word in own}
    )
    return {
        word[:_STEM]
        for slug in wanted & set(words)
        for word in words[slug]
        if beginnings[word[:_BEGINNING]] <= _MOST_TOPICS
    }


def score(text: str, beginnings: Iterable[str]) -> int:
    """How many of the beginnings open a word of a folded text."""
    padded = f" {text}"
    return sum(f" {start}" in padded for start in beginnings)
