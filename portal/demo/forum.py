"""Boards and conversations of the demo network."""

from datetime import timedelta

from django.utils import timezone

from core import search
from forum.models import Board, Post, ReadMark, Report, Ruling, Topic, Watch

from ._conversations import BOARDS, CONVERSATIONS, HELD, HIDDEN, REPORTED, WATCHES


def load(world) -> None:
    boards = {}
    for order, (slug, name, description, audience, posting) in enumerate(BOARDS):
        boards[slug], _made = world.make(
            Board,
            {"name": name, "description": description, "order": order, "audience": audience,
             "posting": posting},
            slug=slug,
        )  # fmt: skip
    for block in CONVERSATIONS.split("\n== "):
        _topic(world, boards, block.removeprefix("== "))
    _moderation(world)
    _habits(world)
    topics = list(Topic.objects.filter(board__in=boards.values()).select_related("board"))
    for topic in topics:
        topic.recount()
    search.index_many("topic", topics)
    for board in boards.values():
        board.recount()


def _topic(world, boards, block: str) -> None:
    head, *posts = block.split("\n@")
    slug, days_ago, marks, title = (part.strip() for part in head.split("|"))
    moment = world.days(-float(days_ago))
    first = posts[0].split(" ", 1)[0]
    topic, made = world.make(
        Topic,
        {
            "author": world.people.get(first), "created_at": moment, "newest_at": moment,
            "pinned": "pinned" in marks, "locked": "locked" in marks, "is_shown": True,
            "last_position": len(posts),
        },
        board=boards[slug], title=title,
    )  # fmt: skip
    if not made:
        return
    for position, post in enumerate(posts, start=1):
        line, text = post.split("\n", 1)
        handle, days_later = line.split(" +")
        moment = _by_day(world, moment + timedelta(days=float(days_later)))
        world.make(
            Post,
            {"author": world.people.get(handle), "text": text.strip(), "created_at": moment,
             "told_at": moment},
            topic=topic, position=position,
        )  # fmt: skip


def _by_day(world, moment):
    """A moment near `moment` at which people are awake, and not in the future."""
    hour = timezone.localtime(moment).hour
    if hour < 7:
        moment += timedelta(hours=7 - hour)
    return min(moment, world.days(-0.02))


def _moderation(world) -> None:
    mira = world.people.get("mira")
    title, handle, text, reason = HIDDEN
    topic = Topic.objects.get(title=title)
    moment = topic.posts.order_by("-position").first().created_at + timedelta(hours=3)
    post, made = world.make(
        Post,
        {
            "author": world.people.get(handle), "position": topic.last_position + 1,
            "created_at": moment, "told_at": moment, "hidden_at": moment + timedelta(hours=2),
            "hidden_by": mira, "hidden_reason": reason,
        },
        topic=topic, text=text,
    )  # fmt: skip
    if made:
        Topic.objects.filter(pk=topic.pk).update(last_position=topic.last_position + 1)
        world.make(
            Ruling, {"by": mira, "reason": reason, "at": post.hidden_at},
            topic=topic, post=post, verb=Ruling.Verb.HIDE,
        )  # fmt: skip

    title, handle, text = HELD
    topic = Topic.objects.get(title=title)
    world.make(
        Post, {"author": world.people.get(handle), "created_at": world.days(-0.5)},
        topic=topic, text=text,
    )  # fmt: skip

    for title, position, handle, reason, note, state in REPORTED:
        post = Post.objects.get(topic__title=title, position=position)
        decided = {"resolved_by": mira, "resolved_at": world.days(-10)}
        world.make(
            Report,
            {"reason": reason, "note": note, "state": state,
             "created_at": min(post.created_at + timedelta(days=1), world.days(-0.1)),
             **(decided if state != Report.State.OPEN else {})},
            post=post, reporter=world.people.get(handle),
        )  # fmt: skip


def _habits(world) -> None:
    for handle, title in WATCHES:
        person = world.people.get(handle)
        if person:
            world.make(Watch, person=person, topic=Topic.objects.get(title=title))
    # Ana was here last week: she has read what was there then.
    ana = world.people.get("ana")
    if not ana:
        return
    for topic in Topic.objects.filter(created_at__lt=world.days(-7)):
        read = topic.posts.filter(position__isnull=False, created_at__lt=world.days(-7)).count()
        if read:
            world.make(ReadMark, {"position": read}, person=ana, topic=topic)
