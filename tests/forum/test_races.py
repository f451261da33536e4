"""Threads on the real tables: what two requests at once may not break."""

import uuid

import pytest

from forum.actions import writing
from forum.models import Board, Post, Topic
from tests.factories.forum import BoardFactory, PostFactory, TopicFactory
from tests.factories.members import MemberFactory
from tests.threads import at_once, raised

pytestmark = pytest.mark.django_db(transaction=True)


def test_twenty_replies_at_once_stand_in_a_row():
    topic = TopicFactory()
    authors = [MemberFactory() for _number in range(20)]
    for author in authors:
        PostFactory(author=author, topic=TopicFactory(board=topic.board))

    answers = at_once(
        *[lambda author=author: writing.reply(topic, author, "At once") for author in authors]
    )

    assert raised(answers) == []
    topic.refresh_from_db()
    positions = list(topic.posts.order_by("position").values_list("position", flat=True))
    assert positions == list(range(1, 22))
    assert (topic.post_count, topic.last_position) == (21, 21)
    board = Board.objects.get()
    assert (board.topic_count, board.post_count) == (21, 20 * 2 + 21)


def test_a_form_sent_ten_times_at_once_posts_once(ana):
    topic, once = TopicFactory(), uuid.uuid4()
    PostFactory(author=ana, topic=topic)

    answers = at_once(*[lambda: writing.reply(topic, ana, "Once", once=once)] * 10)

    assert raised(answers) == []
    assert Post.objects.filter(text="Once").count() == 1
    topic.refresh_from_db()
    assert topic.post_count == 3


def test_a_topic_sent_ten_times_at_once_is_one_topic(ana):
    board, once = BoardFactory(), uuid.uuid4()
    PostFactory(author=ana)

    answers = at_once(*[lambda: writing.begin(board, ana, title="Once", text="x", once=once)] * 10)

    assert raised(answers) == []
    assert Topic.objects.filter(title="Once").count() == 1
    board.refresh_from_db()
    assert (board.topic_count, board.post_count) == (1, 1)
