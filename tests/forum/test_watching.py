from datetime import timedelta

import pytest
from django.utils import timezone

from core.models import Letter
from forum import tasks
from forum.actions import moderating, reading, telling, writing
from forum.models import Post, Watch
from notifications.models import Notification
from tests.factories.forum import BoardFactory, HeldPostFactory, PostFactory, TopicFactory
from tests.factories.members import MemberFactory


@pytest.fixture
def topic(db):
    return TopicFactory(title="Peer feedback", board__slug="assessment")


def untold(topic, **fields):
    """A post that those who watch were not told of yet."""
    post = PostFactory(topic=topic, **fields)
    Post.objects.filter(pk=post.pk).update(told_at=None)
    return post


def told(post) -> set[str]:
    telling.tell_watchers(post)
    return set(Letter.objects.filter(kind="forum_post").values_list("to", flat=True))


def test_who_watches_a_topic_hears_of_a_reply(ana, boris, as_, topic,
                                              django_capture_on_commit_callbacks):  # fmt: skip
    PostFactory(author=boris)
    as_(ana).post(f"{topic.get_absolute_url()}watch/")

    with django_capture_on_commit_callbacks(execute=True):
        as_(boris).post(f"{topic.get_absolute_url()}reply/", {"text": "Try *three* lines."})

    letter = Letter.objects.get(to=ana.email)
    post = Post.objects.get(author=boris, topic=topic)
    watch = Watch.objects.get(person=ana)
    assert letter.subject == "Re: Peer feedback"
    assert "Try *three* lines." in letter.text
    assert "<em>three</em>" in letter.html
    assert f"http://testserver{post.get_absolute_url()}" in letter.text
    out = f"http://testserver/forum/unwatch/{watch.token}/"
    assert letter.headers["List-Unsubscribe"] == f"<{out}>"
    assert letter.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter.headers["List-Id"] == "<assessment.forum.testserver>"
    assert out in letter.text
    assert out in letter.html
    assert [n.path for n in Notification.objects.filter(recipient=ana)] == [
        post.get_absolute_url()
    ]


def test_who_watches_topic_and_board_gets_one_letter(ana, topic):
    reading.watch(ana, topic=topic)
    reading.watch(ana, board=topic.board)

    told(untold(topic))

    assert Letter.objects.filter(to=ana.email).count() == 1
    assert Notification.objects.filter(recipient=ana).count() == 1


def test_who_watches_a_board_hears_of_a_new_topic(ana, boris, django_capture_on_commit_callbacks):
    PostFactory(author=boris)
    board = BoardFactory()
    reading.watch(ana, board=board)

    with django_capture_on_commit_callbacks(execute=True):
        writing.begin(board, boris, title="Мале групе", text="Како?")

    letter = Letter.objects.get(to=ana.email)
    assert letter.subject == "Мале групе"
    assert "You watch this board" in letter.text


def test_who_is_not_told(ana, boris, petra, topic):
    """The author, who muted the topic, who has left, and who may not read it any more."""
    inside = TopicFactory(board__audience="members")
    gone, muted = MemberFactory(is_active=False), MemberFactory()
    for person in (ana, boris, petra, gone, muted):
        reading.watch(person, board=inside.board)
        reading.watch(person, topic=inside)
    reading.unwatch(muted, topic=inside)

    assert told(untold(inside, author=boris)) == {ana.email}


@pytest.mark.parametrize("state", ["held", "hidden", "topic hidden"])
def test_nobody_is_told_of_what_cannot_be_read(state, ana, mira, topic):
    reading.watch(ana, topic=topic)
    post = HeldPostFactory(topic=topic) if state == "held" else untold(topic)
    if state == "hidden":
        moderating.hide(post, mira, "Why")
    if state == "topic hidden":
        moderating.hide_topic(topic, mira, "Why")

    assert told(post) == set()


def test_those_who_watch_hear_of_a_post_that_was_let_through(
    ana, mira, topic, django_capture_on_commit_callbacks
):
    reading.watch(ana, topic=topic)
    held = HeldPostFactory(topic=topic)

    with django_capture_on_commit_callbacks(execute=True):
        moderating.release(held, mira)

    assert Letter.objects.filter(to=ana.email, kind="forum_post").count() == 1


def test_a_post_is_told_once(ana, topic):
    reading.watch(ana, topic=topic)
    post = untold(topic)

    tasks.tell_watchers(post.pk)
    tasks.tell_watchers(post.pk)
    telling.tell_watchers(post)
    tasks.tell_watchers(0)

    assert Letter.objects.filter(to=ana.email).count() == 1


def test_a_post_whose_message_was_lost_is_told_by_the_sweep(ana, topic):
    reading.watch(ana, topic=topic)
    post = untold(topic)

    tasks.tell_waiting()
    assert not Letter.objects.exists()

    Post.objects.filter(pk=post.pk).update(created_at=timezone.now() - timedelta(minutes=2))
    tasks.tell_waiting()
    tasks.tell_waiting()

    assert Letter.objects.filter(to=ana.email).count() == 1


def test_a_post_shown_again_is_not_news(ana, mira, topic):
    reading.watch(ana, topic=topic)
    post = untold(topic)
    moderating.hide(post, mira, "Why")
    moderating.show(post, mira)

    assert told(post) == set()


def test_writing_means_watching_unless_one_says_no(ana, topic):
    PostFactory(author=ana)

    writing.reply(topic, ana, "Yes", watch=True)

    assert Watch.objects.filter(person=ana, topic=topic, muted=False).exists()

    other = TopicFactory()
    writing.reply(other, ana, "No", watch=False)

    assert not Watch.objects.filter(person=ana, topic=other, muted=False).exists()


def test_the_form_remembers_what_was_wished(ana, as_, topic):
    PostFactory(author=ana)
    client, url = as_(ana), f"{topic.get_absolute_url()}reply/"
    assert "checked" in client.get(url).text

    client.post(url, {"text": "Quietly"})

    assert "checked" not in client.get(url).text
    assert "checked" not in client.get(topic.get_absolute_url()).text


def test_one_click_in_the_mail_program_ends_the_letters(ana, visitor, topic):
    reading.watch(ana, topic=topic)
    reading.watch(ana, board=topic.board)
    watch = Watch.objects.get(person=ana, topic=topic)
    url = f"/forum/unwatch/{watch.token}/"

    visitor.get(url)
    assert told(untold(topic)) == {ana.email}
    Letter.objects.all().delete()

    for _time in range(2):
        answer = visitor.post(url, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
    # The board is still watched, and does not bring the topic back.
    assert told(untold(topic)) == set()
    assert told(untold(TopicFactory(board=topic.board))) == {ana.email}


def test_the_one_click_needs_no_csrf_token(ana, topic):
    from django.test import Client

    reading.watch(ana, topic=topic)
    watch = Watch.objects.get()

    answer = Client(enforce_csrf_checks=True).post(f"/forum/unwatch/{watch.token}/")

    assert answer.status_code == 200
    watch.refresh_from_db()
    assert watch.muted


def test_watching_is_begun_and_ended_on_the_page(ana, as_, topic):
    client = as_(ana)
    for url in (topic.get_absolute_url(), topic.board.get_absolute_url()):
        client.post(f"{url}watch/", {"watch": "on"})
        assert "Watching: stop" in client.get(url).text
        client.post(f"{url}watch/", {"watch": "off"})
        assert "Watching: stop" not in client.get(url).text
