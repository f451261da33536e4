import pytest
from django.urls import reverse

from members.models import Application, Policy
from tests.factories.members import (
    ApplicationFactory,
    CentreFactory,
    InstitutionFactory,
    MembershipTypeFactory,
    PolicyFactory,
    UserFactory,
)

WHOLE = {
    "role": "lecturer", "place": "none", "qualifications": "Ten years of teaching.",
    "commitment": "A workshop a year.", "adheres": "on", "policy_version": "2026-1",
}  # fmt: skip


@pytest.fixture
def individual(db):
    PolicyFactory()
    MembershipTypeFactory()
    return reverse("members:join_kind", args=["individual"])


@pytest.fixture
def institutional(db):
    PolicyFactory()
    MembershipTypeFactory(slug="institutional", name="Institutional", for_institutions=True)
    return reverse("members:join_kind", args=["institutional"])


def test_the_three_ways_are_explained_to_everybody(visitor, db):
    page = visitor.get(reverse("members:join")).text

    for name in ("Individual", "Institutional", "Associated"):
        assert name in page


def test_who_has_no_account_makes_one_first_and_comes_back(visitor, individual):
    answer = visitor.get(individual)

    assert answer.url == f"{reverse('account_signup')}?next={individual}"


def test_a_half_finished_draft_is_kept_and_resumed(as_, petra, individual):
    answer = as_(petra).post(individual, {"save": "1", "qualifications": "Two years of"})

    draft = Application.objects.get()
    assert (answer.status_code, answer.url) == (302, individual)
    assert (draft.state, draft.qualifications) == ("draft", "Two years of")
    assert "Two years of" in as_(petra).get(individual).text
    assert "Go on with it" in as_(petra).get(reverse("members:join")).text


def test_handing_in_needs_everything_and_loses_nothing(as_, petra, individual):
    page = as_(petra).post(individual, {"submit": "1", "qualifications": "Two years"}).text

    assert "There are 3 things to put right." in page
    assert "Two years" in page
    assert not Application.objects.exists()


def test_a_whole_application_is_handed_in(as_, petra, individual):
    answer = as_(petra).post(individual, {**WHOLE, "submit": "1", "other_expertise": "Puppetry, "})

    application = Application.objects.get()
    assert answer.url == application.get_absolute_url()
    assert application.state == "submitted"
    assert application.policy == Policy.objects.get(version="2026-1")
    assert application.adhered_at is not None
    assert application.expertise_names == ["Puppetry"]
    page = as_(petra).get(answer.url).text
    assert "You handed the application in." in page
    assert "Ten years of teaching." in page


def test_the_statement_names_the_wording_that_was_read(as_, petra, individual):
    Policy.objects.create(version="2026-2", text="Newer words.")

    page = as_(petra).post(individual, {**WHOLE, "submit": "1"}).text

    assert "The policies have changed" in page
    assert not Application.objects.exists()


def test_an_unticked_statement_is_not_remembered(as_, petra, individual):
    as_(petra).post(individual, {**WHOLE, "save": "1"})
    assert Application.objects.get().adhered_at is not None

    as_(petra).post(individual, {**WHOLE, "save": "1", "adheres": ""})

    assert Application.objects.get().adhered_at is None


def test_an_institution_needs_its_representatives_authority(as_, petra, institutional):
    institution = InstitutionFactory()
    data = {**WHOLE, "submit": "1", "place": institution.slug}

    page = as_(petra).post(institutional, data).text
    assert "What authorises you to represent it" in page
    assert not Application.objects.exists()

    as_(petra).post(institutional, {**data, "authority": "The rector's decision"})
    assert Application.objects.get().institution == institution


def test_a_university_joins_through_its_own_centre_only(as_, petra, institutional):
    centre, other = CentreFactory(), CentreFactory()
    data = {**WHOLE, "submit": "1", "place": centre.institution.slug, "authority": "Head of it"}

    page = as_(petra).post(institutional, {**data, "centre": other.pk}).text
    assert "belongs to another institution" in page

    as_(petra).post(institutional, {**data, "centre": centre.pk})
    assert Application.objects.get().centre == centre


def test_a_missing_institution_is_described(as_, petra, institutional):
    data = {**WHOLE, "submit": "1", "place": "missing", "authority": "Its founder"}

    page = as_(petra).post(institutional, data).text
    assert "Its name" in page
    assert not Application.objects.exists()

    as_(petra).post(
        institutional,
        {
            **data, "missing_name": "Shkolla e Hapur", "missing_kind": "organisation",
            "missing_country": "AL", "missing_city": "Vlorë",
            "missing_website": "shkolla.example",
        },
    )  # fmt: skip
    application = Application.objects.get()
    asked = application.institution_request
    assert application.missing_institution == {}
    assert (asked.asked_by, asked.state) == (petra, "open")
    assert asked.described == {
        "name": "Shkolla e Hapur", "kind": "organisation", "country": "AL", "city": "Vlorë",
        "website": "https://shkolla.example",
    }  # fmt: skip
    assert "Shkolla e Hapur" in as_(petra).get(application.get_absolute_url()).text


@pytest.mark.parametrize("typed", ["unsa", "сарајево", "Sveučilište", "sveuciliste u saraj"])
def test_an_institution_is_found_by_acronym_other_names_and_in_either_script(as_, petra, typed):
    institution = InstitutionFactory(name="University of Sarajevo", acronym="UNSA")
    institution.names.create(name="Sveučilište u Sarajevu", language="hr")
    institution.save()
    InstitutionFactory(name="University of Patras", city="Patras")
    InstitutionFactory(name="Sarajevo unconfirmed", is_confirmed=False)

    part = as_(petra).get(
        reverse("members:institution_search"), {"place_q": typed}, headers={"HX-Request": "true"}
    )

    assert part.text.count('type="radio"') == 2  # the one that matches, and "missing"
    assert f'value="{institution.slug}"' in part.text
    assert "<html" not in part.text


def test_the_register_is_searched_without_javascript_and_nothing_typed_is_lost(
    as_, petra, individual
):
    institution = InstitutionFactory(name="University of Patras")

    page = as_(petra).post(
        individual, {"find": "1", "place_q": "patras", "commitment": "A workshop"}
    )

    assert f'value="{institution.slug}"' in page.text
    assert "A workshop" in page.text
    assert not Application.objects.exists()


def test_a_second_application_leads_to_the_first(as_, petra, individual, institutional):
    first = ApplicationFactory(applicant=petra)

    answer = as_(petra).post(institutional, {**WHOLE, "save": "1"})

    assert answer.url == first.get_absolute_url()
    assert Application.objects.count() == 1


def test_a_draft_may_change_its_type(as_, petra, individual, institutional):
    as_(petra).post(individual, {"save": "1", "commitment": "A workshop"})

    as_(petra).post(institutional, {"save": "1", "commitment": "A workshop"})

    assert Application.objects.get().type_id == "institutional"


@pytest.mark.parametrize(
    "field", ["qualifications", "place", "place_q", "role", "other_expertise"]
)
@pytest.mark.parametrize(
    "hostile", ["\x00", "😀\u202e" * 9, "a" * 1_000_000, "<script>x</script>"]
)
def test_hostile_input_gets_an_answer(as_, petra, individual, field, hostile):
    for button in ("save", "submit", "find"):
        answer = as_(petra).post(individual, {**WHOLE, field: hostile, button: "1"})

        assert answer.status_code in (200, 302)
        assert "<script>x" not in answer.text


def test_state_and_applicant_never_come_from_the_form(as_, petra, boris, individual):
    as_(petra).post(individual, {**WHOLE, "save": "1", "state": "approved", "applicant": boris.pk})

    application = Application.objects.get()
    assert (application.state, application.applicant) == ("draft", petra)


def test_a_question_is_answered_on_the_applicants_page(as_, petra, vera):
    from members.actions import applications

    application = ApplicationFactory(applicant=petra)
    applications.ask(application, vera, "Where do **you** teach?")
    page = as_(petra).get(application.get_absolute_url()).text
    assert "Where do <strong>you</strong> teach?" in page
    assert vera.name not in page

    empty = as_(petra).post(reverse("members:answer", args=[application.pk]), {"text": ""})
    assert "This field is required" in empty.text
    as_(petra).post(reverse("members:answer", args=[application.pk]), {"text": "In Budva."})

    application.refresh_from_db()
    assert application.state == "answered"
    assert "In Budva." in as_(petra).get(application.get_absolute_url()).text


def test_an_application_is_withdrawn_by_its_applicant(as_, petra):
    application = ApplicationFactory(applicant=petra)

    as_(petra).post(reverse("members:withdraw", args=[application.pk]))

    application.refresh_from_db()
    assert application.state == "withdrawn"


def test_nobody_reads_the_application_of_somebody_else(as_, petra, boris, vera):
    application = ApplicationFactory(applicant=petra)
    draft = ApplicationFactory(applicant=UserFactory(), state="draft")

    assert as_(boris).get(application.get_absolute_url()).status_code == 404
    assert as_(vera).get(application.get_absolute_url()).status_code == 200
    assert as_(vera).get(draft.get_absolute_url()).status_code == 404
