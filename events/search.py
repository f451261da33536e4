"""What an event looks like to a searcher."""

from core import markdown, search

from .models import Event


def describe(event: Event) -> search.Entry | None:
    """How a searcher finds an event, from the day it is published."""
    if not event.is_announced:
        return None
    text = markdown.plain(event.description)
    return search.Entry(
        title=event.title,
        text=f"{event.summary} {text} {event.venue} {event.city}",
        audience=search.MEMBERS if event.members_only else search.PUBLIC,
        summary=event.summary,
        language=event.language,
        happened_at=event.starts_at,
    )
