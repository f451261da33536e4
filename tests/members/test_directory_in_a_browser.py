"""The directory, the map and a message, by a real browser."""

import pytest
from playwright.sync_api import expect

from core.models import Letter
from members.actions import memberships
from tests.browsing import assert_open_to_everybody, follow
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
    for step in (
        ".facet a:text('Instructional designer')", "nav.tabs a:text('Map')",
        ".region__list a:text('Sarajevo')", "a:text('Konstantina-Aleksandra')",
        "a:has-text('Write to them')",
    ):  # fmt: skip
        follow(page.locator(step).first)
    page.fill("[name=subject]", "Peer talk")
    page.fill("[name=text]", "Shall we?")
    follow(page.locator("main form button[type=submit]").first)

    expect(page.locator("body")).to_contain_text("on its way")
    assert Letter.objects.get(kind="member_message").to == lines.email
