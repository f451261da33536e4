"""The directory, the map and a message, by a real browser."""

import pytest

from core.models import Letter
from members.actions import memberships
from tests.browsing import assert_open_to_everybody
from tests.factories.members import InstitutionFactory, MemberFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def lines(db):
    home = InstitutionFactory(name="University of Sarajevo", city="Sarajevo")
    person = MemberFactory(
        handle="long", first_name="Konstantina-Aleksandra",
        last_name="Papadopoulou-Hadžimuhamedović", listed_for="public", institution=home,
        country_id="XK", role="designer", disciplines=["083", "091"], mentor=True,
        links=[{"label": "Blog", "url": "https://blog.example.org/"}],
    )  # fmt: skip
    memberships.refile(person)
    return person


@pytest.mark.looks
def test_every_screen_is_open_to_everybody(browse, ana, lines):
    assert_open_to_everybody(
        browse(ana), "/members/?country=XK&discipline=08", "/members/map/", "/members/long/",
        "/members/long/write/", "/members/long/report/", "/my/privacy/",
        "/members/ana/?as=colleague",
    )  # fmt: skip


def test_people_are_picked_seen_on_the_map_and_written_to_without_javascript(browse, ana, lines):
    page = browse(ana, width=390, scripts=False)
    page.goto("/members/")
    page.click(".facets > summary")
    page.click(".facet a:text('Instructional designer')")
    page.click("nav.tabs a:text('Map')")
    page.click(".region__list a:text('Sarajevo')")
    page.click("a:text('Konstantina-Aleksandra')")
    page.click("a:has-text('Write to them')")
    page.fill("[name=subject]", "Peer talk")
    page.fill("[name=text]", "Shall we?")
    page.click("main form button[type=submit]")

    assert "on its way" in page.inner_text("body")
    assert Letter.objects.get(kind="member_message").to == lines.email
