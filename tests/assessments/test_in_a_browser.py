"""On a phone, with and without JavaScript."""

import pytest
from playwright.sync_api import expect

from assessments.models import Assessment, Guide, OwnSheet
from tests.browsing import assert_open_to_everybody, follow
from tests.factories.assessments import AssessmentFactory, FinishedFactory, GuideFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def test_answered_on_a_phone_without_javascript_to_the_result(ana, browse):
    guide = GuideFactory()
    page = browse(ana, width=390, scripts=False)

    page.goto(guide.get_absolute_url())
    follow(page.get_by_role("button", name="Begin for myself"))
    follow(page.get_by_role("link", name="Begin with the first dimension"))
    for level in ("1", "3", "4"):
        radios = page.get_by_role("radio", name=f"level {level}")
        expect(radios).to_have_count(2)
        for radio in radios.all():
            radio.check()
        follow(page.get_by_role("button", name="Save").first)
    follow(page.get_by_role("button", name="Finish and see the result"))

    expect(page.get_by_role("heading", name="Where to begin: Dimension a")).to_be_visible()
    expect(page.locator("svg.chart")).to_have_count(2)
    assert Assessment.objects.get().is_finished


def test_a_choice_is_saved_without_a_button(ana, browse):
    one = AssessmentFactory(person=ana)
    page = browse(ana, width=390)
    page.goto(f"{one.get_absolute_url()}answer/a/")

    with page.expect_response(lambda answer: answer.request.method == "POST") as saved:
        page.get_by_role("radio", name="level 2").first.check()

    assert saved.value.status == 204
    assert OwnSheet.objects.get().answers == {"a1": {"choice": "2"}}


def test_its_screens_are_open_to_everybody(ana, browse):
    guide = Guide.objects.get(subject="person")
    one, begun = FinishedFactory(person=ana, target={"a": 3}), AssessmentFactory(person=ana)
    page = browse(ana)

    assert_open_to_everybody(
        page, "/assessments/", guide.get_absolute_url(), one.get_absolute_url(),
        begun.get_absolute_url(), f"{begun.get_absolute_url()}answer/a/",
        f"{one.get_absolute_url()}target/",
    )  # fmt: skip
