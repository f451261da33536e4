import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from forum.actions import reading
from forum.models import Board, Post, ReadMark, Topic
from tests.factories.forum import BoardFactory, HeldPostFactory, PostFactory, TopicFactory

NOBODY = AnonymousUser()


@pytest.fixture
def boards(db):
    return {
        "public": BoardFactory(slug="public"),
        "members": BoardFactory(slug="members", audience="members"),
    }


def test_who_sees_which_board(boards, ana, petra, mira):
    seen = {
        str(viewer): set(Board.objects.visible_to(viewer).values_list("slug", flat=True))
        for viewer in (NOBODY, petra, ana, mira)
    }

    assert seen == {
        str(NOBODY): {"public"},
        str(petra): {"public"},
        str(ana): {"public", "members"},
        str(mira): {"public", "members"},
    }


def test_who_sees_which_topic(boards, ana, boris, petra, mira):
    TopicFactory(title="open", board=boards["public"])
    TopicFactory(title="inside", board=boards["members"])
    hidden = TopicFactory(title="hidden", board=boards["public"], author=ana)
    hidden.hidden_at, hidden.is_shown = timezone.now(), False
    hidden.save()
    waiting = Topic.objects.create(title="waiting", board=boards["public"], author=boris)
    HeldPostFactory(topic=waiting, author=boris)

    seen = [
        set(Topic.objects.visible_to(viewer).values_list("title", flat=True))
        for viewer in (NOBODY, petra, ana, boris, mira)
    ]

    assert seen == [
        {"open"},
        {"open"},
        {"open", "inside", "hidden"},
        {"open", "inside", "waiting"},
        {"open", "inside", "hidden", "waiting"},
    ]


def test_who_sees_which_post(boards, ana, boris, mira):
    topic = TopicFactory(board=boards["public"], text="first")
    PostFactory(topic=topic, text="inside", author=boris)
    PostFactory(topic=TopicFactory(board=boards["members"], text="secret"), text="secret reply")
    HeldPostFactory(topic=topic, author=ana, text="held")

    seen = [
        set(Post.objects.visible_to(viewer).values_list("text", flat=True))
        for viewer in (NOBODY, ana, boris, mira)
    ]

    inside = {"first", "inside", "secret", "secret reply"}
    assert seen == [{"first", "inside"}, inside | {"held"}, inside, inside | {"held"}]


def queries(client, url) -> list[str]:
    """What a page asks the database the second time it is opened."""
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        client.get(url)
    return [query["sql"] for query in asked]


def grown(kind):
    """The address of one list, first with one row and then with three."""
    board = BoardFactory()
    topic = TopicFactory(board=board)
    url = {"index": "/forum/", "board": board.get_absolute_url()}.get(kind, "")
    yield url or topic.get_absolute_url()
    for _number in range(2):
        if kind == "topic":
            PostFactory(topic=topic)
        else:
            PostFactory(topic=TopicFactory(board=BoardFactory() if kind == "index" else board))
    yield url or topic.get_absolute_url()


@pytest.mark.parametrize(
    ("kind", "visitors", "members"), [("index", 3, 8), ("board", 3, 8), ("topic", 3, 7)]
)
def test_a_list_asks_the_same_for_one_row_and_for_three(
    kind, visitors, members, ana, as_, visitor
):
    member = as_(ana)

    counts = [(len(queries(visitor, url)), len(queries(member, url))) for url in grown(kind)]

    assert counts[0] == counts[1]
    assert counts[0][0] <= visitors
    assert counts[0][1] <= members


def test_a_visitor_writes_nothing_and_a_member_once(ana, as_, visitor):
    url = TopicFactory().get_absolute_url()
    member = as_(ana)
    visitor.get(url)

    def writes(client):
        with CaptureQueriesContext(connection) as asked:
            client.get(url)
        return sum(query["sql"].startswith(("INSERT", "UPDATE", "DELETE")) for query in asked)

    assert writes(visitor) == 0
    assert writes(member) == 1
    assert writes(member) == 0


def test_a_page_of_a_topic_is_a_range_of_positions(visitor, db):
    topic = TopicFactory(text="number 1")
    for number in range(2, 46):
        PostFactory(topic=topic, author=topic.author, text=f"number {number}")

    page = visitor.get(topic.get_absolute_url(), {"page": 3}).text

    shown = [int(found) for found in re.findall(r"number (\d+)", page)]
    assert shown == [41, 42, 43, 44, 45]
    assert topic.posts.get(position=41).get_absolute_url().endswith("?page=3#post-41")


@pytest.mark.parametrize("page", ["0", "-1", "99", "x", "1e9", "\x00", "9" * 400])
def test_a_page_that_is_not_there_is_answered(page, visitor, db):
    topic = TopicFactory(text="the one post")

    assert "the one post" in visitor.get(topic.get_absolute_url(), {"page": page}).text
    assert visitor.get(topic.board.get_absolute_url(), {"page": page}).status_code == 200


def test_a_board_shows_each_topic_once_and_pinned_ones_first(visitor, db):
    board = BoardFactory()
    topics = [TopicFactory(board=board, title=f"Topic number {n:02}") for n in range(25)]
    topics[3].pinned = True
    topics[3].save()

    pages = [visitor.get(board.get_absolute_url(), {"page": n}).text for n in (1, 2)]

    found = [re.findall(r">(Topic number \d\d)<", page) for page in pages]
    newest_first = [f"Topic number {n:02}" for n in range(24, -1, -1) if n != 3]
    assert found[0] + found[1] == ["Topic number 03", *newest_first]


def test_an_old_title_leads_to_the_address_of_today(visitor, db):
    topic = TopicFactory(title="Today")

    answer = visitor.get(f"/forum/t/{topic.short_id}/yesterday/")

    assert (answer.status_code, answer["Location"]) == (301, topic.get_absolute_url())


def test_what_is_new_is_marked_until_it_is_read(ana, as_):
    topic = TopicFactory(title="News of the day")
    client = as_(ana)
    board_url = topic.board.get_absolute_url()
    assert "data-fresh" in client.get("/forum/").text
    assert "data-fresh" in client.get(board_url).text

    client.get(topic.get_absolute_url())

    assert "data-fresh" not in client.get("/forum/").text
    assert "data-fresh" not in client.get(board_url).text

    PostFactory(topic=topic)

    assert "data-fresh" in client.get("/forum/").text
    assert "#post-2" in client.get(board_url).text


def test_nothing_is_new_to_a_visitor(visitor, db):
    topic = TopicFactory()

    assert "data-fresh" not in visitor.get("/forum/").text
    assert "data-fresh" not in visitor.get(topic.board.get_absolute_url()).text


def test_what_was_there_before_somebody_joined_is_not_new(ana, as_):
    topic = TopicFactory()
    ana.date_joined = timezone.now() + timezone.timedelta(seconds=1)
    ana.save()

    assert "data-fresh" not in as_(ana).get(topic.board.get_absolute_url()).text


def test_reading_page_one_does_not_mark_page_two(ana, as_):
    topic = TopicFactory()
    for _number in range(25):
        PostFactory(topic=topic, author=topic.author)
    client = as_(ana)

    client.get(topic.get_absolute_url())
    first = ReadMark.objects.get(person=ana).position
    client.get(topic.get_absolute_url(), {"page": 2})
    second = ReadMark.objects.get(person=ana).position
    client.get(topic.get_absolute_url())

    assert (first, second, ReadMark.objects.get(person=ana).position) == (20, 26, 26)


def test_a_reader_is_led_to_the_first_new_post(ana, as_):
    topic = TopicFactory()
    client = as_(ana)
    client.get(topic.get_absolute_url())
    for _number in range(22):
        PostFactory(topic=topic, author=topic.author)

    board_page = client.get(topic.board.get_absolute_url()).text

    assert f"{topic.get_absolute_url()}#post-2" in board_page


def test_new_posts_are_marked_in_their_topic_once(ana, as_, visitor):
    topic = TopicFactory()
    client = as_(ana)
    assert "data-fresh" not in client.get(topic.get_absolute_url()).text
    PostFactory(topic=topic)

    assert client.get(topic.get_absolute_url()).text.count("data-fresh") == 1
    assert "data-fresh" not in client.get(topic.get_absolute_url()).text
    assert "data-fresh" not in visitor.get(topic.get_absolute_url()).text


def test_everything_can_be_called_read(ana, as_):
    here, there = TopicFactory(), TopicFactory()
    client = as_(ana)

    client.post(f"{here.board.get_absolute_url()}read/")

    assert "data-fresh" not in client.get(here.board.get_absolute_url()).text
    assert "data-fresh" in client.get(there.board.get_absolute_url()).text

    client.post("/forum/read/")

    assert "data-fresh" not in client.get("/forum/").text


def test_new_boards_are_those_with_something_unread(ana):
    read, unread = TopicFactory(), TopicFactory()
    reading.mark(read, ana.pk, 1)

    assert reading.NewFor(ana).boards() == {unread.board_id}


def test_a_photo_and_a_profile_stay_with_whom_they_are_for(visitor, ana, boris, as_):
    boris.listed_for = "members"
    boris.save()
    topic = TopicFactory(author=boris)

    assert boris.get_absolute_url() not in visitor.get(topic.get_absolute_url()).text
    assert boris.get_absolute_url() in as_(ana).get(topic.get_absolute_url()).text


def test_a_topic_page_stays_small(visitor, ana, as_, db):
    text = "We tried **peer feedback** in a class of ninety, and it was noisy. " * 10
    topic = TopicFactory(text=text)
    for _number in range(19):
        PostFactory(topic=topic, text=text)

    assert len(as_(ana).get(topic.get_absolute_url()).content) < 40 * 1024


def test_a_feed_tells_everybody_of_the_newest_topics(visitor, db):
    public = TopicFactory(title="For all", text="<b>bold</b> & **strong**")
    TopicFactory(title="For us", board__audience="members")

    everything = visitor.get("/forum/feed/")
    of_the_board = visitor.get(f"{public.board.get_absolute_url()}feed/")

    for feed in (everything, of_the_board):
        assert feed["Content-Type"].startswith("application/atom+xml")
        assert "For all" in feed.text
        assert "&lt;strong&gt;strong" in feed.text
        assert "For us" not in feed.text
