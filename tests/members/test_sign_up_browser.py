"""Sign-up with the proof of work in a real browser, with and without JavaScript."""

import time

import pytest

from members.models import User
from tests.members.test_sign_up import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _limits(settings):
    settings.RATE_LIMITS = True
    settings.ETUP_EFFORT_WAIT = 600  # so that only a proof lets anybody in at once


def fill_in(page):
    page.fill("[name=first_name]", "Zana")
    page.fill("[name=last_name]", "Đurić")
    page.fill("[name=email]", "zana@example.org")
    page.fill("[name=password1]", PASSWORD)


def wait_for_the_proof(page, seconds=10):
    started = time.monotonic()
    while not page.input_value("[data-effort]"):
        assert time.monotonic() - started < seconds, "the browser found nothing"
        time.sleep(0.05)
    return time.monotonic() - started


def test_the_browser_does_the_work_while_zana_types(browse):
    page = browse(width=390)
    page.goto("/account/signup/")
    fill_in(page)
    wait_for_the_proof(page)
    time.sleep(3)
    page.press("[name=password1]", "Enter")

    page.wait_for_selector("[name=code]")
    assert User.objects.filter(email="zana@example.org").exists()


def test_a_slow_phone_finds_it_too(browse):
    """How long it takes stands in docs/decisions/0011; a busy machine of tests cannot tell."""
    page = browse(width=390)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 6})
    page.goto("/account/signup/")

    wait_for_the_proof(page, seconds=30)


def test_who_is_quicker_than_anybody_can_read_is_let_in_all_the_same(browse):
    page = browse()
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto("/account/signup/", wait_until="commit")
    page.wait_for_selector("[name=password1]")
    page.wait_for_load_state()
    fill_in(page)
    page.press("[name=password1]", "Enter")

    # The browser waits for its proof and for the three seconds, then sends the form by itself.
    page.wait_for_selector("[name=code]")
    assert User.objects.filter(email="zana@example.org").exists()


def test_without_javascript_a_wait_is_enough_and_nothing_is_typed_twice(browse, settings):
    page = browse(width=390, scripts=False)
    page.goto("/account/signup/")
    began = time.monotonic()
    fill_in(page)
    # However long that took, there is something left to wait for.
    settings.ETUP_EFFORT_WAIT = time.monotonic() - began + 6
    # To its end: before its styles have come, a page shows everything.
    with page.expect_navigation():
        page.press("[name=password1]", "Enter")
    page.get_by_text("Please wait").first.wait_for()
    button = page.get_by_role("button", name="Make my account")
    assert not button.is_visible()
    # The button appears when it may be pressed.
    button.click()

    page.wait_for_selector("[name=code]")
    zana = User.objects.get(email="zana@example.org")
    assert zana.check_password(PASSWORD)


def test_tab_leads_from_the_address_to_the_password(browse):
    page = browse()
    page.goto("/account/login/")

    page.focus("[name=login]")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.name") == "password"
    assert page.get_by_role("link", name="Forgot your password?").is_visible()
