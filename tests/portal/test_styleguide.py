import pytest
from playwright.sync_api import expect

from tests.browsing import EVERY_LOOK, assert_open_to_everybody

pytestmark = [
    pytest.mark.browser,
    pytest.mark.looks,
    pytest.mark.django_db(transaction=True),
]


def test_every_component_is_open_to_everybody(browse):
    assert_open_to_everybody(browse(), "/styleguide/", looks=EVERY_LOOK)


def test_the_menu_opens_and_closes_on_a_phone(browse):
    page = browse(width=390)
    page.goto("/styleguide/")

    page.locator(".site-header__menu > summary").click()
    expect(page.get_by_role("searchbox", name="Search", exact=True).first).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.locator(".site-header__drawer")).to_be_hidden()


def test_the_menu_opens_without_scripts(browse):
    page = browse(width=390, scripts=False)
    page.goto("/styleguide/")

    page.locator(".site-header__menu > summary").click()

    expect(page.locator(".site-header__drawer")).to_be_visible()


def test_what_was_typed_is_there_after_the_page_is_closed(browse):
    page = browse()
    page.goto("/styleguide/")
    page.locator("#id_about").fill("Two hours of careful writing")

    page.goto("/styleguide/?again")

    expect(page.locator("#id_about")).to_have_value("Two hours of careful writing")
    page.get_by_role("button", name="Delete it").click()
    expect(page.locator("#id_about")).to_have_value("")
