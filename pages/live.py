"""What is going on, for the live blocks: only what the viewer may see, a few rows each."""

from django.utils.translation import get_language

from events.models import Event
from forum.models import Topic
from resources.models import Resource


def newest_news(limit: int) -> list:
    """The newest articles in the reader's language, and English ones nobody translated yet."""
    from .models import NewsPage

    return list(NewsPage.objects.readable_in(get_language()).newest_first().pictured()[:limit])


def upcoming_events(viewer, limit: int) -> list:
    events = Event.objects.visible_to(viewer).announced().upcoming()
    return list(events.select_related("country")[:limit])


def newest_resources(viewer, limit: int) -> list:
    records = Resource.objects.listed_for(viewer)
    return list(records.order_by("-published_at", "-pk")[:limit])


def active_topics(viewer, limit: int) -> list:
    topics = Topic.objects.visible_to(viewer).filter(is_shown=True).order_by("-newest_at", "-pk")
    return list(topics.select_related("board", "author", "newest_author")[:limit])
