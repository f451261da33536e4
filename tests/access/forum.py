from tests.access import row
from tests.factories.forum import BoardFactory, HeldPostFactory, PostFactory, TopicFactory

# Everybody who is not a member of the staff of the forum.
_NOT_MODERATORS = {
    "visitor": 302, "applicant": 403, "member": 403, "representative": 403, "editor": 403,
    "committee": 403,
}  # fmt: skip


def board(cast):
    return [BoardFactory().slug]


def members_board(cast):
    return [BoardFactory(audience="members").slug]


def announcements(cast):
    return [BoardFactory(posting="moderators").slug]


def topic(cast):
    made = TopicFactory()
    return [made.short_id, made.slug]


def members_topic(cast):
    made = TopicFactory(board__audience="members")
    return [made.short_id, made.slug]


def hidden_topic(cast):
    made = TopicFactory(title="Hidden", hidden_reason="Off topic")
    made.hidden_at, made.is_shown = made.created_at, False
    made.save()
    return [made.short_id, made.slug]


def post(cast):
    return [PostFactory().short_id]


def post_of_ana(cast):
    return [PostFactory(author=cast["ana"]).short_id]


def members_post(cast):
    return [PostFactory(topic=TopicFactory(board__audience="members")).short_id]


def held_post(cast):
    return [HeldPostFactory().short_id]


def watch_of_ana(cast):
    from forum.models import Watch

    return [Watch.objects.create(person=cast["ana"], topic=TopicFactory()).token]


ROWS = [
    row("forum:index", 200),
    row("forum:feed", 200),
    row("forum:board", 200, args=board),
    row("forum:board", 200, args=members_board, visitor=404, applicant=404, administrator=200),
    row("forum:board_feed", 200, args=board),
    row("forum:board_feed", 404, args=members_board),
    row("forum:board_read", 405, args=board, visitor=302),
    row("forum:board_read", 302, args=board, method="post"),
    row("forum:board_watch", 405, args=board, visitor=302),
    row("forum:board_watch", 302, args=board, method="post"),
    row("forum:board_watch", 302, args=members_board, method="post", applicant=404),
    row("forum:read", 302, method="post"),
    row("forum:topic_new", 200, args=board, visitor=302, applicant=403),
    row("forum:topic_new", 200, args=members_board, visitor=302, applicant=404),
    row("forum:topic_new", 403, args=announcements, visitor=302, moderator=200,
        administrator=200),
    row("forum:topic_short", 301, args=lambda cast: topic(cast)[:1]),
    row("forum:topic", 200, args=topic),
    row("forum:topic", 200, args=members_topic, visitor=404, applicant=404),
    row("forum:topic", 404, args=hidden_topic, moderator=200, administrator=200),
    row("forum:reply", 200, args=topic, visitor=302, applicant=403),
    row("forum:reply", 200, args=members_topic, visitor=302, applicant=404),
    row("forum:topic_watch", 405, args=topic, visitor=302),
    row("forum:topic_watch", 302, args=topic, method="post"),
    row("forum:topic_watch", 302, args=members_topic, method="post", applicant=404),
    row("forum:post", 302, args=post),
    row("forum:post", 302, args=members_post, visitor=404, applicant=404),
    row("forum:post", 404, args=held_post, moderator=302, administrator=302),
    row("forum:post_edit", 403, args=post_of_ana, visitor=302, member=200),
    row("forum:post_history", 403, args=post_of_ana, member=200, moderator=200,
        administrator=200),
    row("forum:post_report", 200, args=post, visitor=302, applicant=403),
    row("forum:post_hide", 200, args=post, **_NOT_MODERATORS),
    row("forum:post_show", 405, args=post, **_NOT_MODERATORS),
    row("forum:post_show", 302, args=post, method="post", **_NOT_MODERATORS),
    row("forum:post_release", 405, args=held_post, **_NOT_MODERATORS),
    row("forum:post_release", 302, args=held_post, method="post", **_NOT_MODERATORS),
    row("forum:topic_hide", 200, args=topic, **_NOT_MODERATORS),
    row("forum:topic_show", 302, args=topic, method="post", **_NOT_MODERATORS),
    row("forum:topic_lock", 405, args=topic, **_NOT_MODERATORS),
    row("forum:topic_lock", 302, args=topic, method="post", **_NOT_MODERATORS),
    row("forum:topic_pin", 302, args=topic, method="post", **_NOT_MODERATORS),
    row("forum:topic_move", 200, args=topic, **_NOT_MODERATORS),
    row("forum:unwatch", 200, args=watch_of_ana),
    row("forum:unwatch", 200, args=watch_of_ana, method="post"),
]  # fmt: skip

ADMIN = {
    "forum.board": {"committee", "administrator"},
    "forum.topic": {"moderator", "administrator"},
    "forum.post": {"moderator", "administrator"},
    "forum.report": {"moderator", "administrator"},
    "forum.ruling": {"moderator", "administrator"},
}
