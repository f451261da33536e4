"""How a searcher finds a guide."""

from core import search

from .models import Guide


def describe(guide: Guide) -> search.Entry | None:
    """A guide that is offered, with the words of its current version, in all of its languages."""
    version = guide.current
    if not guide.is_offered or version is None:
        return None
    words = [text for texts in version.instrument.all_texts() for text in texts.values()]
    summary = guide.intro.get("en", "")
    return search.Entry(
        title=guide.title.get("en") or next(iter(guide.title.values()), guide.slug),
        text=" ".join([*guide.title.values(), *guide.intro.values(), *words]),
        audience=search.PUBLIC,
        summary=summary[:300],
    )


def findable():
    return Guide.objects.filter(is_offered=True)
