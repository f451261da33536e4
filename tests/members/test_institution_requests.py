import importlib

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.urls import reverse

from core.exceptions import Refused
from core.models import Letter
from members.actions import applications, requests, votes
from members.models import Application, Country, Institution, InstitutionRequest
from tests.factories.members import ApplicationFactory, InstitutionFactory, MembershipTypeFactory

ASK = reverse("members:institution_request")
MINE = reverse("members:my_requests")
LIST = reverse("admin:members_institutionrequest_changelist")
WORDS = {"name": "Shkolla e Hapur", "kind": "associate", "country": "AL", "city": "Vlorë"}
MISSING = {**WORDS, "website": ""}


def asked(person, **fields):
    described = {**MISSING, **fields, "country": Country.objects.get(code="AL")}
    return requests.ask(person, InstitutionRequest(**described))


def desk_page(request):
    return reverse("admin:members_institutionrequest_change", args=[request.pk])


def test_petra_asks_for_an_institution_and_sees_what_became_of_it(as_, petra, vera):
    answer = as_(petra).post(ASK, {**WORDS, "website": "shkolla.example", "note": "Also OSV."})
    assert answer.url == MINE
    assert "Shkolla e Hapur" in as_(petra).get(MINE).text
    request = InstitutionRequest.objects.get()
    assert (request.asked_by, request.state) == (petra, "open")
    assert "Requests for missing institutions" in as_(vera).get(reverse("admin:index")).text

    enter = {**WORDS, "enter": "1", "city": "Vlora"}
    as_(vera).post(desk_page(request), enter)

    institution = Institution.objects.get()
    request.refresh_from_db()
    assert (institution.city, institution.is_confirmed) == ("Vlora", True)
    assert (request.state, request.institution) == ("entered", institution)
    assert request.decided_by == vera
    letter = Letter.objects.get()
    assert (letter.kind, letter.to) == ("institution_request_settled", petra.email)
    assert institution.get_absolute_url() in letter.text
    assert institution.get_absolute_url() in as_(petra).get(MINE).text


def test_the_desk_finds_it_under_another_name(as_, petra, vera):
    known = InstitutionFactory(name="Shkolla e Hapur Vlorë", country_id="AL")
    request = asked(petra)

    page = as_(vera).get(desk_page(request)).text
    assert known.name in page
    as_(vera).post(desk_page(request), {"known": "1", "institution": known.pk})

    request.refresh_from_db()
    assert (request.state, request.institution) == ("known", known)
    assert "holds it already" in Letter.objects.get().text
    assert Institution.objects.count() == 1


def test_the_desk_declines_with_a_reason(as_, petra, vera):
    request = asked(petra)

    page = as_(vera).post(desk_page(request), {"decline": "1", "reason": " "}).text
    assert "Give the reason" in page
    as_(vera).post(desk_page(request), {"decline": "1", "reason": "It closed in 1999."})

    request.refresh_from_db()
    assert request.state == "declined"
    assert "It closed in 1999." in Letter.objects.get().text
    assert "It closed in 1999." in as_(petra).get(MINE).text


def test_of_two_who_settle_one_the_second_hears_of_it(petra, vera):
    request = asked(petra)
    requests.decline(request, vera, "No.")

    with pytest.raises(Refused, match="declined"):
        requests.enter(request, vera)

    assert not Institution.objects.exists()


def test_who_asks_sees_first_what_is_near(as_, petra):
    near = InstitutionFactory(name="Shkolla e Hapur Vlorë", country_id="AL")

    page = as_(petra).post(ASK, WORDS).text
    assert near.name in page
    assert not InstitutionRequest.objects.exists()
    as_(petra).post(ASK, {**WORDS, "sure": "1"})

    assert InstitutionRequest.objects.count() == 1


def test_asking_twice_or_for_what_is_there_is_refused(as_, petra):
    asked(petra)

    assert "asked for this institution already" in as_(petra).post(ASK, WORDS).text
    InstitutionFactory(name="Shkolla e Mbyllur", country_id="AL")
    there = as_(petra).post(ASK, {**WORDS, "name": "Shkolla e Mbyllur", "sure": "1"}).text
    assert "in the register already" in there
    assert InstitutionRequest.objects.count() == 1


@pytest.mark.parametrize("field", ["name", "city", "website", "note", "country", "kind"])
@pytest.mark.parametrize(
    "hostile", ["\x00", "😀\u202e" * 99, "a" * 1_000_000, "<script>x</script>"]
)
def test_hostile_input_gets_an_answer(as_, petra, field, hostile):
    answer = as_(petra).post(ASK, {**WORDS, field: hostile, "sure": "1"})

    assert answer.status_code in (200, 302)
    assert "<script>x" not in as_(petra).get(MINE).text


def test_an_unconfirmed_address_asks_for_nothing(as_, petra, vera):
    request = asked(petra)
    EmailAddress.objects.filter(user=petra).update(verified=False)

    with pytest.raises(Refused, match="confirm your e-mail"):
        asked(petra, name="Another")
    assert not InstitutionRequest.objects.waiting().exists()
    assert as_(vera).get(desk_page(request)).status_code == 302


def test_one_takes_back_ones_own_only(as_, petra, boris):
    request = asked(petra)
    withdraw = reverse("members:request_withdraw", args=[request.pk])

    assert as_(boris).post(withdraw).status_code == 404
    as_(petra).post(withdraw)

    request.refresh_from_db()
    assert request.state == "withdrawn"


@pytest.fixture
def application(petra):
    kind = MembershipTypeFactory(slug="associated", for_institutions=True)
    application = ApplicationFactory(applicant=petra, type=kind, missing_institution=MISSING)
    requests.name_missing(application)
    application.save()
    return application


def test_approving_settles_the_request_in_the_same_step(application, vera, petra):
    votes.vote(application, vera, "for")

    request = InstitutionRequest.objects.get()
    assert (request.state, request.decided_by) == ("entered", vera)
    assert request.institution.is_member
    assert [one.kind for one in Letter.objects.all()] == ["application_approved"]


def test_an_institution_settled_before_is_the_applications(application, vera):
    known = InstitutionFactory(country_id="AL")

    requests.recognise(application.institution_request, vera, known)
    votes.vote(application, vera, "for")

    application.refresh_from_db()
    assert application.institution == known
    assert known.memberships.exists()


def test_a_declined_institution_cannot_be_admitted(application, vera):
    requests.decline(application.institution_request, vera, "It closed.")

    with pytest.raises(Refused, match="no institution to admit"):
        votes.vote(application, vera, "for")


def test_a_withdrawn_application_takes_its_request_along(application, petra):
    applications.withdraw(application, petra)

    assert InstitutionRequest.objects.get().state == "withdrawn"


def test_the_application_shows_its_request_to_both(as_, application, petra, vera):
    assert "Shkolla e Hapur" in as_(petra).get(application.get_absolute_url()).text
    desk = as_(vera).get(reverse("admin:members_application_change", args=[application.pk])).text
    assert desk_page(application.institution_request) in desk
    assert (
        "Shkolla e Hapur (?)"
        in as_(vera).get(reverse("admin:members_application_changelist")).text
    )


def test_open_applications_from_before_get_their_request_and_lose_it_on_the_way_back(petra):
    migration = importlib.import_module("members.migrations.0010_ask_for_missing_institutions")
    old = ApplicationFactory(applicant=petra, missing_institution=MISSING, waits_since=None)
    ApplicationFactory(state="declined", missing_institution=MISSING)

    migration.ask(apps, None)
    request = InstitutionRequest.objects.get()
    old.refresh_from_db()
    assert (request.application, request.described) == (old, MISSING)
    assert (old.missing_institution, old.waits_since is not None) == ({}, True)

    migration.describe(apps, None)
    assert Application.objects.get(pk=old.pk).missing_institution == MISSING


@pytest.mark.parametrize("count", [1, 3])
def test_lists_cost_the_same_for_one_and_for_three(
    as_, petra, vera, count, django_assert_num_queries
):
    for number in range(count):
        asked(petra, name=f"Shkolla {number}")
    committee, mine = as_(vera), as_(petra)

    committee.get(LIST), mine.get(MINE)
    with django_assert_num_queries(7):
        committee.get(LIST)
    with django_assert_num_queries(4):
        mine.get(MINE)


@pytest.mark.parametrize("verb", ["recognise", "enter", "decline"])
def test_an_action_asks_itself_who_settles(petra, boris, verb):
    request = asked(petra)
    words = {"recognise": [InstitutionFactory()], "decline": ["No."]}.get(verb, [])

    with pytest.raises(Refused, match="Only the committee"):
        getattr(requests, verb)(request, boris, *words)

    request.refresh_from_db()
    assert request.state == "open"
