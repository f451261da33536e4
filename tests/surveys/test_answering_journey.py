"""Surveys are answered in real browsers: on a second device, and with a break."""

import pytest

from surveys.instrument import Instrument, Option, Section
from surveys.models import Draft, Participation, Sheet, Survey
from tests.browsing import assert_accessible
from tests.factories.surveys import YES_NO, OpenFactory, question

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

THREE_PARTS = Instrument(
    sections=(
        Section("s1", {"en": "You"}, questions=(
            question("teach", "one", "Do you teach?", options=YES_NO, is_required=True),
        )),
        Section("s2", {"en": "Your teaching"}, questions=(
            question("where", "short", "Where?"), question("how", "long", "How?"),
        )),
        Section("s3", {"en": "What helps"}, questions=(question("what", "short", "What?"),)),
    ),
)  # fmt: skip


def test_a_named_survey_begun_on_a_phone_goes_on_at_a_desk(browse, ana):
    survey = OpenFactory(
        audience=Survey.Audience.MEMBERS, is_anonymous=False, instrument=THREE_PARTS
    )
    phone = browse(ana, width=390, scripts=False)
    phone.goto(survey.get_absolute_url())
    phone.get_by_role("link", name="Answer", exact=True).click()
    phone.get_by_label("Yes").check()
    phone.get_by_role("button", name="Go on", exact=True).click()
    phone.get_by_label("Where?").fill("Only on the phone")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390

    desk = browse(ana)
    desk.goto(survey.get_absolute_url())
    desk.get_by_role("link", name="Go on at part 2").click()
    desk.get_by_label("Where?").press_sequentially("Skopje")
    desk.get_by_text("Saved", exact=True).wait_for()
    assert Draft.objects.get().answers == {"teach": {"choice": "yes"}, "where": "Skopje"}
    assert_accessible(desk)
    desk.get_by_role("button", name="Go on", exact=True).click()
    desk.get_by_label("What?").fill("Time")
    desk.get_by_role("button", name="Hand in").click()
    desk.get_by_text("Your answers have been handed in.").wait_for()

    phone.get_by_role("button", name="Go on", exact=True).click()

    phone.get_by_text("You have answered this survey.").wait_for()
    assert Sheet.objects.get().answers == {
        "teach": {"choice": "yes"}, "where": "Skopje", "what": "Time",
    }  # fmt: skip
    assert not Draft.objects.exists()


def test_what_was_written_before_the_script_came_is_saved_too(browse, ana):
    survey = OpenFactory(
        audience=Survey.Audience.MEMBERS, is_anonymous=False, instrument=THREE_PARTS
    )
    page, held = browse(ana), []
    page.route("**/js/survey-form*.js", lambda route: held.append(route))
    page.goto(survey.get_absolute_url())
    with page.expect_request("**/js/survey-form*.js"):
        page.get_by_role("link", name="Answer", exact=True).click()

    page.get_by_label("Yes").check()
    held[0].continue_()

    page.get_by_text("Saved", exact=True).wait_for()
    assert Draft.objects.get().answers == {"teach": {"choice": "yes"}}


def test_a_page_that_is_only_opened_saves_nothing(browse, ana):
    options = (Option("a", {"en": "Advice"}), Option("b", {"en": "Time"}))
    asked = (
        question("one", "one", "Which?", options=options),
        question("order", "ranking", "What first?", options=options),
        question("text", "long", "Why?"),
        question("many", "number", "How many?"),
    )
    survey = OpenFactory(
        audience=Survey.Audience.MEMBERS,
        is_anonymous=False,
        instrument=Instrument(sections=(Section("s1", {"en": "You"}, questions=asked),)),
    )
    page = browse(ana)
    page.goto(survey.get_absolute_url())
    page.get_by_role("link", name="Answer", exact=True).click()
    page.get_by_label("Why?").wait_for()

    form = page.wait_for_function("document.querySelector('survey-form:defined')")

    assert form.evaluate("(form) => form.form !== undefined && form.waiting === undefined")
    page.get_by_label("Why?").fill("Because")
    assert form.evaluate("(form) => form.waiting !== undefined")


def test_an_anonymous_survey_waits_in_its_page_and_is_gone_with_the_browser(browse, ana):
    survey = OpenFactory(audience=Survey.Audience.MEMBERS, instrument=THREE_PARTS)
    first = browse(ana, width=390)
    first.goto(survey.get_absolute_url())
    first.get_by_role("link", name="Answer", exact=True).click()
    gone = first.get_by_text("If you close it, they are gone.")
    assert gone.bounding_box()["y"] < first.get_by_text("Do you teach?").bounding_box()["y"]
    assert_accessible(first)
    first.get_by_label("Yes").check()
    first.get_by_role("button", name="Go on", exact=True).click()
    first.get_by_label("Where?").wait_for()
    first.context.close()
    assert not Draft.objects.exists()
    assert not Sheet.objects.exists()

    again = browse(ana, width=390)
    again.goto(survey.get_absolute_url())
    again.get_by_role("link", name="Answer", exact=True).click()
    assert not again.get_by_label("Yes").is_checked()
    again.get_by_label("No", exact=True).check()
    again.get_by_role("button", name="Go on", exact=True).click()
    again.get_by_label("Where?").wait_for()

    # A break: the page lies asleep, and the browser asks for it anew.
    again.reload()
    again.get_by_label("Where?").fill("Ohrid")
    again.get_by_role("button", name="Go on", exact=True).click()
    again.get_by_role("button", name="Back").click()
    assert again.get_by_label("Where?").input_value() == "Ohrid"
    again.get_by_role("button", name="Go on", exact=True).click()
    again.get_by_role("button", name="Hand in").click()
    again.get_by_text("Your answers have been handed in.").wait_for()

    assert Sheet.objects.get().answers == {"teach": {"choice": "no"}, "where": "Ohrid"}
    assert Participation.objects.get().person == ana
