"""Sixty questions with conditions, on a phone: a screen a section, saved in the background."""

import pytest
from django.urls import reverse

from surveys.models import Draft, Sheet, Survey
from tests.factories.surveys import OpenFactory
from tests.surveys.sixty import sixty

PAGE = "document.documentElement"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_sixty_questions_are_a_screen_a_section_and_conditions_settle_at_once(browse, ana):
    survey = OpenFactory(
        audience=Survey.Audience.MEMBERS, is_anonymous=False, instrument=sixty(files=True)
    )
    page = browse(ana, width=390)
    page.goto(reverse("surveys:answer", args=[survey.slug]))
    # Gone if the page were loaded again.
    page.evaluate("window.isTheSame = true")

    _shown(page, "p1q1", "p1q5", "p1q6", "p1q7", "p1q8")
    page.get_by_label("Yes", exact=True).first.check()
    _shown(page, "p1q1", "p1q2", "p1q5", "p1q6", "p1q7", "p1q8")
    page.locator("#question-p1q2").get_by_label("Lectures").check()
    page.locator("#question-p1q3").get_by_label("4", exact=True).check()
    page.locator("#question-p1q4").get_by_label("Settled").check()
    _shown(page, *(f"p1q{at}" for at in range(1, 9)))
    # What hangs on the first question goes with it, down the whole chain, and comes back.
    page.get_by_label("No", exact=True).first.check()
    _shown(page, "p1q1", "p1q5", "p1q6", "p1q7", "p1q8")
    page.get_by_label("Yes", exact=True).first.check()
    _shown(page, *(f"p1q{at}" for at in range(1, 9)))
    with page.expect_response(lambda response: response.request.method == "POST") as saved:
        page.locator("#question-p1q8").get_by_role("textbox").fill("On a phone.")
    page.get_by_text("Saved", exact=True).wait_for()

    assert saved.value.status == 204
    assert page.evaluate("window.isTheSame")
    kept = Draft.objects.get().answers
    assert kept["p1q4"] == {"choice": "o3"}
    assert kept["p1q8"] == "On a phone."
    elsewhere = browse(ana)
    elsewhere.goto(reverse("surveys:answer", args=[survey.slug]))
    assert (
        elsewhere.locator("#question-p1q8").get_by_role("textbox").input_value() == "On a phone."
    )

    for part in range(1, 9):
        page.get_by_text(f"{part} of 8", exact=True).wait_for()
        assert page.locator("fieldset.form-part > legend").all_inner_texts() == [f"Part {part}"]
        slots = page.locator(".question-slot .question")
        keys = slots.evaluate_all("found => found.map(each => each.id)")
        assert keys == [f"question-p{part}q{at}" for at in range(1, 9 if part < 5 else 8)]
        assert page.evaluate(f"{PAGE}.scrollWidth") <= 390
        if part > 1:
            page.get_by_label("No", exact=True).first.check()
        page.get_by_role("button", name="Hand in" if part == 8 else "Go on", exact=True).click()
    page.get_by_text("Your answers have been handed in.").wait_for()

    answers = Sheet.objects.get().answers
    assert answers["p1q3"] == 4
    assert set(answers) == {f"p{part}q1" for part in range(1, 9)} | {
        "p1q2", "p1q3", "p1q4", "p1q8",
    }  # fmt: skip


def _shown(page, *keys):
    """Just these questions stand on the page, at once and without a word with the server."""
    found = page.locator(".question:visible").evaluate_all("all => all.map(each => each.id)")
    assert found == [f"question-{key}" for key in keys]
