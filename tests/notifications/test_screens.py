import pytest
from django.urls import reverse

from core import personal_data
from notifications import actions
from notifications.models import Preference
from tests.factories.notifications import NotificationFactory

LIST = reverse("notifications:list")


def test_new_ones_stand_first(ana, as_):
    client = as_(ana)
    NotificationFactory(recipient=ana, sentence="First.")
    NotificationFactory(recipient=ana, sentence="Second.")
    actions.mark_read(ana, sentence="Second.")

    page = client.get(LIST).text

    assert page.index("First.") < page.index("Second.")


def test_boris_does_not_see_what_ana_heard(ana, boris, as_):
    row = NotificationFactory(recipient=ana, sentence="A secret.")

    assert "A secret." not in as_(boris).get(LIST).text
    assert as_(boris).get(row.get_absolute_url()).status_code == 404
    assert as_(boris).post(reverse("notifications:read", args=[row.key])).status_code == 404
    row.refresh_from_db()
    assert row.read_at is None


def test_opening_follows_the_link_and_marks_it_read(ana, as_):
    row = NotificationFactory(recipient=ana, path="/members/boris/")

    answer = as_(ana).get(row.get_absolute_url())

    row.refresh_from_db()
    assert answer.url == "/members/boris/"
    assert row.read_at is not None


def test_one_is_marked_read(ana, as_):
    one, other = NotificationFactory.create_batch(2, recipient=ana)

    as_(ana).post(reverse("notifications:read", args=[one.key]))

    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.read_at is None, other.read_at is None) == (False, True)


def test_all_are_marked_read_but_only_ones_own(ana, boris, as_):
    NotificationFactory.create_batch(2, recipient=ana)
    theirs = NotificationFactory(recipient=boris)

    as_(ana).post(reverse("notifications:read_all"))

    theirs.refresh_from_db()
    assert ana.notifications.unread().count() == 0
    assert theirs.read_at is None


def test_the_bell_counts_the_new_ones(ana, as_):
    NotificationFactory.create_batch(3, recipient=ana)
    client = as_(ana)

    before = client.get(LIST).text
    actions.mark_read(ana)
    after = client.get(LIST).text

    assert 'class="bell__count">3<' in before
    assert "bell__count" not in after


def test_an_empty_list_says_what_will_stand_here(ana, as_):
    assert "Nothing has happened yet" in as_(ana).get(LIST).text


def test_ana_chooses_what_she_hears_of(ana, as_):
    client = as_(ana)
    url = reverse("notifications:preferences")

    assert "A quiet thing" in client.get(url).text
    client.post(url, {"test.thing": "none", "test.quiet": "site"})

    assert list(Preference.objects.values_list("person__handle", "kind", "way")) == [
        ("ana", "test.thing", "none")
    ]


def test_only_the_committee_is_asked_about_the_committees_work(ana, vera, as_):
    actions.register("test.desk", "Things to decide", permission="members.change_application")
    url = reverse("notifications:preferences")

    assert "Things to decide" not in as_(ana).get(url).text
    assert "Things to decide" in as_(vera).get(url).text


def test_a_way_that_does_not_exist_is_refused(ana, as_):
    url = reverse("notifications:preferences")

    page = as_(ana).post(url, {"test.thing": "pigeon", "test.quiet": "site"})

    assert page.status_code == 200
    assert Preference.objects.count() == 0


@pytest.mark.parametrize("page", ["0", "-1", "99", "x", "\x00"])
def test_odd_page_numbers_do_no_harm(ana, as_, page):
    NotificationFactory(recipient=ana)

    assert as_(ana).get(LIST, {"page": page}).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_list_queries_do_not_grow(ana, as_, count, django_assert_num_queries):
    NotificationFactory.create_batch(count, recipient=ana)
    client = as_(ana)
    client.get(LIST)

    with django_assert_num_queries(5):
        client.get(LIST)


def test_the_bundle_holds_notifications_and_choices(ana):
    NotificationFactory(recipient=ana, sentence="Boris answered.")
    actions.choose(ana, {"test.thing": "site"})

    part = personal_data.parts()["notifications"].export(ana)

    assert [row["sentence"] for row in part["notifications"]] == ["Boris answered."]
    assert part["preferences"] == {"test.thing": "site"}
