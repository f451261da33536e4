import json

import pytest
from django.urls import reverse

from members import consents
from members.actions import consents as actions
from members.actions import profile
from members.models import Consent, User
from newsletters.actions import subscriptions
from tests.factories.members import ApplicationFactory, PolicyFactory
from tests.factories.newsletters import ListFactory, SubscriberFactory

pytestmark = pytest.mark.django_db
URL = reverse("members:consents")


def take_back(purpose):
    return reverse("members:consent_take_back", args=[purpose])


def standing(person) -> set:
    return {purpose.name for purpose, stands, _rows in consents.ledger(person) if stands}


def test_what_ana_agreed_to_is_shown_in_the_words_she_read(ana, boris, as_):
    actions.give(ana, "listing", "Everybody may find me.", source="profile")
    actions.give(boris, "listing", "Not hers.", source="profile")

    page = as_(ana).get(URL).text

    assert "Everybody may find me." in page
    assert "Not hers." not in page


def test_a_statement_is_written_once_for_each_version(petra):
    old, new = PolicyFactory(), PolicyFactory()

    for policy in (old, old, new):
        actions.adhere(petra, policy, "application")

    assert set(petra.consents.values_list("purpose", "version")) == {
        ("adherence", old.version), ("adherence", new.version),
    }  # fmt: skip


def test_applications_from_before_the_ledger_are_in_it(petra):
    application = ApplicationFactory(applicant=petra)

    rows = {purpose.name: rows for purpose, _stands, rows in consents.ledger(petra)}

    assert rows["adherence"][0].version == application.policy.version
    assert rows["adherence"][0].at == application.adhered_at


def test_who_shows_herself_to_everybody_takes_it_back_with_one_press(ana, as_, visitor):
    before, ana.listed_for = ana.listed_for, "public"
    ana.save()
    actions.listing_changed(ana, before=before)
    profile = reverse("members:profile", args=[ana.handle])
    seen = visitor.get(profile).status_code

    assert take_back("listing") in as_(ana).get(URL).text
    as_(ana).post(take_back("listing"))

    assert (seen, visitor.get(profile).status_code) == (200, 404)
    assert User.objects.get(pk=ana.pk).listed_for == "members"
    rows = list(ana.consents.order_by("pk").values_list("given", "wording", "source"))
    assert [row[0] for row in rows] == [True, False]
    assert rows[0][1] == rows[1][1]
    assert rows[1][2] == "my data"


def test_saving_the_profile_writes_into_the_ledger(ana):
    for choice in ("public", "public", "nobody"):
        ana.listed_for = choice
        profile.save(ana, shows={}, institution=None, expertise=[], links=[])

    assert list(ana.consents.order_by("pk").values_list("purpose", "given")) == [
        ("listing", True), ("listing", False),
    ]  # fmt: skip


def test_newsletters_are_taken_back_here_too(ana, as_):
    news = ListFactory()
    subscriptions.choose(subscriptions.of_member(ana), [news], "en", "my account")
    assert "newsletters" in standing(ana)

    as_(ana).post(take_back("newsletters"))

    assert "newsletters" not in standing(ana)
    rows = {purpose.name: rows for purpose, _stands, rows in consents.ledger(ana)}["newsletters"]
    assert [row.given for row in rows] == [False, True]
    assert news.name in rows[0].wording


def test_adherence_is_taken_back_by_leaving(ana, as_):
    actions.adhere(ana, PolicyFactory(), "application")
    client = as_(ana)

    answer = client.post(take_back("adherence"), follow=True)

    assert "in another place" in answer.text
    assert reverse("members:leave") in client.get(URL).text
    assert "adherence" in standing(ana)


@pytest.mark.parametrize("purpose", ["listing", "no-such-thing"])
def test_what_does_not_stand_is_not_taken_back(ana, as_, purpose):
    as_(ana).post(take_back(purpose))

    assert not Consent.objects.exists()


def test_an_address_without_an_account_gets_its_proof(visitor):
    subscriber = SubscriberFactory()
    news = ListFactory()
    subscriptions.choose(subscriber, [news], "en", "preferences")
    subscriptions.unsubscribe(subscriber)

    answer = visitor.get(reverse("newsletters:own_data", args=[subscriber.token]))

    known = json.loads(answer.content)
    assert known["email"] == subscriber.email
    assert [row["given"] for row in known["agreements"]] == [True, False]
    assert news.name in known["agreements"][0]["wording"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_ledger_asks_the_same_for_one_row_and_three(
    ana, as_, count, django_assert_num_queries
):
    for number in range(count):
        actions.give(ana, "listing", "Yes.", source=str(number))
    client = as_(ana)
    client.get(URL)

    with django_assert_num_queries(7):
        client.get(URL)
