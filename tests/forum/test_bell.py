"""Notifications are said when they are read, and seen is seen."""

import pytest
from django.urls import reverse
from django.utils.translation import gettext_lazy, override

from core.models import Letter
from forum.actions import telling
from forum.models import Post, Watch
from notifications import actions, personal_data
from notifications.models import Notification
from notifications.sentences import Sentence
from tests.factories.events import EventFactory
from tests.factories.forum import PostFactory, TopicFactory
from tests.factories.notifications import NotificationFactory


@pytest.fixture
def post(boris, ana):
    """Boris's reply in a topic that Ana watches, of which she was told."""
    topic = TopicFactory(title="Rubrics")
    PostFactory(topic=topic)
    Watch.objects.create(topic=topic, person=ana)
    post = PostFactory(topic=topic, author=boris)
    Post.objects.update(told_at=None)
    with override("mk"):  # as Boris reads the site
        telling.tell_watchers(post)
    return post


def bell(client, path="/"):
    return "bell__count" in client.get(path).text


def test_a_notification_is_said_in_the_language_of_the_page(as_, ana, post):
    client = as_(ana)

    english = client.get(reverse("notifications:list")).text
    with override("sq"):
        albanian = client.get(reverse("notifications:list")).text

    assert f"{post.author.name} replied in “Rubrics”." in english
    assert "replied in" not in albanian
    assert f"{post.author.name}" in albanian
    assert "Rubrics" in albanian


def test_a_notification_leads_to_the_page_in_the_readers_language(as_, ana, post):
    row = Notification.objects.get(recipient=ana)
    client = as_(ana)

    assert client.get(row.get_absolute_url()).url.startswith("/forum/t/")
    with override("sq"):
        assert client.get(row.get_absolute_url()).url.startswith("/sq/forum/t/")


def test_its_letter_leads_to_the_page_in_the_language_of_the_letter(ana, boris, db):
    ana.language = "sq"
    ana.save()
    with override("mk"):
        path = EventFactory().get_absolute_url()

    actions.notify("forum.moderated", [ana, boris], "Something.", path)

    texts = {letter.to: letter.text for letter in Letter.objects.all()}
    assert "http://testserver/sq/events/" in texts[ana.email]
    assert "http://testserver/events/" in texts[boris.email]


def test_reading_the_topic_clears_its_bell(as_, ana, post):
    client = as_(ana)
    assert bell(client)

    assert not bell(client, post.topic.get_absolute_url())
    assert not bell(client)
    assert Notification.objects.get(recipient=ana).read_at


def test_the_bell_stays_when_another_page_of_the_topic_was_read(as_, ana, post):
    Notification.objects.update(path=f"{post.topic.get_absolute_url()}?page=2#post-21")

    assert bell(as_(ana), post.topic.get_absolute_url())
    assert Notification.objects.get(recipient=ana).read_at is None


def test_reading_it_in_another_language_clears_the_bell_too(as_, ana, post):
    with override("sq"):
        path = post.topic.get_absolute_url()

    assert path.startswith("/sq/")
    assert not bell(as_(ana), path)


def test_what_somebody_else_reads_stays_new(as_, ana, boris, post):
    as_(boris).get(post.topic.get_absolute_url())

    assert Notification.objects.get(recipient=ana).read_at is None


def test_a_value_may_be_a_word_of_ours():
    sentence = Sentence(
        gettext_lazy("%(name)s replied in “%(title)s”."),
        name=gettext_lazy("A former member"), title="100 % in “x”",
    )  # fmt: skip

    assert str(sentence) == "A former member replied in “100 % in “x””."
    with override("hr"):
        assert "A former member" not in str(sentence)


def test_a_sentence_without_values_may_hold_any_sign():
    assert str(Sentence("100 % of it")) == "100 % of it"


def test_who_leaves_takes_their_name_out_of_what_others_were_told(ana, boris, post):
    name = boris.name
    personal_data.erase(boris, keep_content=True)

    row = Notification.objects.get(recipient=ana)
    assert name not in f"{row.sentence} {row.values} {row.text}"
    assert "A former member" in row.text


def test_an_older_row_is_shown_as_it_was_written(as_, ana):
    NotificationFactory(recipient=ana, sentence="Boris answered.")

    assert "Boris answered." in as_(ana).get(reverse("notifications:list")).text
