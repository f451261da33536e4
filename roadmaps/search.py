"""How templates are found: by their title, what they are for, and every item."""

from core import search

from .models import ChecklistTemplate


def describe(template: ChecklistTemplate) -> search.Entry | None:
    """In all languages that somebody has written; those of the catalogues are not in it."""
    version = template.published()
    if version is None or template.withdrawn_at is not None:
        return None
    items = version.items.values_list("title", flat=True)
    chapters = version.chapters.values_list("title", flat=True)
    texts = [version.title, version.summary, *chapters, *items]
    own = template.language
    return search.Entry(
        title=version.title.get(own, ""),
        text="\n".join(words for text in texts for words in text.values()),
        summary=version.summary.get(own, ""),
        language=own,
        happened_at=version.published_at,
    )
