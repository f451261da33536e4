"""How topics are found: by their title and their first posts."""

from django.db.models import Prefetch

from core import search

from .actions.writing import INDEXED_POSTS
from .models import Post, Topic


def topics():
    """What a full rebuild walks over, with what `describe` needs."""
    opening = Post.objects.shown().filter(position__lte=INDEXED_POSTS).order_by("position")
    return Topic.objects.select_related("board").prefetch_related(
        Prefetch("posts", opening, to_attr="opening")
    )


def describe(topic: Topic) -> search.Entry | None:
    if not topic.is_shown:
        return None
    posts = getattr(topic, "opening", None)
    if posts is None:
        posts = topic.posts.shown().filter(position__lte=INDEXED_POSTS).order_by("position")
    words = [post.words for post in posts]
    return search.Entry(
        title=topic.title,
        text="\n".join(words),
        summary=words[0][:300] if words else "",
        audience=search.PUBLIC if topic.board.is_public else search.MEMBERS,
        happened_at=topic.created_at,
    )
