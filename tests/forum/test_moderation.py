import re

import pytest

from core import desk, search
from core.exceptions import Refused
from core.models import Letter, SearchEntry
from forum import tasks
from forum.actions import moderating, writing
from forum.models import Board, Post, Report, Ruling, Topic
from notifications.models import Notification
from tests.factories.forum import (
    BoardFactory,
    HeldPostFactory,
    PostFactory,
    ReportFactory,
    TopicFactory,
)


def sentences(person):
    return list(Notification.objects.filter(recipient=person).values_list("sentence", flat=True))


def test_a_hidden_post_is_a_placeholder_for_others(ana, boris, mira, as_, visitor):
    topic = TopicFactory(title="Marks")
    post = PostFactory(topic=topic, author=ana, text="Unkind words")

    as_(mira).post(f"/forum/p/{post.short_id}/hide/", {"reason": "Please be kind"})

    for client in (visitor, as_(boris)):
        page = client.get(topic.get_absolute_url()).text
        assert "A moderator hid this post." in page
        assert "Unkind words" not in page
        assert "Please be kind" not in page
    for client in (as_(ana), as_(mira)):
        page = client.get(topic.get_absolute_url()).text
        assert "Unkind words" in page
        assert "Please be kind" in page
    assert sentences(ana) == ["A moderator hid your post in “Marks”: Please be kind"]


def test_hiding_is_taken_back(ana, mira, as_, visitor):
    topic = TopicFactory()
    post = PostFactory(topic=topic, author=ana, text="Kind after all")
    client = as_(mira)
    client.post(f"/forum/p/{post.short_id}/hide/", {"reason": "Unkind"})

    client.post(f"/forum/p/{post.short_id}/show/")

    assert "Kind after all" in visitor.get(topic.get_absolute_url()).text
    topic.refresh_from_db()
    assert topic.post_count == 2
    assert [ruling.verb for ruling in Ruling.objects.all()] == ["show", "hide"]
    assert {ruling.by for ruling in Ruling.objects.all()} == {mira}


def test_hiding_says_why(mira, as_):
    post = PostFactory()

    answer = as_(mira).post(f"/forum/p/{post.short_id}/hide/", {"reason": " "})

    assert 'class="form-errors"' in answer.text
    with pytest.raises(Refused, match="say why"):
        moderating.hide(post, mira, " ")
    assert not Ruling.objects.exists()


def test_the_numbers_follow_what_is_hidden(ana, mira):
    board = BoardFactory()
    topic = TopicFactory(board=board)
    last = PostFactory(topic=topic, author=ana)
    other = TopicFactory(board=board)

    moderating.hide(last, mira, "Why")
    moderating.hide_topic(other, mira, "Why")

    board.refresh_from_db()
    topic.refresh_from_db()
    assert (board.topic_count, board.post_count, board.newest_topic) == (1, 1, topic)
    assert (topic.post_count, topic.newest_author) == (1, topic.author)
    assert topic.last_position == 2


def test_a_hidden_topic_is_gone_for_others_and_comes_back(ana, mira, as_, visitor):
    topic = TopicFactory(author=ana)
    moderator = as_(mira)

    moderator.post(f"{topic.get_absolute_url()}hide/", {"reason": "Twice the same"})

    assert visitor.get(topic.get_absolute_url()).status_code == 404
    assert "Twice the same" in as_(ana).get(topic.get_absolute_url()).text
    assert not SearchEntry.objects.filter(kind="topic", object_id=topic.pk).exists()

    moderator.post(f"{topic.get_absolute_url()}show/")

    assert visitor.get(topic.get_absolute_url()).status_code == 200
    assert SearchEntry.objects.filter(kind="topic", object_id=topic.pk).exists()
    assert len(sentences(ana)) == 2


def test_a_locked_topic_takes_no_replies_until_it_is_opened(mira, as_, ana):
    topic = TopicFactory()
    moderator, member = as_(mira), as_(ana)
    PostFactory(author=ana)
    url = topic.get_absolute_url()

    moderator.post(f"{url}lock/", {"value": "on"})
    assert 'name="text"' not in member.get(url).text
    assert member.post(f"{url}reply/", {"text": "Too late"}).status_code == 409

    moderator.post(f"{url}lock/", {"value": "off"})
    assert 'name="text"' in member.get(url).text
    assert member.post(f"{url}reply/", {"text": "In time"}).status_code == 302


def test_a_pinned_topic_stays_at_the_top(mira, as_, visitor):
    board = BoardFactory()
    old = TopicFactory(board=board, title="The rules")
    TopicFactory(board=board, title="The news")
    moderator = as_(mira)

    def order():
        page = visitor.get(board.get_absolute_url()).text
        return page.index("The rules") < page.index("The news")

    assert not order()
    moderator.post(f"{old.get_absolute_url()}pin/", {"value": "on"})
    assert order()
    moderator.post(f"{old.get_absolute_url()}pin/", {"value": "off"})
    assert not order()


def test_a_moved_topic_keeps_its_address_and_changes_its_readers(mira, as_, visitor):
    topic = TopicFactory()
    old, inside = topic.board, BoardFactory(audience="members")
    assert visitor.get(topic.get_absolute_url()).status_code == 200

    as_(mira).post(f"{topic.get_absolute_url()}move/", {"board": inside.pk})

    assert visitor.get(topic.get_absolute_url()).status_code == 404
    assert as_(mira).get(topic.get_absolute_url()).status_code == 200
    numbers = dict(Board.objects.values_list("pk", "topic_count"))
    assert (numbers[old.pk], numbers[inside.pk]) == (0, 1)
    assert SearchEntry.objects.get(kind="topic").audience == "members"


def test_what_a_newcomer_wrote_is_let_through(ana, mira, as_, visitor):
    topic = TopicFactory()
    held = HeldPostFactory(topic=topic, author=ana, text="Good day")
    later = PostFactory(topic=topic, text="Meanwhile")
    assert "Good day" not in visitor.get(topic.get_absolute_url()).text

    as_(mira).post(f"/forum/p/{held.short_id}/release/")

    held.refresh_from_db()
    assert held.position == later.position + 1
    assert "Good day" in visitor.get(topic.get_absolute_url()).text
    assert any("can be read now" in sentence for sentence in sentences(ana))
    with pytest.raises(Refused, match="does not wait"):
        moderating.release(held, mira)


def test_a_newcomers_post_that_is_turned_down_is_never_seen(ana, boris, mira, as_):
    held = HeldPostFactory(author=ana, text="Buy now")

    moderating.hide(held, mira, "Advertising")

    assert "Advertising" in as_(ana).get(held.topic.get_absolute_url()).text
    assert "A moderator hid" not in as_(boris).get(held.topic.get_absolute_url()).text
    assert Post.objects.held().count() == 0


def test_a_report_reaches_the_desk_and_is_answered(ana, boris, mira, as_):
    post = PostFactory(author=boris, text="Unkind")
    as_(ana).post(f"/forum/p/{post.short_id}/report/", {"reason": "rude", "note": "It hurts"})
    as_(ana).post(f"/forum/p/{post.short_id}/report/", {"reason": "rude", "note": "Again"})
    report = Report.objects.get()
    assert _pile(mira, "Reported posts")["count"] == 1

    moderating.uphold(report, mira)

    report.refresh_from_db()
    post.refresh_from_db()
    assert (report.state, report.resolved_by, post.is_hidden) == ("hidden", mira, True)
    assert sentences(ana) == ["Thank you for your report: the post has been hidden."]
    assert len(sentences(boris)) == 1
    assert _pile(mira, "Reported posts")["count"] == 0


def test_a_report_may_be_dismissed(ana, mira):
    report = ReportFactory(reporter=ana)

    moderating.dismiss(report, mira)

    report.refresh_from_db()
    report.post.refresh_from_db()
    assert (report.state, report.post.is_hidden) == ("kept", False)
    assert "the post stays" in sentences(ana)[0]
    with pytest.raises(Refused, match="decided already"):
        moderating.uphold(report, mira)


def _pile(person, label):
    return next(pile for pile in desk.piles_for(person) if pile["label"] == label)


def test_first_posts_wait_on_the_desk_of_moderators_only(ana, vera, mira, as_):
    HeldPostFactory(text="Good day from Prilep")

    pile = _pile(mira, "First posts to read")

    assert pile["count"] == 1
    assert "Good day from Prilep" in as_(mira).get(pile["url"]).text
    labels = {pile["label"] for person in (ana, vera) for pile in desk.piles_for(person)}
    assert "First posts to read" not in labels


def _admin(client, model, action, *things, **more):
    data = {"action": action, "_selected_action": [thing.pk for thing in things], **more}
    return client.post(f"/admin/forum/{model}/", data, follow=True).text


def test_moderators_decide_in_the_admin_too(mira, as_):
    client = as_(mira)
    held, post, report = HeldPostFactory(), PostFactory(), ReportFactory()
    topic, inside = TopicFactory(), BoardFactory()

    _admin(client, "post", "release", held)
    assert "say why" in _admin(client, "post", "hide", post)
    _admin(client, "post", "hide", post, reason="Off topic")
    _admin(client, "report", "uphold", report)
    _admin(client, "topic", "lock", topic)
    _admin(client, "topic", "pin", topic)
    assert "to which board" in _admin(client, "topic", "move", topic)
    _admin(client, "topic", "move", topic, board=inside.pk)
    _admin(client, "topic", "hide", topic, reason="Twice")

    held.refresh_from_db()
    post.refresh_from_db()
    report.post.refresh_from_db()
    topic.refresh_from_db()
    assert held.position
    assert post.hidden_reason == "Off topic"
    assert report.post.is_hidden
    assert (topic.locked, topic.pinned, topic.board, topic.hidden_reason) == (
        True, True, inside, "Twice",
    )  # fmt: skip

    _admin(client, "post", "show", post)
    _admin(client, "topic", "show", topic)
    _admin(client, "topic", "unlock", topic)
    _admin(client, "topic", "unpin", topic)

    post.refresh_from_db()
    topic.refresh_from_db()
    assert not post.is_hidden
    assert (topic.locked, topic.pinned, topic.is_hidden) == (False, False, False)
    assert Ruling.objects.count() == 11


def test_the_rows_of_the_desk_open(mira, as_):
    report = ReportFactory(post__text="<script>x</script>")
    client = as_(mira)

    for model, thing in [
        ("post", report.post), ("topic", report.post.topic), ("report", report),
    ]:  # fmt: skip
        assert client.get(f"/admin/forum/{model}/{thing.pk}/change/").status_code == 200
        assert "<script>x" not in client.get(f"/admin/forum/{model}/").text


def test_a_board_for_members_is_closed_to_search_at_once_whatever_the_queue_does(
    vera, as_, visitor
):
    topic = TopicFactory(title="Colleagues among themselves")
    board = topic.board
    search.index(topic)

    answer = as_(vera).post(
        f"/admin/forum/board/{board.pk}/change/",
        {"name": board.name, "slug": board.slug, "description": "x", "order": 0,
         "audience": "members", "posting": "members"},
    )  # fmt: skip

    assert answer.status_code == 302
    assert SearchEntry.objects.get(kind="topic").audience == "members"
    assert "among themselves" not in visitor.get("/search/?q=colleagues").text


@pytest.mark.parametrize(("before", "after"), [("public", "members"), ("members", "public")])
def test_a_board_that_was_changed_by_another_way_is_put_right_by_the_clock(db, before, after):
    topic, other = TopicFactory(board__audience=before), TopicFactory(board__audience="members")
    for one in (topic, other):
        search.index(one)

    Board.objects.filter(pk=topic.board_id).update(audience=after)
    tasks.sweep_audiences()

    entries = SearchEntry.objects.filter(kind="topic")
    assert entries.get(object_id=topic.pk).audience == after
    assert entries.get(object_id=other.pk).audience == "members"


@pytest.mark.parametrize("slug", ["t", "p", "feed", "read", "unwatch"])
def test_a_board_may_not_stand_on_another_address(slug, vera, as_):
    answer = as_(vera).post(
        "/admin/forum/board/add/",
        {"name": "B", "slug": slug, "description": "x", "order": 0, "audience": "public",
         "posting": "members"},
    )  # fmt: skip

    assert "part of another address" in answer.text
    assert not Board.objects.exists()


def test_nobody_is_written_to_about_their_own_moderation_twice(ana, mira):
    topic = Topic.objects.get(pk=PostFactory(author=ana).topic_id)
    moderating.hide(topic.posts.get(author=ana), mira, "Why")

    with pytest.raises(Refused, match="hidden already"):
        moderating.hide(topic.posts.get(author=ana), mira, "Why")

    assert Letter.objects.filter(to=ana.email).count() == 1


@pytest.mark.parametrize(
    ("verb", "words"),
    [
        (moderating.hide, ["Why"]), (moderating.show, []), (moderating.release, []),
        (moderating.hide_topic, ["Why"]), (moderating.show_topic, []),
        (moderating.set_locked, [True]), (moderating.set_pinned, [True]),
        (moderating.uphold, []), (moderating.dismiss, []),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)  # fmt: skip
def test_an_action_asks_itself_who_moderates(verb, words, ana, boris):
    report = ReportFactory(post=PostFactory(author=ana))
    post = HeldPostFactory() if verb is moderating.release else report.post
    things = {"topic": post.topic, "uphold": report, "dismiss": report}
    is_about_topic = verb.__name__.endswith(("topic", "locked", "pinned"))
    thing = things["topic"] if is_about_topic else things.get(verb.__name__, post)

    with pytest.raises(Refused, match="Only moderators"):
        verb(thing, boris, *words)

    assert not Ruling.objects.exists()
    assert Report.objects.get(pk=report.pk).state == "open"


def test_nobody_but_a_moderator_moves_a_topic(boris):
    topic = TopicFactory()

    with pytest.raises(Refused, match="Only moderators"):
        moderating.move(topic, BoardFactory(), boris)

    assert Topic.objects.get().board == topic.board


def test_nobody_reports_themselves_or_without_being_a_member(ana, petra):
    post = PostFactory(author=ana)

    for person in (ana, petra):
        with pytest.raises(Refused, match="cannot report"):
            moderating.report(post, person, "rude")

    assert not Report.objects.exists()


@pytest.mark.parametrize("where", ["desk", "topic"])
def test_a_first_post_that_was_changed_while_it_was_read_is_read_again(where, mira, as_):
    held = HeldPostFactory(text="Good day from Prilep")
    page, button = {
        "desk": [f"/admin/forum/post/{held.pk}/change/"] * 2,
        "topic": [held.topic.get_absolute_url(), f"/forum/p/{held.short_id}/release/"],
    }[where]
    client = as_(mira)
    seen = re.search(r'name="seen" value="([^"]+)"', client.get(page).text)[1]

    writing.edit(held, held.author, text="Buy my book")
    answer = client.post(button, {"verb": "release", "seen": seen}, follow=True)

    held.refresh_from_db()
    assert held.is_held
    assert "look at it again" in answer.text
    assert "Buy my book" in answer.text
    again = re.search(r'name="seen" value="([^"]+)"', answer.text)[1]
    client.post(button, {"verb": "release", "seen": again})
    held.refresh_from_db()
    assert not held.is_held


def test_of_two_moderators_the_second_hears_that_a_report_is_decided(ana, mira, admin):
    report = ReportFactory(reporter=ana)
    seen_by_both = Report.objects.select_related("post").get()

    moderating.uphold(report, mira)
    with pytest.raises(Refused, match="decided already"):
        moderating.dismiss(seen_by_both, admin)
    with pytest.raises(Refused, match="decided already"):
        moderating.uphold(seen_by_both, admin)

    report.refresh_from_db()
    assert (report.state, report.resolved_by) == ("hidden", mira)
    assert sentences(ana) == ["Thank you for your report: the post has been hidden."]
