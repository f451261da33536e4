import re
from datetime import timedelta

import pytest
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from core import retention
from core.models import Letter
from newsletters.actions import subscriptions
from newsletters.models import Subscriber, Subscription, Suppression
from tests.factories.newsletters import (
    DeliveryFactory,
    IssueFactory,
    ListFactory,
    SubscriberFactory,
)


@pytest.fixture
def news(db):
    """A public list."""
    return ListFactory(slug="news", name="News of the network")


def ask(client, *lists, email="nikos@example.org", language="en", **more):
    return client.post(
        reverse("newsletters:subscribe"),
        {"email": email, "lists": [each.pk for each in lists], "language": language, **more},
    )


def link_in(letter):
    return re.search(r"/newsletters/confirm/\S+", letter.text).group()


def test_nothing_is_subscribed_until_the_letter_is_answered(visitor, news):
    ask(visitor, news)

    assert Letter.objects.get().to == "nikos@example.org"
    assert Subscriber.objects.get().state == Subscriber.State.PENDING
    assert not Subscription.objects.exists()


def test_a_look_at_the_link_confirms_nothing_and_the_button_does(visitor, news):
    ask(visitor, news)
    link = link_in(Letter.objects.get())

    page = visitor.get(link)
    assert "News of the network" in page.text
    assert not Subscription.objects.exists()
    visitor.post(link)

    subscription = Subscription.objects.get()
    assert subscription.list == news
    assert "News of the network" in subscription.wording
    assert subscription.source == "double opt-in"
    assert subscription.asked_at <= subscription.subscribed_at
    assert Subscriber.objects.get().state == Subscriber.State.ACTIVE


def test_confirming_twice_is_harmless(visitor, news):
    ask(visitor, news)
    link = link_in(Letter.objects.get())

    visitor.post(link)
    visitor.post(link)

    assert Subscription.objects.count() == 1


def test_an_old_link_says_so(visitor, news, monkeypatch):
    ask(visitor, news)
    link = link_in(Letter.objects.get())
    late = timezone.now() + timedelta(days=4)
    monkeypatch.setattr(signing.time, "time", late.timestamp)

    answer = visitor.post(link)

    assert answer.status_code == 410
    assert "no longer" in answer.text
    assert not Subscription.objects.exists()


def test_an_old_link_does_not_bring_back_what_was_left_since(visitor, news):
    ask(visitor, news)
    link = link_in(Letter.objects.get())
    visitor.post(link)
    subscriptions.unsubscribe(Subscriber.objects.get())
    Subscription.objects.update(unsubscribed_at=timezone.now() + timedelta(seconds=2))

    visitor.post(link)

    assert not Subscription.objects.live().exists()


def test_who_left_since_is_told_that_nothing_begins_and_offered_a_button(visitor, news):
    ask(visitor, news)
    link = link_in(Letter.objects.get())
    visitor.post(link, follow=True)
    subscriptions.unsubscribe(Subscriber.objects.get())

    look, press = visitor.get(link).text, visitor.post(link)

    for page in (look, press.text):
        assert "nothing has begun" in page
        assert "Welcome" not in page
    assert press.status_code == 200
    assert not Subscription.objects.live().exists()
    answer = visitor.post(link, {"again": "yes"}, follow=True)
    assert "Welcome" in answer.text
    assert Subscription.objects.live().get().list == news


def test_known_and_unknown_addresses_get_the_same_answer(visitor, news):
    SubscriberFactory(email="known@example.org", to=news)

    known = ask(visitor, news, email="known@example.org")
    unknown = ask(visitor, news, email="unknown@example.org")

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    kinds = set(Letter.objects.values_list("to", "kind"))
    assert kinds == {
        ("known@example.org", "newsletter_already"),
        ("unknown@example.org", "newsletter_confirm"),
    }


def test_one_address_is_written_to_three_times_an_hour_at_most(visitor, news, settings):
    settings.RATE_LIMITS = True

    for _ in range(5):
        assert ask(visitor, news).status_code == 302

    assert Letter.objects.count() == 3


def test_a_program_that_fills_in_everything_is_thanked_and_forgotten(visitor, news):
    assert ask(visitor, news, website="https://spam.example").status_code == 302

    assert not Subscriber.objects.exists()


@pytest.mark.parametrize(
    "email", ["", "no address", "a\x00@example.org", "x" * 400 + "@example.org", "ана@пример.мк"]
)
def test_what_is_no_address_is_told_and_nothing_typed_is_lost(visitor, news, email):
    answer = ask(visitor, news, email=email, language="mk")

    assert answer.status_code == 200
    assert "put right" in answer.text
    assert '<option value="mk" selected>' in answer.text


def test_a_private_list_is_not_offered_and_cannot_be_taken(visitor, news):
    board = ListFactory(name="The board only", is_public=False)

    page = visitor.get(reverse("newsletters:subscribe")).text
    ask(visitor, board)

    assert "The board only" not in page
    assert not Subscriber.objects.exists()


def test_the_letter_comes_in_the_language_that_was_chosen(visitor, news):
    ask(visitor, news, language="sq")

    assert Letter.objects.get().language == "sq"
    assert "/sq/newsletters/confirm/" in Letter.objects.get().text


def test_a_domain_in_cyrillic_is_kept_in_ascii():
    assert subscriptions.address("Ana@Пример.мк") == "ana@xn--e1afmkfd.xn--j1ad"


# --- Leaving ----------------------------------------------------------------------------------


def test_looking_at_the_unsubscribe_page_changes_nothing(visitor, news):
    reader = SubscriberFactory(to=news)
    delivery = DeliveryFactory(issue=IssueFactory(to=news), subscriber=reader)

    page = visitor.get(reverse("newsletters:unsubscribe", args=[delivery.token]))

    assert "Nothing has changed yet" in page.text
    assert reader.subscriptions.live().count() == 1


def test_one_click_needs_no_cookie_and_no_redirect(news, client):
    client.handler.enforce_csrf_checks = True
    other = ListFactory()
    reader = SubscriberFactory(to=news)
    subscriptions.choose(reader, [news, other], "en", "a test")
    delivery = DeliveryFactory(issue=IssueFactory(to=news), subscriber=reader)
    url = reverse("newsletters:unsubscribe", args=[delivery.token])

    answers = [client.post(url, {"List-Unsubscribe": "One-Click"}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert not client.cookies
    assert [each.list for each in reader.subscriptions.live()] == [other]


def test_the_button_on_the_page_unsubscribes_without_a_cookie(news, client):
    client.handler.enforce_csrf_checks = True
    reader = SubscriberFactory(to=news)
    delivery = DeliveryFactory(issue=IssueFactory(to=news), subscriber=reader)

    answer = client.post(
        reverse("newsletters:unsubscribe", args=[delivery.token]), {"leave": "yes"}
    )

    assert answer.status_code == 200
    assert "You are unsubscribed" in answer.text
    reader.refresh_from_db()
    assert reader.state == Subscriber.State.UNSUBSCRIBED


def test_an_empty_post_unsubscribes_and_says_so(news, client):
    reader = SubscriberFactory(to=news)
    delivery = DeliveryFactory(issue=IssueFactory(to=news), subscriber=reader)

    answer = client.post(reverse("newsletters:unsubscribe", args=[delivery.token]))

    assert "You are unsubscribed" in answer.text
    assert not reader.subscriptions.live().exists()


def test_the_link_of_somebody_who_was_erased_still_answers(news, client):
    reader = SubscriberFactory(to=news)
    delivery = DeliveryFactory(issue=IssueFactory(to=news), subscriber=reader)
    subscriptions.erase(reader)

    url = reverse("newsletters:unsubscribe", args=[delivery.token])

    assert client.get(url).status_code == 200
    assert client.post(url, {"List-Unsubscribe": "One-Click"}).status_code == 200


def test_leaving_lets_go_what_is_on_its_way(news):
    other = ListFactory()
    reader = SubscriberFactory(to=news)
    subscriptions.choose(reader, [news, other], "en", "a test")
    unwanted = DeliveryFactory(issue=IssueFactory(to=news), subscriber=reader)
    wanted = DeliveryFactory(issue=IssueFactory(to=other), subscriber=reader)

    subscriptions.unsubscribe(reader, [news])

    unwanted.refresh_from_db()
    wanted.refresh_from_db()
    assert unwanted.skipped_at
    assert wanted.skipped_at is None


# --- Preferences ------------------------------------------------------------------------------


def test_preferences_change_lists_and_language(visitor, news):
    other = ListFactory()
    reader = SubscriberFactory(to=news)

    visitor.post(reader.preferences_path(), {"lists": [other.pk], "language": "mk"})

    reader.refresh_from_db()
    assert [each.list for each in reader.subscriptions.live()] == [other]
    assert reader.language == "mk"
    assert reader.subscriptions.count() == 2  # the proof of the first stays


def test_one_button_leaves_everything_whatever_is_ticked(visitor, news):
    reader = SubscriberFactory(to=news)

    visitor.post(reader.preferences_path(), {"lists": [news.pk], "language": "en", "leave": "all"})

    assert not reader.subscriptions.live().exists()


def test_a_subscriber_can_be_forgotten(visitor, news):
    reader = SubscriberFactory(to=news)
    Suppression.objects.create(email=reader.email, reason="550")

    visitor.post(reverse("newsletters:erase", args=[reader.token]))

    assert not Subscriber.objects.exists()
    assert not Suppression.objects.exists()


def test_a_member_chooses_without_a_letter(as_, ana, news):
    as_(ana).post(reverse("newsletters:mine"), {"lists": [news.pk], "language": "bs"})

    subscriber = Subscriber.objects.get(person=ana)
    assert subscriber.state == Subscriber.State.ACTIVE
    assert subscriber.language == "bs"
    assert [each.list for each in subscriber.subscriptions.live()] == [news]
    assert not Letter.objects.exists()


def test_a_look_at_ones_newsletters_writes_nothing(as_, ana, news):
    page = as_(ana).get(reverse("newsletters:mine")).text

    assert "News of the network" in page
    assert not Subscriber.objects.exists()


def test_a_subscriber_who_joins_finds_their_lists(as_, ana, news):
    reader = SubscriberFactory(email=ana.email, to=news)

    page = as_(ana).get(reverse("newsletters:mine")).text
    as_(ana).post(reverse("newsletters:mine"), {"lists": [], "language": "en"})

    assert "checked" in page
    assert not reader.subscriptions.live().exists()
    reader.refresh_from_db()
    assert reader.person == ana


def test_newsletters_follow_a_member_to_a_new_address(ana, news):
    reader = SubscriberFactory(email=ana.email, person=ana, to=news)
    ana.email = "ana.new@example.org"
    ana.save()

    subscriptions.follow(ana)

    reader.refresh_from_db()
    assert reader.email == "ana.new@example.org"


def test_two_subscriptions_become_one_when_the_addresses_do(ana, news):
    other = ListFactory()
    SubscriberFactory(email=ana.email, person=ana, to=news)
    there = SubscriberFactory(email="ana.new@example.org", to=other)
    ana.email = "ana.new@example.org"
    ana.save()

    subscriptions.follow(ana)

    assert Subscriber.objects.get() == there
    assert {each.list for each in there.subscriptions.live()} == {news, other}


def test_confirming_again_lifts_a_bounce(visitor, news):
    SubscriberFactory(email="nikos@example.org", state=Subscriber.State.BOUNCED)
    Suppression.objects.create(email="nikos@example.org", reason="550 no such user")
    ask(visitor, news)

    visitor.post(link_in(Letter.objects.get()))

    assert not Suppression.objects.exists()
    assert Subscriber.objects.get().state == Subscriber.State.ACTIVE


def test_addresses_that_nobody_confirmed_are_forgotten(news):
    old = timezone.now() - timedelta(days=10)
    SubscriberFactory(state=Subscriber.State.PENDING, created_at=old)
    fresh = SubscriberFactory(state=Subscriber.State.PENDING)
    active = SubscriberFactory(created_at=old)

    (run,) = retention.run(only="unconfirmed-subscribers")

    assert run.number == 1
    assert set(Subscriber.objects.all()) == {fresh, active}


def test_only_the_account_shows_its_menu(as_, ana):
    client, subscriber = as_(ana), SubscriberFactory()

    assert 'class="account-menu' in client.get(reverse("newsletters:mine")).text
    assert 'class="account-menu' not in client.get(subscriber.preferences_path()).text
