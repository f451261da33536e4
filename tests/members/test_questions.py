import re

import pytest
from django.urls import reverse
from django.utils.translation import override

from core.exceptions import Refused
from members.actions import applications
from members.forms import questions
from members.models import Application, MembershipType, Question
from tests.factories.members import (
    ApplicationFactory,
    InstitutionFactory,
    MembershipTypeFactory,
    PolicyFactory,
)

WHOLE = {
    "role": "lecturer", "place": "none", "qualifications": "Ten years of teaching.",
    "commitment": "A workshop a year.", "adheres": "on", "policy_version": "2026-1",
}  # fmt: skip


@pytest.fixture
def kind(db):
    PolicyFactory()
    return MembershipTypeFactory()


@pytest.fixture
def form(kind):
    return reverse("members:join_kind", args=[kind.slug])


@pytest.fixture
def size(kind):
    return Question.objects.create(
        type=kind, label="How large are your groups?", labels={"mk": "Колку се големи групите?"},
        help="Roughly <b>", helps={"mk": "Отприлика"}, kind="choice", required=True,
        choices="Below thirty\nLarger", choices_in={"mk": "Под триесет\nПоголеми"},
    )  # fmt: skip


@pytest.fixture
def abroad(kind):
    return Question.objects.create(type=kind, label="Have you taught abroad?", kind="yes-no")


def name(question):
    return questions.name_of(question)


def test_a_type_asks_what_the_committee_wants_to_know(as_, petra, form, size, abroad):
    page = as_(petra).get(form).text
    assert "How large are your groups?" in page
    assert "Roughly &lt;b&gt;" in page

    refused = as_(petra).post(form, {**WHOLE, "submit": "1"}).text
    assert "How large are your groups?: This field is required." in refused
    assert not Application.objects.exists()

    as_(petra).post(form, {**WHOLE, "submit": "1", name(size): "Larger", name(abroad): "no"})
    application = Application.objects.get()
    assert application.state == "submitted"
    assert questions.read(application) == [
        {"asked": "How large are your groups?", "said": "Larger"},
        {"asked": "Have you taught abroad?", "said": "No"},
    ]
    page = as_(petra).get(application.get_absolute_url()).text
    assert "Larger" in page


def test_each_reads_question_and_answer_in_their_own_language(as_, petra, vera, form, size):
    page = as_(petra).get(f"/mk{form}").text
    assert "Колку се големи групите?" in page
    assert "Под триесет" in page
    as_(petra).post(f"/mk{form}", {**WHOLE, "submit": "1", name(size): "Below thirty"})

    application = Application.objects.get()
    assert (
        "How large are your groups?"
        in as_(vera).get(reverse("admin:members_application_change", args=[application.pk])).text
    )
    with override("mk"):
        assert questions.read(application) == [
            {"asked": "Колку се големи групите?", "said": "Под триесет"}
        ]


def test_what_was_answered_keeps_the_wording_it_had(petra, as_, form, size):
    as_(petra).post(form, {**WHOLE, "submit": "1", name(size): "Larger"})

    Question.objects.update(label="Do you like cake?", labels={}, choices="Yes\nVery much")
    Question.objects.all().delete()

    assert questions.read(Application.objects.get()) == [
        {"asked": "How large are your groups?", "said": "Larger"}
    ]


def test_a_draft_keeps_answers_and_hands_in_only_those_of_its_type(as_, petra, form, size):
    other = MembershipTypeFactory(slug="guest", name="Guest")
    asked = Question.objects.create(type=other, label="Whose guest?", required=True)
    client = as_(petra)

    client.post(form, {"save": "1", name(size): "Larger"})
    guest = reverse("members:join_kind", args=["guest"])
    client.post(guest, {**WHOLE, "save": "1", name(asked): "Vera's"})
    assert re.search(r'value="Larger"[^>]*checked', client.get(form).text)
    client.post(guest, {**WHOLE, "submit": "1", name(asked): "Vera's"})

    application = Application.objects.get()
    assert [one["value"] for one in application.answers] == ["Vera's"]


def test_a_question_that_is_not_asked_any_more_holds_nobody_up(as_, petra, form, size):
    Question.objects.update(is_active=False)

    as_(petra).post(form, {**WHOLE, "submit": "1"})

    assert Application.objects.get().state == "submitted"


def test_a_question_added_meanwhile_is_asked_before_handing_in(petra, kind):
    draft = ApplicationFactory(applicant=petra, type=kind, state="draft", role="lecturer")
    Question.objects.create(type=kind, label="Why?", required=True)

    with pytest.raises(Refused, match="still missing"):
        applications.submit(draft)


@pytest.mark.parametrize("hostile", ["\x00", "😀\u202e" * 999, "a" * 1_000_000, "<script>x"])
def test_hostile_answers_get_an_answer(as_, petra, kind, form, size, hostile):
    line = Question.objects.create(type=kind, label="A line")
    for button in ("save", "submit", "find"):
        data = {**WHOLE, name(size): hostile, name(line): hostile, button: "1"}
        answer = as_(petra).post(form, data)

        assert answer.status_code in (200, 302)
        assert "<script>x" not in answer.text


def test_only_the_kinds_that_a_type_is_for_may_apply(as_, petra, kind):
    associated = MembershipTypeFactory(slug="associated", for_institutions=True)
    associated.kinds = ["associate"]
    associated.save()
    university = InstitutionFactory()
    form = reverse("members:join_kind", args=["associated"])
    data = {**WHOLE, "submit": "1", "place": university.slug, "authority": "Its founder"}

    page = as_(petra).post(form, data).text
    assert "for another kind of institution" in page
    assert "ministry or agency" not in page
    draft = ApplicationFactory(
        applicant=petra, type=associated, state="draft", role="lecturer", authority="x",
        institution=university,
    )  # fmt: skip
    with pytest.raises(Refused, match="another kind"):
        applications.submit(draft)


def test_the_committee_writes_a_question_at_the_desk(as_, vera, kind):
    page = reverse("admin:members_membershiptype_change", args=[kind.pk])
    data = {
        "name": "Individual", "summary": "For scholars.", "order": 1, "is_open": "on",
        "votes_needed": 1, "reminder_hours": 48, "period": "none", "months": 12, "ends_day": 31,
        "ends_month": 12, "grace_days": 30, "renewal_days": 60, "fee": 0,
        "questions-TOTAL_FORMS": 1, "questions-INITIAL_FORMS": 0, "questions-0-order": 1,
        "questions-0-label": "How large?", "questions-0-kind": "choice",
        "questions-0-choices": "Small\nLarge", "questions-0-is_active": "on",
        "questions-0-labels_sq": "Sa i madh?", "questions-0-choices_in_sq": "I vogël",
    }  # fmt: skip

    wrong = as_(vera).post(page, data).text
    assert "As many lines as in English" in wrong
    as_(vera).post(page, {**data, "questions-0-choices_in_sq": "I vogël\nI madh"})

    question = Question.objects.get()
    assert (question.labels, question.options()) == (
        {"sq": "Sa i madh?"}, [{"en": "Small", "sq": "I vogël"}, {"en": "Large", "sq": "I madh"}],
    )  # fmt: skip
    kind.refresh_from_db()
    assert (kind.votes_needed, kind.reminder_hours) == (1, 48)
    assert MembershipType.objects.get(pk=kind.pk).kinds == []
