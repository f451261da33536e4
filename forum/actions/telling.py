"""Who hears of what."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from forum import permissions
from forum.models import Post, Topic, Watch
from members.models import User
from notifications.actions import notify
from notifications.sentences import Sentence

POST = "forum.post"
MODERATED = "forum.moderated"


@transaction.atomic
def tell_watchers(post: Post) -> None:
    """Tell everybody who watches the topic or its board, once, if they may read it.

    The claim, the notifications and the letters are one transaction: whatever happens to the
    worker, the post is told once or is found again by the sweep.
    """
    untold = Post.objects.shown().filter(pk=post.pk, told_at=None, topic__is_shown=True)
    if not untold.update(told_at=timezone.now()):
        return
    post = Post.objects.select_related("topic__board", "author").get(pk=post.pk)
    watches = watchers(post)

    notify(
        POST, [watch.person for watch in watches.values()], _what(post), post.get_absolute_url(),
        template="forum_post", context={"post": post, "topic": post.topic},
        personal=lambda person: _own_part(post, watches[person.pk]),
    )  # fmt: skip


def _what(post: Post) -> Sentence:
    name = post.author.name if post.author else gettext_lazy("A former member")
    if post.position == 1:
        words = gettext_lazy("%(name)s began the topic “%(title)s”.")
    else:
        words = gettext_lazy("%(name)s replied in “%(title)s”.")
    return Sentence(words, name=name, title=post.topic.title)


def watchers(post: Post) -> dict[int, Watch]:
    """Whom to tell of `post`: each person with the one watch that their letter speaks of."""
    topic = post.topic
    found = Watch.objects.filter(Q(topic=topic) | Q(board=topic.board_id)).select_related(
        "person", "topic", "board"
    )
    # A watch on the topic, muted ones too, says more than one on the board.
    by_person = {}
    for watch in sorted(found, key=lambda watch: watch.topic_id is not None):
        by_person[watch.person_id] = watch
    return {
        pk: watch
        for pk, watch in by_person.items()
        if not watch.muted and pk != post.author_id and permissions.can_read(watch.person, topic)
    }


def _own_part(post: Post, watch: Watch) -> dict:
    """What only one person's letter has: the way out, for the reader and for their program."""
    host = urlsplit(settings.BASE_URL).hostname
    out = settings.BASE_URL + reverse("forum:unwatch", args=[watch.token])
    return {
        "context": {"watch": watch, "unwatch_url": out},
        "headers": {
            "List-Id": f"<{post.topic.board.slug}.forum.{host}>",
            "List-Unsubscribe": f"<{out}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            # Mail programs then keep a topic together.
            "References": f"<topic.{post.topic.short_id}@{host}>",
        },
    }


def tell_author(post: Post, sentence) -> None:
    """Tell the author what was decided about their post."""
    if post.author:
        notify(MODERATED, [post.author], sentence, post.get_absolute_url())


def tell_person(person: User | None, sentence, thing: Post | Topic) -> None:
    if person:
        notify(MODERATED, [person], sentence, thing.get_absolute_url())
