from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from core.exceptions import Refused
from core.models import Letter
from members.actions import applications as actions
from members.actions import requests, tending
from members.models import Application, InstitutionRequest
from tests.factories.members import ApplicationFactory, MembershipTypeFactory, PolicyFactory


@pytest.fixture
def form(db):
    PolicyFactory(), MembershipTypeFactory()
    return reverse("members:join_kind", args=["individual"])


def later(days):
    """As if so many days had passed for every application."""
    ago = timedelta(days=days)
    moments = ("changed_at", "moved_at", "nudged_at", "warned_at", "waits_since", "reminded_at")
    Application.objects.update(**{name: F(name) - ago for name in moments})


def kinds():
    return list(Letter.objects.order_by("pk").values_list("kind", flat=True))


def test_the_first_saving_sends_one_link_that_leads_back(as_, petra, form):
    client = as_(petra)

    client.post(form, {"save": "1", "role": "lecturer", "qualifications": "Two years of"})
    client.post(form, {"save": "1", "role": "lecturer", "qualifications": "Three years of"})

    letter = Letter.objects.get()
    draft = Application.objects.get()
    assert (letter.kind, letter.to) == ("application_kept", petra.email)
    assert draft.get_absolute_url() in letter.text
    # The first thing that is still missing.
    assert client.get(draft.get_absolute_url()).url == f"{form}#id_commitment"
    assert "Three years of" in client.get(form).text


def test_the_link_of_a_draft_asks_who_you_are_and_shows_it_to_nobody_else(
    as_, visitor, petra, boris, vera
):
    draft = ApplicationFactory(applicant=petra, state="draft")

    assert "/account/login/?next=" in visitor.get(draft.get_absolute_url()).url
    for somebody in (boris, vera):
        assert as_(somebody).get(draft.get_absolute_url()).status_code == 404


def test_one_letter_after_a_week_in_which_nobody_touched_a_draft(petra):
    ApplicationFactory(applicant=petra, state="draft")

    later(6)
    assert tending.nudge() == 0
    later(1)
    assert tending.nudge() == 1
    later(30)
    assert tending.nudge() == 0

    assert kinds() == ["application_waits"]


def test_a_draft_expires_a_week_after_its_warning_and_begins_again(as_, petra, form):
    as_(petra).post(form, {"save": "1", "commitment": "A workshop", "other_expertise": "Puppetry"})
    Letter.objects.all().delete()
    draft = Application.objects.get()

    later(83)
    assert (tending.warn(), tending.warn(), tending.expire()) == (1, 0, 0)
    later(7)
    assert (tending.expire(), tending.expire()) == (1, 0)
    draft.refresh_from_db()
    assert (draft.state, kinds()) == ("expired", ["application_expires"])

    assert "Begin again with it" in as_(petra).get(reverse("members:join")).text
    as_(petra).post(reverse("members:begin_again", args=[draft.pk]))
    again = Application.objects.get()
    assert (again.state, again.commitment) == ("draft", "A workshop")
    assert again.expertise_names == ["Puppetry"]


def test_one_save_after_the_warning_keeps_the_draft(as_, petra, form):
    as_(petra).post(form, {"save": "1", "commitment": "A workshop"})
    later(85)
    tending.warn()

    as_(petra).post(form, {"save": "1", "commitment": "A workshop a year"})
    later(10)

    assert tending.expire() == 0
    assert Application.objects.get().state == "draft"


def test_no_draft_expires_without_a_week_of_warning(petra):
    ApplicationFactory(applicant=petra, state="draft")
    later(200)  # The clock stood still.

    assert tending.expire() == 0
    assert (tending.warn(), tending.expire()) == (1, 0)


def test_an_unanswered_question_expires_and_keeps_its_history(as_, petra, vera):
    application = ApplicationFactory(
        applicant=petra,
        missing_institution={
            "name": "Shkolla", "kind": "hei", "country": "AL", "city": "Vlorë", "website": "",
        },
    )  # fmt: skip
    requests.name_missing(application)
    application.save()
    actions.ask(application, vera, "Where do you teach?")

    later(53)
    assert tending.warn() == 1
    later(7)
    assert tending.expire() == 1

    application.refresh_from_db()
    step = application.steps.last()
    assert (step.actor, step.before, step.after) == (None, "asked", "expired")
    assert "expired on" in step.in_words
    assert InstitutionRequest.objects.get().state == "withdrawn"
    as_(petra).post(reverse("members:begin_again", args=[application.pk]))
    assert Application.objects.count() == 2
    again = Application.objects.get(state="draft")
    assert again.missing_institution["name"] == "Shkolla"
    assert again.submitted_at is None


def test_who_answers_in_time_stays(petra, vera):
    application = ApplicationFactory(applicant=petra)
    actions.ask(application, vera, "Where?")
    later(55)
    tending.warn()
    actions.answer(application, petra, "Here.")
    later(30)

    assert tending.expire() == 0


def test_only_the_applicant_begins_again(petra, boris):
    expired = ApplicationFactory(applicant=petra, state="expired")

    with pytest.raises(Refused, match="Only the applicant"):
        actions.begin_again(expired, boris)


def test_an_unconfirmed_address_hands_nothing_in_and_is_on_no_desk(as_, petra, vera, form):
    EmailAddress.objects.filter(user=petra).update(verified=False)
    draft = ApplicationFactory(applicant=petra, state="draft", role="lecturer")

    with pytest.raises(Refused, match="confirm your e-mail"):
        actions.submit(draft)
    assert "not confirmed yet" in as_(petra).get(form).text

    Application.objects.update(state="submitted", submitted_at=timezone.now())
    assert not Application.objects.waiting().exists()
    assert not Application.objects.visible_to(vera).exists()
    assert Application.objects.visible_to(petra).exists()
    EmailAddress.objects.filter(user=petra).update(verified=True)
    assert Application.objects.waiting().exists()
    assert Application.objects.visible_to(vera).exists()


def test_the_link_of_a_draft_whose_type_has_closed_says_so(as_, petra):
    draft = ApplicationFactory(applicant=petra, state="draft")
    draft.type.is_open = False
    draft.type.save()

    answer = as_(petra).get(draft.get_absolute_url(), follow=True)

    assert "Your draft is kept until this type of membership opens." in answer.text
