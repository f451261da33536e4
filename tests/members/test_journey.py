"""From the three ways to the welcome, in a real browser.

Without JavaScript journeys/test_the_whole_way.py goes the same way.
"""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from core import roles
from core.models import Letter
from members.models import Application, Membership
from tests.browsing import assert_accessible, follow
from tests.factories.members import InstitutionFactory, MemberFactory


@pytest.mark.browser
def test_petra_applies_and_two_of_the_committee_admit_her(petra, vera, browse):
    dritan = MemberFactory(handle="dritan", first_name="Dritan", is_staff=True)
    dritan.groups.add(Group.objects.get(name=roles.COMMITTEE))
    InstitutionFactory(name="Универзитет у Сарајеву", acronym="UNSA")

    page = browse(petra, width=390)
    page.goto(reverse("members:join"))
    page.click("text=Apply: Individual")
    page.fill("[name=place_q]", "sarajev")
    page.check("text=Универзитет у Сарајеву")
    page.select_option("[name=role]", "assistant")
    page.fill("[name=qualifications]", "One year of tutorials.")
    page.click("button[name=save]")
    page.wait_for_selector("text=You can go on whenever you like.")
    assert Letter.objects.get().kind == "application_kept"
    assert Application.objects.get().state == "draft"
    page.fill("[name=commitment]", "A method a term.")
    page.check("[name=adheres]")
    page.click("button[name=submit]")
    page.wait_for_selector("text=You handed the application in.")

    for member, said in ((vera, "One more is needed."), (dritan, "is admitted")):
        desk = browse(member, width=390)
        desk.goto(reverse("admin:index"))
        follow(desk.locator("text=Applications to decide"))
        follow(desk.locator(f"text={petra.name}").first)
        assert_accessible(desk)
        desk.click("button[value=for]")
        desk.wait_for_selector(f"text={said}")

    membership = Membership.objects.get(person=petra)
    page.reload()
    page.wait_for_selector(f"text={membership.number}")
    assert Letter.objects.filter(kind="application_approved").count() == 1


@pytest.mark.browser
def test_lule_asks_for_an_institution_and_vera_enters_it(lule, vera, browse):
    page = browse(lule, width=390)
    page.goto(reverse("members:institutions"))
    page.click("text=One is missing")
    page.fill("[name=name]", "Shkolla e Hapur")
    page.select_option("[name=kind]", "associate")
    page.select_option("[name=country]", "AL")
    page.fill("[name=city]", "Vlorë")
    assert_accessible(page)
    page.click("text=Ask the committee")
    page.wait_for_selector("text=waits for the committee")
    assert_accessible(page)

    desk = browse(vera)
    desk.goto(reverse("admin:index"))
    follow(desk.locator("text=Requests for missing institutions"))
    follow(desk.locator("text=Shkolla e Hapur").first)
    assert_accessible(desk)
    desk.click("button[name=enter]")
    desk.wait_for_selector("text=is in the register")

    page.reload()
    page.click("text=Shkolla e Hapur >> nth=-1")
    page.wait_for_selector("h1:has-text('Shkolla e Hapur')")
