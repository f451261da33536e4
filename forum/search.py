"""How topics are found: by their title and their first posts."""

from django.db.models import Prefetch

from core import search

from .actions.writing import INDEXED_POSTS
from .models import Board, Post, Topic

# Who finds the topics of a board, by who reads it.
AUDIENCES = {
    Board.Audience.PUBLIC: search.PUBLIC,
    Board.Audience.MEMBERS: search.MEMBERS,
}


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
        audience=AUDIENCES[topic.board.audience],
        happened_at=topic.created_at,
    )


def update_audience(board: Board) -> None:
    """Let the topics of a board be found by whoever reads it now."""
    search.change_audience("topic", board.topics.all(), AUDIENCES[board.audience])


def sweep_audiences() -> int:
    """Put right whatever search tells to other people than its board. Returns how many topics."""
    return sum(
        search.change_audience("topic", Topic.objects.filter(board__audience=ours), audience)
        for ours, audience in AUDIENCES.items()
    )
