import pytest
from django.urls import reverse

from members.models import Institution, NotTheSame, User
from tests.factories.forum import TopicFactory
from tests.factories.members import InstitutionFactory, UserFactory

PAIRS = reverse("admin:members_notthesame_changelist")


@pytest.fixture
def pair(db):
    place = InstitutionFactory()
    same = {"first_name": "Mila", "last_name": "Nova", "institution": place}
    return (
        UserFactory(headline="Statistics", **same),
        UserFactory(headline="Pedagogy", bio="Long", **same),
    )


def compare(kept, gone, kind="person"):
    return reverse("admin:members_merge", args=[kind, kept.pk, gone.pk])


def test_a_pair_stands_on_the_page_with_its_reason(as_, vera, pair):
    page = as_(vera).get(PAIRS).text

    assert "1 pair looks like the same entry twice." in page
    assert "The same name at one institution" in page
    assert pair[0].email in page
    assert pair[1].email in page


def test_vera_compares_confirms_once_more_and_merges(as_, vera, pair):
    kept, gone = pair
    TopicFactory(author=gone)
    client = as_(vera)
    assert "topics: 2" in client.get(compare(kept, gone)).text
    choice = {"take_headline": "gone"}

    asked = client.post(compare(kept, gone), choice).text
    assert "This cannot be undone." in asked
    assert User.objects.filter(pk=gone.pk).exists()
    done = client.post(compare(kept, gone), {**choice, "confirmed": "1"}, follow=True).text

    assert "are one now" in done
    kept.refresh_from_db()
    assert (kept.headline, kept.bio) == ("Pedagogy", "Long")
    assert not User.objects.filter(pk=gone.pk).exists()
    assert client.get(compare(kept, gone)).status_code == 404


def test_two_that_are_not_the_same_are_not_shown_again(as_, vera, pair):
    client = as_(vera)
    url = reverse("admin:members_tell_apart", args=["person", pair[1].pk, pair[0].pk])
    assert client.get(url).status_code == 405

    client.post(url)

    assert NotTheSame.objects.get().low == pair[0].pk
    assert "0 pairs" in client.get(PAIRS).text


def test_two_that_were_not_found_are_named(as_, vera, ana, boris):
    find = reverse("admin:members_merge_find")
    client = as_(vera)

    answer = client.get(find, {"one": "ANA@example.org", "two": "boris"})

    assert answer.url == compare(ana, boris)
    for words in ("ana", "nobody", "", "\0"):
        assert client.get(find, {"one": "ana", "two": words}).url.startswith(PAIRS)


def test_who_may_not_merge_is_told_and_stopped(as_, vera, emil, mira, ana, admin):
    client = as_(vera)
    page = client.get(compare(ana, mira)).text
    assert "only an administrator" in page
    client.post(compare(ana, mira), {"confirmed": "1"})
    assert User.objects.filter(pk=mira.pk).exists()

    for somebody, status in [(emil, 403), (mira, 403), (ana, 302)]:
        for url in (PAIRS, compare(ana, admin)):
            assert as_(somebody).get(url).status_code == status
    assert client.get(f"{PAIRS}?kind=planet").status_code == 404


def test_institutions_are_merged_by_the_same_way(as_, vera):
    kept = InstitutionFactory(name="University of Primer")
    gone = InstitutionFactory(name="UNIVERSITY OF PRIMER")
    client = as_(vera)
    assert "The same name" in client.get(f"{PAIRS}?kind=institution").text

    client.post(compare(kept, gone, "institution"), {"confirmed": "1"})

    assert Institution.objects.get(name__iexact="university of primer") == kept


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_pairs_costs_the_same_for_one_and_for_three(
    as_, vera, count, django_assert_num_queries
):
    for number in range(count):
        for name in ("x", "y"):
            UserFactory(email=f"{name}{number}@example.org", orcid=f"0000-0000-0000-000{number}")
    client = as_(vera)
    client.get(PAIRS)

    with django_assert_num_queries(11):
        client.get(PAIRS)
