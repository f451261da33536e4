"""What the forum knows about a person, and how it forgets."""

from django.db.models import Q

from core import search
from members import forgetting

from .models import Board, Post, PostRevision, ReadLine, ReadMark, Report, Topic, Watch


def export(person) -> dict:
    posts = Post.objects.filter(author=person).select_related("topic").order_by("created_at")
    revisions = PostRevision.objects.filter(post__author=person).select_related("post")
    watches = Watch.objects.filter(person=person, muted=False).select_related("topic", "board")
    return {
        "posts": [
            {
                "topic": post.topic.title,
                "address": post.get_absolute_url(),
                "written": post.created_at.isoformat(),
                "changed": post.edited_at and post.edited_at.isoformat(),
                "hidden": post.hidden_reason if post.is_hidden else None,
                "waits for a moderator": post.is_held,
                "text": post.text,
            }
            for post in posts
        ],
        "earlier wordings": [
            {"post": old.post.short_id, "until": old.at.isoformat(), "text": old.text}
            for old in revisions
        ],
        "reports": [
            {
                "post": report.post.short_id, "reason": report.reason, "note": report.note,
                "reported": report.created_at.isoformat(), "state": report.state,
            }
            for report in Report.objects.filter(reporter=person).select_related("post")
        ],
        "watches": [str(watch.thing) for watch in watches],
        "topics read": ReadMark.objects.filter(person=person).count(),
    }  # fmt: skip


def erase(person, keep_content: bool) -> None:
    """Leave the posts under "former member", or take their words out of every conversation.

    A topic in which others replied keeps its title: it is the heading of what they wrote.
    """
    # Nobody is written to any more, and what they read is nobody's business.
    for habit in (Watch, ReadMark, ReadLine):
        habit.objects.filter(person=person).delete()
    mine = Post.objects.filter(author=person)
    if not keep_content:
        _remove(mine)
    _take_the_name_out_of_quotations(person)
    # Nobody is known any more by what came before a change.
    PostRevision.objects.filter(post__author=person).delete()
    Report.objects.filter(reporter=person).update(reporter=None, note="")
    mine.update(author=None)
    Topic.objects.filter(author=person).update(author=None)
    Topic.objects.filter(newest_author=person).update(newest_author=None)


def _take_the_name_out_of_quotations(person) -> None:
    """“… wrote:” above a quotation is ours; what somebody typed below or beside it is theirs."""
    who = forgetting.known(person)

    def without(text: str) -> str:
        lines = text.splitlines(keepends=True)
        return "".join(who.out_of(line) if line.startswith(">") else line for line in lines)

    for post in Post.objects.filter(who.within("text")).select_related("topic"):
        if (text := without(post.text)) != post.text:
            post.write(text)
            post.save()
            search.index(post.topic)
    for old in PostRevision.objects.filter(who.within("text")):
        PostRevision.objects.filter(pk=old.pk).update(text=without(old.text))


def _remove(posts) -> None:
    topics = list(Topic.objects.filter(posts__in=posts).distinct().select_related("board"))
    boards = {topic.board for topic in topics}
    for topic in topics:
        others = topic.posts.filter(~Q(pk__in=posts.values("pk")))
        if others.exists():
            continue
        search.forget(topic)
        topic.delete()
    left = list(posts.select_related("topic"))
    for post in left:
        post.write("")
        post.removed = True
        post.save()
    for topic in {post.topic for post in left}:
        search.index(topic)
    for board in sorted(boards, key=lambda board: board.pk):
        Board.objects.select_for_update().get(pk=board.pk).recount()
