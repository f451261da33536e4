import re

import pytest

from forum.models import Post
from tests.browsing import assert_open_to_everybody, follow
from tests.factories.forum import PostFactory, TopicFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def topic(ana):
    """A topic in which Ana has written before."""
    topic = TopicFactory(title="Peer feedback", text="How do **you** begin?\n\n- one\n- two")
    PostFactory(topic=topic, author=ana)
    return topic


@pytest.mark.parametrize(("scripts", "width"), [(True, 1280), (False, 320)])
def test_a_member_quotes_previews_and_posts(scripts, width, browse, ana, topic):
    page = browse(ana, width=width, scripts=scripts)
    page.goto("/forum/")
    follow(page.get_by_role("link", name="Peer feedback").first)
    follow(page.get_by_role("link", name="Quote").first)
    field = page.get_by_label("Your post")
    field.fill(field.input_value() + "With *three* lines.")
    page.get_by_role("button", name="Preview").click()
    page.locator("#preview em", has_text="three").wait_for()
    assert "With *three* lines." in field.input_value()
    page.get_by_role("button", name="Post", exact=True).click()

    page.wait_for_url(re.compile("#post-3$"))
    assert page.locator("#post-3 em").inner_text() == "three"
    assert Post.objects.get(position=3).author == ana
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.looks
def test_the_screens_of_the_forum_are_accessible(browse, mira, topic):
    post = topic.posts.first()
    assert_open_to_everybody(
        browse(mira), "/forum/", topic.board.get_absolute_url(), topic.get_absolute_url(),
        f"{topic.get_absolute_url()}reply/?quote={post.short_id}",
        f"{topic.board.get_absolute_url()}new/", f"{topic.get_absolute_url()}move/",
        f"/forum/p/{post.short_id}/hide/", f"/forum/p/{post.short_id}/report/",
    )  # fmt: skip
