"""What fewer than five have answered is not even kept, however the survey was versioned."""

import pytest
from django.urls import reverse
from django.utils import timezone

from surveys.actions import answering, closing
from surveys.actions.answering import Respondent
from surveys.instrument import Condition, Instrument, Option, Question, Section, dump
from surveys.models import FreeText, Survey, Tally, Version
from surveys.results import results_of
from tests.factories.members import MemberFactory
from tests.factories.surveys import OpenFactory

pytestmark = pytest.mark.django_db
YES_NO = (Option("yes", {"en": "Yes"}), Option("no", {"en": "No", }, is_other=True))  # fmt: skip


def asked(*questions):
    return Instrument(sections=(Section("s", {"en": "S"}, questions=questions),))


ONE = Question("one", "one", {"en": "Well?"}, options=YES_NO)
AFTER = Question("after", "short", {"en": "Why?"}, condition=Condition("one", ("yes",)))
TEXT = Question("text", "short", {"en": "Where?"})
SCALE = Question("scale", "scale", {"en": "How?"})


def answer(survey, people, **sheet):
    for _turn in range(people):
        answering.hand_in(survey.current, sheet, Respondent(MemberFactory(country_id="BA")))
    survey.refresh_from_db()


def over(survey):
    closing.close(survey, survey.owner)
    closing.settle(survey.pk, now=timezone.now() + closing.SETTLING)
    survey.refresh_from_db()
    return survey


def opened(*questions, **more):
    return OpenFactory(audience=Survey.Audience.MEMBERS, instrument=asked(*questions), **more)


def another_version(survey, *questions):
    content = dump(asked(*questions))
    Version.objects.create(survey=survey, number=survey.current.number + 1, content=content)


def results(survey):
    return {each.question.key: each for _title, some in results_of(survey).sections
            for each in some}  # fmt: skip


YES, NO = {"choice": "yes"}, {"choice": "no"}


def test_of_a_question_that_four_answered_only_that_is_kept():
    survey = opened(ONE, SCALE, TEXT, breakdown="country")
    answer(survey, 6, one=YES)
    answer(survey, 4, one=NO, scale=3, text="In the hills")

    over(survey)

    tally = Tally.objects.get()
    assert tally.counts == {
        "one": {"n": 10, "options": {"no": 4, "yes": 6}}, "scale": {"few": 1}, "text": {"few": 1},
    }  # fmt: skip
    assert not FreeText.objects.exists()
    assert results(survey)["scale"].is_withheld
    assert results(survey)["text"].is_withheld
    assert not results(survey)["one"].is_withheld


def test_words_beside_a_choice_that_four_wrote_are_not_kept():
    survey = opened(ONE)
    answer(survey, 6, one=NO)
    answer(survey, 4, one=NO | {"words": "Never"})

    over(survey)

    assert Tally.objects.get().counts["one"]["n"] == 10
    assert not FreeText.objects.exists()


def test_who_alone_was_not_asked_is_not_told_by_the_others():
    """Nine of ten said yes and were asked why: the tenth is the one who said no."""
    survey = opened(ONE, AFTER)
    answer(survey, 9, one=YES, after="Because")
    answer(survey, 1, one=NO)

    over(survey)

    assert Tally.objects.get().counts["after"] == {"few": 1}
    assert results(survey)["after"].is_withheld
    assert not FreeText.objects.exists()


def test_of_four_answers_in_all_nothing_is_kept_but_their_number():
    survey = opened(ONE, TEXT)
    answer(survey, 4, one=YES, text="Here")

    over(survey)

    tally = Tally.objects.get()
    assert (tally.sheets, tally.counts) == (4, {"one": {"few": 1}, "text": {"few": 1}})
    assert not FreeText.objects.exists()
    assert results_of(survey).is_withheld


def test_three_answers_of_one_version_go_up_in_those_of_another():
    """Each version has enough sheets, but the first has three scales: v1 and v2 stand as one."""
    survey = opened(ONE, SCALE, breakdown="country")
    answer(survey, 5, one=YES)
    answer(survey, 3, one=NO, scale=5)
    another_version(survey, ONE, SCALE, TEXT)
    answer(survey, 7, one=YES, scale=1)

    over(survey)

    first, second = Tally.objects.order_by("version__number")
    assert "scale" not in first.counts
    assert second.counts["scale"] == {"n": 10, "options": {"1": 7, "5": 3}}
    shown = results(survey)
    assert shown["scale"].figures.n == 10
    assert shown["scale"].apart == []
    assert [(at, figures.n) for at, figures in shown["one"].apart] == [(1, 8), (2, 7)]


def test_four_of_two_versions_together_are_few():
    survey = opened(ONE, SCALE)
    answer(survey, 5, one=YES)
    answer(survey, 2, one=YES, scale=5)
    another_version(survey, ONE, SCALE, TEXT)
    answer(survey, 5, one=YES)
    answer(survey, 2, one=YES, scale=1)

    over(survey)

    assert [tally.counts["scale"] for tally in Tally.objects.all()] == [{"few": 1}] * 2
    assert results(survey)["scale"].is_withheld


def test_where_a_breakdown_cannot_be_shown_the_page_says_so(as_):
    survey = opened(ONE, TEXT, breakdown="country")
    answer(survey, 6, one=YES, text="Here")

    over(survey)

    page = as_(survey.owner).get(reverse("surveys:results", args=[survey.slug])).content.decode()
    # Of a text there is none to be had.
    assert page.count("Too few answers for a breakdown by country.") == 1


def test_where_a_breakdown_is_shown_nothing_is_said_of_too_few(as_):
    survey = opened(ONE, breakdown="country")
    for country in ("BA", "MK"):
        for given in [YES] * 5 + [NO] * 5:
            person = Respondent(MemberFactory(country_id=country))
            answering.hand_in(survey.current, {"one": given}, person)

    over(survey)

    page = as_(survey.owner).get(reverse("surveys:results", args=[survey.slug])).content.decode()
    assert "By country" in page
    assert "Too few answers" not in page
