"""axe finds nothing on any kind of page, on a phone and on a desk, by day and by night."""

import pytest

from tests.browsing import assert_accessible
from tests.factories.events import EventFactory
from tests.factories.forum import BoardFactory, PostFactory, TopicFactory
from tests.factories.resources import AcceptedFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PUBLIC = [
    "/", "/mission/", "/news/", "/contact/", "/members/", "/members/join/", "/institutions/",
    "/centres/", "/events/", "/events/calendar/", "/resources/", "/forum/", "/newsletters/",
    "/newsletters/subscribe/", "/search/?q=assessment", "/account/login/", "/account/signup/",
]  # fmt: skip
OWN = [
    "/my/",
    "/my/profile/",
    "/my/notifications/",
    "/my/data/",
    "/events/add/",
    "/resources/add/",
]


def looked_at(page, paths):
    across = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    for path in paths:
        page.goto(path)
        assert page.evaluate(across) <= 0, f"{path} scrolls sideways"
        assert_accessible(page)


@pytest.fixture
def a_living_network(ana, boris):
    topic = TopicFactory(board=BoardFactory(), author=ana)
    PostFactory(topic=topic, author=boris)
    return [
        topic.get_absolute_url(), topic.board.get_absolute_url(),
        EventFactory(organiser=ana).get_absolute_url(),
        AcceptedFactory(depositor=boris).get_absolute_url(),
    ]  # fmt: skip


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (320, False), (1280, True)])
def test_what_a_visitor_reads_is_open_to_everybody(width, dark, browse, a_living_network):
    looked_at(browse(width=width, dark=dark), [*PUBLIC, *a_living_network])


@pytest.mark.parametrize("width", [1280, 320])
def test_what_a_member_does_is_open_to_everybody(width, browse, ana, a_living_network):
    looked_at(browse(ana, width=width), [*OWN, *a_living_network])
