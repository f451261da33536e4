"""From the three ways to the welcome, in a real browser, with JavaScript and without."""

import pytest
from django.urls import reverse

from core.models import Letter
from members.models import Application, Membership
from tests.factories.members import InstitutionFactory


@pytest.mark.browser
@pytest.mark.parametrize("scripts", [True, False])
def test_petra_applies_and_vera_admits_her(petra, vera, browse, scripts):
    InstitutionFactory(name="Универзитет у Сарајеву", acronym="UNSA")

    page = browse(petra, width=390, scripts=scripts)
    page.goto(reverse("members:join"))
    page.click("text=Apply: Individual")
    page.fill("[name=place_q]", "sarajev")
    if not scripts:
        page.click("button[name=find]")
    page.check("text=Универзитет у Сарајеву")
    page.select_option("[name=role]", "assistant")
    page.fill("[name=qualifications]", "One year of tutorials.")
    page.click("button[name=save]")
    page.wait_for_selector("text=You can go on whenever you like.")
    assert Application.objects.get().state == "draft"
    page.fill("[name=commitment]", "A method a term.")
    page.check("[name=adheres]")
    page.click("button[name=submit]")
    page.wait_for_selector("text=You handed the application in.")

    desk = browse(vera, width=390)
    desk.goto(reverse("admin:index"))
    desk.click("text=Applications to decide")
    desk.click(f"text={petra.name}")
    desk.click("button[value=for]")
    desk.wait_for_selector("text=is admitted")

    membership = Membership.objects.get(person=petra)
    page.reload()
    page.wait_for_selector(f"text={membership.number}")
    assert Letter.objects.filter(kind="application_approved").count() == 1
