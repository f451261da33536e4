"""What is going on, for the live blocks: only what the viewer may see, a few rows each."""

from django.apps import apps
from django.db.models import QuerySet
from django.utils.translation import get_language


def newest_news(limit: int) -> list:
    """The newest articles in the reader's language, and English ones nobody translated yet."""
    from .models import NewsPage

    return list(NewsPage.objects.readable_in(get_language()).newest_first()[:limit])


def upcoming_events(viewer, limit: int) -> list:
    events = _visible("events.Event", viewer)
    return list(events.upcoming()[:limit]) if events is not None else []


def newest_resources(viewer, limit: int) -> list:
    resources = _visible("resources.Resource", viewer)
    return list(resources.newest()[:limit]) if resources is not None else []


def active_topics(viewer, limit: int) -> list:
    topics = _visible("forum.Topic", viewer)
    return list(topics.newest()[:limit]) if topics is not None else []


def _visible(label: str, viewer) -> QuerySet | None:
    try:
        return apps.get_model(label).objects.visible_to(viewer)
    except LookupError:
        return None
