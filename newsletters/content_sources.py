"""The things of lower apps that an editor may choose from: only what anybody may read."""

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from core import cldr, markdown
from events.models import Event
from forum.models import Post, Topic
from resources.models import Resource

from . import sources
from .sources import Piece

_VISITOR = AnonymousUser()


def coming_events():
    shown = Event.objects.visible_to(_VISITOR).upcoming()
    return shown.filter(state=Event.State.PUBLISHED)


def describe_event(event: Event) -> Piece:
    if event.whole_days:
        when = cldr.format_date(event.first_day)
    else:
        when = cldr.format_datetime(event.local_start, zone=True)
    return Piece(
        heading=event.title,
        path=event.get_absolute_url(),
        text=event.summary,
        language=event.language,
        note=" · ".join(filter(None, [str(event.get_kind_display()), when, str(event.place)])),
    )


def newest_resources():
    return Resource.objects.listed_for(_VISITOR).order_by("-published_at", "-pk")


def describe_resource(resource: Resource) -> Piece:
    return Piece(
        heading=resource.title,
        path=resource.get_absolute_url(),
        text=shortened(markdown.plain(resource.abstract)),
        language=resource.language,
        note=" · ".join(filter(None, [str(resource.get_kind_display()), resource.byline])),
    )


def active_topics():
    return Topic.objects.visible_to(_VISITOR).select_related("board").order_by("-newest_at")


def describe_topic(topic: Topic) -> Piece:
    first = (
        Post.objects.filter(topic=topic, position__isnull=False, hidden_at=None)
        .order_by("position")
        .first()
    )
    return Piece(
        heading=topic.title,
        path=topic.get_absolute_url(),
        text=shortened(markdown.plain(first.text)) if first else "",
        note=topic.board.label,
    )


def shortened(text: str, limit: int = 400) -> str:
    """At most so many letters, ending with a whole word."""
    if len(text) <= limit:
        return text
    return text[:limit].rpartition(" ")[0] + " …"


def register_all() -> None:
    sources.register("event", _("Events to come"), coming_events, describe_event)
    sources.register("resource", _("New resources"), newest_resources, describe_resource)
    sources.register("topic", _("Topics in the forum"), active_topics, describe_topic)
