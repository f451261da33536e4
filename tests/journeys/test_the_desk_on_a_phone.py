"""A committee member late at night, with a phone: what waits is cleared, one after the other."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from playwright.sync_api import Page, expect

from core import roles
from members.actions import moderating
from members.models import Application, ProfileReport, User
from tests.browsing import assert_accessible, follow
from tests.factories.events import EventFactory
from tests.factories.members import ApplicationFactory, MemberFactory, UserFactory
from tests.factories.resources import SubmittedFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SMALLEST_TARGET = 24  # pixels, WCAG 2.2 AA

_WIDE = """() => [...document.querySelectorAll('body *')]
    .filter((each) => each.checkVisibility() && !each.closest('.visually-hidden, .skip'))
    .filter((each) => each.getBoundingClientRect().right > window.innerWidth + 1)
    .map((each) => each.outerHTML.slice(0, 120))"""

_SMALL = """() => [...document.querySelectorAll('main a, main button, main input, main select')]
    .filter((each) => each.checkVisibility() && each.type !== 'hidden')
    .filter((each) => !each.closest('p, li, dd, td, th, span') || each.matches('button, .button'))
    .map((each) => [each.outerHTML.slice(0, 90), each.getBoundingClientRect()])
    .filter(([, box]) => box.width < 24 || box.height < 24)
    .map(([html, box]) => `${html} ${box.width} x ${box.height}`)"""


def assert_fits(page: Page) -> None:
    """Nothing is wider than the phone, and nothing is too small to be pressed."""
    page.wait_for_load_state()
    assert page.evaluate(_WIDE) == [], page.url
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"], page.url
    assert page.evaluate(_SMALL) == [], page.url


@pytest.fixture
def waiting(vera, boris):
    """Three applications, two reports, a resource and an event, each with a long name in it."""
    vera.groups.add(Group.objects.get(name=roles.CURATORS))
    long = "Visokoškolskoprofesionalnousavršavanje"
    for day, name in enumerate(["Ajla", "Bujar", "Cveta"]):
        ApplicationFactory(
            applicant=UserFactory(first_name=name, last_name=long),
            submitted_at=timezone.now() - timedelta(days=9 - day),
            qualifications=f"https://example.org/{long}/{long}/{long}",
        )
    for name in ("Rade", "Senka"):
        rude = MemberFactory(first_name=name, last_name=long, listed_for="public",
                             website=f"https://example.org/{long}{long}")  # fmt: skip
        moderating.report(rude, boris, reason="spam", note=f"Pills. {long * 3}")
    SubmittedFactory(depositor=boris, title=f"Learning by asking {long}")
    EventFactory(state="proposed", organiser=boris, title=f"Peer observation {long}")


def begin(page: Page, pile: str, first: str) -> None:
    """From the front of the desk by a pile to its first row."""
    page.goto("/admin/")
    assert_fits(page)
    follow(page.get_by_role("link", name=re.compile(pile)).first)
    assert_fits(page)
    row = page.locator("#result_list").get_by_role("link", name=re.compile(first)).first
    assert row.bounding_box()["height"] >= SMALLEST_TARGET
    follow(row)
    assert_fits(page)


def press(page: Page, name: str) -> None:
    follow(page.get_by_role("button", name=name, exact=True))
    expect(page.locator(".messagelist, .notice").first).to_be_visible()
    assert_fits(page)


@pytest.mark.parametrize(
    ("language", "scripts"),
    [("en", True), ("mk", True), ("sq", False)],
    ids=["en", "mk", "plain-sq"],
)
def test_a_committee_member_clears_the_desk_on_a_phone(browse, vera, waiting, language, scripts):
    vera.language = language
    vera.save(update_fields=["language"])
    with override(language):
        clear_the_desk(browse(vera, width=390, scripts=scripts), axe=language == "en")

    assert not Application.objects.awaiting_vote_of(vera).exists()
    assert not ProfileReport.objects.filter(state="open").exists()
    assert User.objects.filter(withheld_at__isnull=False).count() == 1


def clear_the_desk(page: Page, axe: bool) -> None:
    begin(page, _("Applications to decide"), "Ajla")
    if axe:
        assert_accessible(page)
    press(page, _("For"))
    expect(page.locator("h1")).to_contain_text("Bujar")
    press(page, _("For"))
    expect(page.locator("h1")).to_contain_text("Cveta")
    press(page, _("For"))
    expect(page.locator("h1")).to_have_text(_("The desk"))

    begin(page, _("Reported profiles"), "Rade|Senka")
    if axe:
        assert_accessible(page)
    one = page.locator("h1").inner_text()
    press(page, _("Keep the profile as it is"))
    expect(page.locator("h1")).not_to_have_text(one)
    expect(page.locator("h1")).to_have_text(re.compile("Rade|Senka"))
    page.get_by_label(_("Why")).fill("It sells pills.")
    press(page, _("Take out of the directory until corrected"))
    expect(page.locator("h1")).to_have_text(_("The desk"))

    begin(page, _("Resources for a curator"), "Learning by asking")
    if axe:
        assert_accessible(page)
    press(page, _("Accept it"))
    expect(page.locator("h1")).to_have_text(_("The desk"))

    begin(page, _("Events to publish"), "Peer observation")
    expect(page.locator("h1")).to_contain_text("Peer observation")
    if axe:
        assert_accessible(page)
    press(page, _("Publish"))
    expect(page.locator("h1")).to_have_text(_("The desk"))

    expect(page.locator(".desk-piles li:not(.desk-piles__empty)")).to_have_count(0)
