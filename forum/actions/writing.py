"""Beginning topics, replying, changing."""

import re
import uuid

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import search
from core.exceptions import Refused
from core.jobs import enqueue
from forum import permissions, tasks
from forum.models import Board, Post, PostRevision, Topic
from members.models import User

from . import reading

# Search knows a topic by its title and this many first posts.
INDEXED_POSTS = 10
_LINK = re.compile(r"https?://|www\.", re.IGNORECASE)


def is_newcomer(author: User) -> bool:
    """Whether nothing, or too little, of theirs has been let through by a moderator so far."""
    needed = settings.ETUP_FORUM_HELD_POSTS
    if not needed or permissions.can_moderate(author):
        return False
    known = Post.objects.shown().filter(author=author).order_by()[:needed]
    return len(known.values_list("pk")) < needed


def begin(
    board: Board, author: User, *, title: str, text: str,
    once: uuid.UUID | None = None, watch: bool = False,
) -> Post:  # fmt: skip
    """Begin a topic with its first post; a newcomer's waits for a moderator."""
    if not permissions.can_begin(author, board):
        raise Refused(_("You may not begin a topic on this board."))

    def write():
        topic = Topic.objects.create(board=board, title=title, author=author)
        return _write(topic, author, text, once, watch)

    return _only_once(author, once, write)


def reply(
    topic: Topic, author: User, text: str, *,
    once: uuid.UUID | None = None, watch: bool = False,
) -> Post:  # fmt: skip
    """Add a post at the end of a topic; a newcomer's waits for a moderator."""

    def write():
        # Two replies at once would take the same position.
        locked = Topic.objects.select_for_update().get(pk=topic.pk)
        if locked.locked:
            raise Refused(_("This topic has been locked; it takes no more replies."))
        if not permissions.can_reply(author, locked):
            raise Refused(_("You may not reply in this topic."))
        return _write(locked, author, text, once, watch)

    return _only_once(author, once, write)


def _only_once(author, once, write) -> Post:
    """Write in a transaction; a form that comes a second time gets the post of the first."""
    try:
        with transaction.atomic():
            return _sent_before(author, once) or write()
    except IntegrityError:
        post = _sent_before(author, once)
        if post is None:
            raise
        return post


def _sent_before(author, once) -> Post | None:
    if once is None:
        return None
    return Post.objects.select_related("topic").filter(author=author, once=once).first()


def _write(topic, author, text, once, watch) -> Post:
    newcomer = is_newcomer(author)
    if newcomer:
        refuse_many_links(text)
    post = Post(topic=topic, author=author, text=text, once=once)
    if newcomer:
        post.save()
    else:
        let_through(post)
        reading.mark(topic, author.pk, post.position)
    reading.remember_wish(author, topic, watch)
    return post


def refuse_many_links(text: str) -> None:
    """Advertising comes with links; a newcomer's first posts may hold a few."""
    limit = settings.ETUP_FORUM_NEWCOMER_LINKS
    if len(_LINK.findall(text)) > limit:
        raise Refused(
            ngettext(
                "Until a moderator has read your first post, a post may hold %(limit)d link.",
                "Until a moderator has read your first post, a post may hold %(limit)d links.",
                limit,
            )
            % {"limit": limit}
        )


def let_through(post: Post, *, tell: bool = True) -> None:
    """Give a post its place in its topic, for all to see. The topic's row must be locked."""
    topic = post.topic
    now = timezone.now()
    topic.last_position += 1
    topic.post_count += 1
    topic.newest_at, topic.newest_author_id = now, post.author_id
    begins = not topic.is_shown and not topic.is_hidden
    topic.is_shown = not topic.is_hidden
    topic.save(
        update_fields=["last_position", "post_count", "newest_at", "newest_author", "is_shown"]
    )
    post.position, post.created_at = topic.last_position, now
    if not tell:
        post.told_at = now
    post.save()
    if topic.is_shown:
        Board.objects.filter(pk=topic.board_id).update(
            post_count=F("post_count") + 1,
            topic_count=F("topic_count") + int(begins),
            newest_topic=topic,
        )
    if post.position <= INDEXED_POSTS:
        search.index(topic)
    if tell:
        enqueue(tasks.tell_watchers, post.pk)


@transaction.atomic
def edit(post: Post, author: User, *, text: str, title: str = "") -> Post:
    """Change one's own words; what they were is kept."""
    topic = Topic.objects.select_for_update().get(pk=post.topic_id)
    post = Post.objects.select_for_update().get(pk=post.pk)
    if not permissions.can_edit(author, post):
        raise Refused(_("This post cannot be changed any more."))
    if topic.locked:
        raise Refused(_("This topic has been locked; its posts stay as they are."))
    if post.is_held:
        refuse_many_links(text)
    if text != post.text:
        PostRevision.objects.create(post=post, text=post.text)
        post.write(text)
        post.edited_at = timezone.now()
        post.save()
    if title and title != topic.title:
        topic.title = title
        topic.save(update_fields=["title"])
    if post.position and post.position <= INDEXED_POSTS:
        search.index(topic)
    return post
