"""axe finds nothing on any kind of page, on a phone and on a desk, by day and by night."""

import pytest

from tests.browsing import assert_open_to_everybody
from tests.factories.events import EventFactory
from tests.factories.forum import BoardFactory, PostFactory, TopicFactory
from tests.factories.resources import AcceptedFactory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.looks,
    pytest.mark.django_db(transaction=True),
]

PUBLIC = [
    "/", "/mission/", "/news/", "/contact/", "/members/", "/members/join/", "/institutions/",
    "/centres/", "/events/", "/events/calendar/", "/resources/", "/forum/", "/newsletters/",
    "/newsletters/subscribe/", "/search/?q=assessment", "/account/login/", "/account/signup/",
    "/account/password/reset/", "/account/login/code/", "/nowhere/",
]  # fmt: skip
OWN = [
    "/my/", "/my/profile/", "/my/language/", "/my/notifications/",
    "/my/notifications/preferences/", "/my/data/", "/my/data/close/", "/events/add/",
    "/resources/add/", "/account/email/", "/account/password/change/", "/account/2fa/",
    "/account/sessions/",
]  # fmt: skip


@pytest.fixture
def a_living_network(ana, boris):
    ana.set_password("a-quiet-river-2026")
    ana.save()
    topic = TopicFactory(board=BoardFactory(), author=ana)
    PostFactory(topic=topic, author=boris)
    return [
        topic.get_absolute_url(), topic.board.get_absolute_url(),
        EventFactory(organiser=ana).get_absolute_url(),
        AcceptedFactory(depositor=boris).get_absolute_url(),
    ]  # fmt: skip


def test_what_a_visitor_reads_is_open_to_everybody(browse, a_living_network):
    assert_open_to_everybody(browse(), *PUBLIC, *a_living_network)


def test_what_a_member_does_is_open_to_everybody(browse, ana, a_living_network):
    assert_open_to_everybody(browse(ana), *OWN, *a_living_network)
