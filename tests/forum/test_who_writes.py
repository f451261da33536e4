"""Whoever may not write is told so once, at the top, with what comes next."""

import pytest
from django.utils import timezone

from forum.models import Post
from tests.factories.forum import BoardFactory, PostFactory, TopicFactory
from tests.factories.members import ApplicationFactory

NOTICE = "You read along for now"


@pytest.fixture
def pages(db):
    board = BoardFactory(audience="public")
    topic = TopicFactory(board=board)
    return ["/forum/", board.get_absolute_url(), topic.get_absolute_url()]


def test_an_applicant_reads_once_and_at_the_top_why_there_is_no_new_topic(as_, petra, pages):
    application = ApplicationFactory(applicant=petra)

    for address in pages:
        main = as_(petra).get(address).text.partition("<main")[2]
        assert main.count(NOTICE) == 1
        assert "Your application is with the Steering Committee" in main
        assert application.get_absolute_url() in main
        for later in ('class="rows"', 'class="letters"'):
            assert main.find(later) == -1 or main.index(NOTICE) < main.index(later)
        assert "New topic" not in main


def test_who_has_not_applied_is_shown_the_way(as_, petra, pages):
    main = as_(petra).get(pages[1]).text.partition("<main")[2]

    assert NOTICE in main
    assert "Become a member" in main


def test_a_draft_is_to_be_finished(as_, petra, pages):
    ApplicationFactory(applicant=petra, state="draft")

    assert "Finish your application" in as_(petra).get(pages[1]).text


def test_members_and_moderators_are_told_nothing(as_, ana, mira, pages):
    for address in pages:
        assert NOTICE not in as_(ana).get(address).text + as_(mira).get(address).text


def test_members_learn_that_a_board_is_begun_by_moderators(as_, ana, mira):
    board = BoardFactory(posting="moderators")
    words = "the moderators begin the topics"

    assert words in as_(ana).get(board.get_absolute_url()).text
    assert words not in as_(mira).get(board.get_absolute_url()).text


def test_a_closed_door_offers_no_membership_to_who_has_applied(as_, petra, ana):
    address = "/resources/add/"
    closed = as_(petra).get(address)
    assert closed.status_code == 403
    assert "Become a member" in closed.text

    application = ApplicationFactory(applicant=petra)

    closed = as_(petra).get(address).text
    assert "Become a member" not in closed
    assert "your application is with the Steering Committee" in closed
    assert application.get_absolute_url() in closed
    assert "Become a member" not in as_(petra).get("/members/").text
    assert "Become a member" not in as_(ana).get("/admin/members/user/").text


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_topic_has_one_left_edge_whatever_is_marked_in_it(browse, mira):
    topic = TopicFactory()
    for text in ("One", "Two"):
        PostFactory(topic=topic, text=text)
    Post.objects.filter(topic=topic, position=2).update(
        hidden_at=timezone.now(), hidden_reason="Rude."
    )
    page = browse(mira)
    page.goto(f"{topic.get_absolute_url()}#post-1")
    page.wait_for_load_state()

    edges = page.evaluate(
        """() => [...document.querySelectorAll('main h1, .letters .letter__head .person')]
        .map((each) => Math.round(each.getBoundingClientRect().left))"""
    )
    words = page.evaluate(
        """() => [...document.querySelectorAll('.letters .letter > :not(header, footer)')]
        .map((each) => Math.round(each.getBoundingClientRect().left))"""
    )

    assert len(edges) == 4
    assert len(set(edges)) == 1
    assert len(set(words)) == 1
