import pytest
from playwright.sync_api import expect

from tests.browsing import assert_accessible

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_every_component_is_open_to_everybody(width, dark, browse):
    page = browse(width=width, dark=dark)

    page.goto("/styleguide/")

    assert_accessible(page)
    across = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(across) == 0


def test_the_menu_opens_and_closes_on_a_phone(browse):
    page = browse(width=390)
    page.goto("/styleguide/")

    page.locator(".site-header__menu > summary").click()
    expect(page.get_by_role("searchbox", name="Search", exact=True).first).to_be_visible()
    page.keyboard.press("Escape")

    assert not page.locator(".site-header__drawer").is_visible()


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

    assert page.locator("#id_about").input_value() == "Two hours of careful writing"
    page.get_by_role("button", name="Throw it away").click()
    assert page.locator("#id_about").input_value() == ""
