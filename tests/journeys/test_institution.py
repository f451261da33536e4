"""An institution applies through its centre, is admitted by two votes, and hands over."""

import re

import pytest
from django.contrib.auth.models import Group
from playwright.sync_api import expect

from core import roles
from core.models import Letter
from members.actions.positions import representative_of
from members.models import Application, Institution, Membership, MembershipType, Position, User
from tests.browsing import assert_accessible, follow
from tests.factories.members import CentreFactory, InstitutionFactory, MemberFactory
from tests.journeys import people
from tests.journeys.people import press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ISKRA = "iskra@example.org"


@pytest.fixture
def dritan(db):
    """On the Steering Committee, beside vera."""
    seat = MemberFactory(handle="dritan", first_name="Dritan", is_staff=True)
    seat.groups.add(Group.objects.get(name=roles.COMMITTEE))
    return seat


@pytest.mark.parametrize("scripts", [True, False])
def test_an_institution_is_admitted_and_its_representative_hands_over(
    browse, petra, vera, dritan, scripts
):
    institution = InstitutionFactory(name="University of Sarajevo", acronym="UNSA")
    CentreFactory(institution=institution, name="Office for teaching")
    # Ten languages and nine people may have changed the number meanwhile.
    MembershipType.objects.filter(slug="institutional").update(votes_needed=2)

    page = browse(petra, width=390, scripts=scripts)
    _apply_through_the_centre(page)
    for number, seat in enumerate([vera, dritan], start=1):
        desk = browse(seat)
        people.open_desk(desk, "Applications", petra.name)
        follow(desk.get_by_role("button", name="For", exact=True))
        assert Membership.objects.filter(institution=institution).exists() == (number == 2)
    assert Application.objects.get().state == "approved"
    assert representative_of(institution).person == petra

    _invite_a_colleague(page, institution, scripts)
    colleague = browse(width=390, scripts=scripts)
    _accept(colleague)
    iskra = User.objects.get(email=ISKRA)
    assert iskra.is_member
    assert iskra.positions.get().role == Position.Role.DEPUTY

    _hand_over(page, institution, iskra, scripts)

    assert representative_of(institution).person == iskra
    colleague.goto(institution.get_absolute_url())
    press(colleague, "Edit the page")
    colleague.locator("[name=acronym]").fill("UNS")
    press(colleague, "Save")
    expect(colleague.locator("main")).to_contain_text("UNS")
    assert Letter.objects.filter(kind="representative_changed").count() == 4


def _look(page, scripts):
    # axe is a script itself.
    if scripts:
        assert_accessible(page)


def _apply_through_the_centre(page):
    page.goto("/members/join/institutional/")
    page.locator("[name=place_q]").fill("unsa")
    people.find_place(page, "University of Sarajevo")
    page.locator("[name=centre]").select_option(
        label="University of Sarajevo: Office for teaching"
    )
    page.locator("[name=authority]").fill("The vice-rector's letter of 3 March.")
    page.locator("[name=role]").select_option("professor")
    page.locator("[name=qualifications]").fill("Ten years of teaching.")
    page.locator("[name=commitment]").fill("We host a meeting.")
    page.locator("[name=adheres]").check()
    press(page, "Hand in")
    expect(page.locator("main")).to_contain_text("handed")


def _invite_a_colleague(page, institution, scripts):
    page.goto(institution.get_absolute_url())
    _look(page, scripts)
    press(page, "People and invitations")
    expect(page.locator("main")).to_contain_text("Authorised representative")
    _look(page, scripts)
    page.locator("[name=emails]").fill(f"{ISKRA}\nnobody")
    page.locator("[name=role]").select_option("deputy")
    press(page, "Send the invitations")
    expect(page.locator("[name=emails]")).to_have_value(re.compile(ISKRA))
    page.locator("[name=emails]").fill(ISKRA)
    press(page, "Send the invitations")
    expect(page.locator("main")).to_contain_text("Open invitations")
    _look(page, scripts)


def _accept(page):
    letter = Letter.objects.get(kind="invitation")
    page.goto(re.search(r"https?://[^/\s]+(/\S*invitations/\S+)", letter.text)[1])
    press(page, "Make an account and accept")
    page.locator("[name=first_name]").fill("Iskra")
    page.locator("[name=last_name]").fill("Probna")
    page.locator("[name=password]").fill(people.PASSWORD)
    page.locator("[name=adheres]").check()
    follow(page.locator("main form button[type=submit]").first)
    expect(page.locator("body")).to_contain_text("Iskra")


def _hand_over(page, institution, iskra, scripts):
    page.goto(institution.get_absolute_url())
    press(page, "People and invitations")
    follow(page.locator("main").get_by_role("link", name=iskra.name).first)
    _look(page, scripts)
    press(page, "Make the authorised representative")
    expect(page.locator("main")).to_contain_text("You are no longer its representative")
    _look(page, scripts)
    press(page, "Hand over now")
    expect(page.locator("body")).to_contain_text("is the authorised representative now")
    expect(page.locator("main")).not_to_contain_text("People and invitations")
    assert Institution.objects.get(pk=institution.pk).unrepresented_since is None
