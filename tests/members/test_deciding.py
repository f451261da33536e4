import pytest
from django.utils import timezone

from core.exceptions import Refused
from core.models import Letter, SearchEntry
from members.actions import applications as actions
from members.actions import requests, votes
from members.models import Application, Institution, Membership, Position
from notifications.models import Notification
from tests.factories.members import (
    ApplicationFactory,
    CentreFactory,
    InstitutionFactory,
    MembershipTypeFactory,
    PolicyFactory,
    UserFactory,
)

MISSING = {
    "name": "Shkolla e Hapur", "kind": "associate", "country": "AL", "city": "Vlorë",
    "website": "",
}  # fmt: skip


@pytest.fixture
def institutional(db):
    return MembershipTypeFactory(slug="institutional", name="Institutional", for_institutions=True)


@pytest.fixture
def application(petra):
    return ApplicationFactory(applicant=petra, role="lecturer")


def approve(application, member, **words):
    """The vote of the only seat there is."""
    return votes.vote(application, member, "for", **words).membership


def decline(application, member, reason):
    return votes.vote(application, member, "against", reason)


def letters():
    return list(Letter.objects.order_by("pk").values_list("kind", "to"))


def test_approval_makes_a_member_with_a_number_a_letter_and_a_notification(application, vera):
    application.expertise_names = ["Active learning", "Puppetry"]
    application.save()

    membership = approve(application, vera)

    application.refresh_from_db()
    petra = application.applicant
    assert (application.state, application.membership) == ("approved", membership)
    assert application.decided_at is not None
    assert petra.is_member
    assert petra.role == "lecturer"
    assert {tag.name for tag in petra.expertise.all()} == {"Active learning", "Puppetry"}
    assert letters() == [("application_approved", "petra@example.org")]
    assert membership.number in Letter.objects.get().text
    assert Notification.objects.get(recipient=petra).sentence.startswith("The Steering Committee")
    assert SearchEntry.objects.filter(kind="member", object_id=str(petra.pk)).exists()


def test_every_step_is_recorded_with_who_when_and_why(application, vera, petra):
    actions.ask(application, vera, "Where do you teach?")
    actions.answer(application, petra, "In Budva.")
    decline(application, vera, "We could not follow.")

    steps = application.steps.values_list("actor__handle", "before", "after", "reason")
    assert list(steps) == [
        ("vera", "submitted", "asked", ""),
        ("petra", "asked", "answered", ""),
        ("vera", "answered", "declined", "We could not follow."),
    ]
    assert list(application.messages.values_list("text", flat=True)) == [
        "Where do you teach?", "In Budva.",
    ]  # fmt: skip


def test_a_question_and_a_refusal_are_letters_in_the_applicants_language(application, vera):
    petra = application.applicant
    petra.language = "sq"
    petra.save()

    actions.ask(application, vera, "Where do you teach? <script>")
    decline(application, vera, "Not now.")

    first, second = Letter.objects.order_by("pk")
    assert (first.kind, first.language) == ("application_question", "sq")
    assert "Where do you teach?" in first.text
    assert "<script>" not in first.html
    assert f"/sq/members/applications/{application.pk}/" in first.html
    assert "Not now." in second.text


def test_the_committee_hears_of_an_answer_but_not_who_answered(application, vera, petra):
    actions.ask(application, vera, "Where?")
    Letter.objects.all().delete()

    actions.answer(application, petra, "Here.")

    assert letters() == [("notification", "vera@example.org")]
    assert f"/admin/members/application/{application.pk}/change/" in Letter.objects.get().text


def test_a_second_decision_hears_what_the_first_one_was(application, vera):
    approve(application, vera)

    with pytest.raises(Refused, match="approved the application on"):
        decline(application, UserFactory(), "No.")

    assert Membership.objects.filter(person=application.applicant).count() == 1


def test_nobody_decides_on_their_own_application(vera):
    own = ApplicationFactory(applicant=vera)

    for verb, words in ((approve, ()), (decline, ("x",)), (actions.ask, ("x",))):
        with pytest.raises(Refused, match="own application"):
            verb(own, vera, *words)

    own.refresh_from_db()
    assert own.state == "submitted"


@pytest.mark.parametrize("verb", [decline, actions.ask])
def test_saying_no_or_asking_needs_words(application, vera, verb):
    with pytest.raises(Refused):
        verb(application, vera, "  ")

    assert letters() == []


def test_a_draft_cannot_be_decided(application, vera):
    Application.objects.update(state="draft")

    with pytest.raises(Refused, match="not possible"):
        approve(application, vera)


def test_an_institution_becomes_a_member_and_the_applicant_its_representative(
    institutional, petra, vera
):
    centre = CentreFactory()
    application = ApplicationFactory(
        applicant=petra, type=institutional, institution=centre.institution, centre=centre
    )

    membership = approve(application, vera)

    institution = membership.institution
    position = Position.objects.get()
    institution.refresh_from_db(), petra.refresh_from_db()
    assert (institution, institution.is_member) == (centre.institution, True)
    assert (position.person, position.role, position.centre) == (petra, "representative", centre)
    assert petra.is_member
    assert petra.institution == institution
    assert institution.name in Letter.objects.get().text


def of_a_missing_one(institutional, petra):
    application = ApplicationFactory(
        applicant=petra, type=institutional, missing_institution=MISSING
    )
    requests.name_missing(application)
    application.save()
    return application


def test_a_missing_institution_enters_the_register(institutional, petra, vera):
    application = of_a_missing_one(institutional, petra)

    approve(application, vera)

    institution = Institution.objects.get()
    assert (institution.name, institution.slug) == ("Shkolla e Hapur", "shkolla-e-hapur")
    assert institution.is_confirmed
    assert institution.is_member
    assert SearchEntry.objects.filter(kind="institution").count() == 1


def test_the_committee_may_recognise_a_missing_institution(institutional, petra, vera):
    known = InstitutionFactory(name="Open School")
    application = of_a_missing_one(institutional, petra)

    membership = approve(application, vera, institution=known)

    assert membership.institution == known
    assert Institution.objects.count() == 1


def test_an_institution_that_is_a_member_is_not_admitted_twice(institutional, petra, vera, boris):
    institution = InstitutionFactory()
    for person in (petra, boris):
        ApplicationFactory(applicant=person, type=institutional, institution=institution)
    approve(Application.objects.get(applicant=petra), vera)

    with pytest.raises(Refused, match="stands already"):
        approve(Application.objects.get(applicant=boris), vera)

    assert Application.objects.get(applicant=boris).state == "submitted"


def test_handing_in_needs_everything(petra):
    draft = actions.keep(Application(applicant=petra, type=MembershipTypeFactory()))

    with pytest.raises(Refused, match="still missing"):
        actions.submit(draft)
    draft.role, draft.qualifications, draft.commitment = "lecturer", "Ten years", "A workshop"
    draft.policy, draft.adhered_at = PolicyFactory(), timezone.now()
    actions.submit(actions.keep(draft))

    draft.refresh_from_db()
    assert draft.state == "submitted"
    assert letters() == [("application_received", "petra@example.org")]


def test_one_application_at_a_time(application, petra):
    with pytest.raises(Refused, match="open already"):
        actions.keep(Application(applicant=petra, type=application.type))

    assert Application.objects.count() == 1


def test_who_is_a_member_need_not_apply(ana):
    draft = ApplicationFactory(applicant=ana, state="draft", role="lecturer")

    with pytest.raises(Refused, match="a member already"):
        actions.submit(draft)


def test_an_application_is_withdrawn_and_a_draft_thrown_away(application, petra, boris):
    draft = ApplicationFactory(applicant=boris, state="draft")

    actions.withdraw(application, petra)
    actions.withdraw(draft, boris)

    assert list(Application.objects.values_list("state", flat=True)) == ["withdrawn"]
    with pytest.raises(Refused, match="withdrew"):
        actions.withdraw(application, petra)


def test_nobody_answers_or_withdraws_for_somebody_else(application, vera, boris):
    actions.ask(application, vera, "Where?")

    for refused in (
        lambda: actions.answer(application, boris, "There"),
        lambda: actions.withdraw(application, boris),
    ):
        with pytest.raises(Refused, match="Only the applicant"):
            refused()


def test_what_was_handed_in_cannot_be_edited_from_a_forgotten_tab(application, petra):
    stale = Application.objects.get(pk=application.pk)
    stale.commitment = "Something else"

    with pytest.raises(Refused, match="not possible any more"):
        actions.keep(stale)

    application.refresh_from_db()
    assert application.commitment == "I will run a workshop a year."


def test_near_matches_are_found_in_either_script_and_in_the_same_country(db):
    near = InstitutionFactory(name="Универзитет у Сарајеву")
    InstitutionFactory(name="Univerzitet nigdje", country__code="HR", country__name="Croatia")

    missing = {"name": "Univerzitet Sarajevo", "country": "BA", "website": ""}

    assert requests.near_matches(missing) == [near]
