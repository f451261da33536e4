"""A real Chromium for the journeys: fixtures that conftest.py takes over."""

import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Page, sync_playwright

from tests.browser_check import find_browser

_ARGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def chromium():
    """One browser for the whole run. Where there is none, CI fails and others are told."""
    path = find_browser()
    if not path:
        if os.environ.get("CI"):
            pytest.fail("No Chromium found, and CI must run the journeys.")
        pytest.skip("No Chromium found.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_ARGS)
        yield browser
        browser.close()


@pytest.fixture
def browse(live_server, chromium):
    """`browse(ana, width=390, dark=True, scripts=False)` is a page that ana is signed in on.

    Errors on the browser's console fail the test at its end.
    """
    contexts, complaints = [], []

    def open_page(user=None, *, width=1280, dark=False, scripts=True) -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        if user:
            client = Client()
            client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
            name, morsel = next(iter(client.cookies.items()))
            context.add_cookies([{"name": name, "value": morsel.value, "url": live_server.url}])
        page = context.new_page()
        page.on(
            "console",
            lambda message: (
                complaints.append(message.text)
                # A page that answers 4xx on purpose is reported as an error too.
                if message.type == "error" and "Failed to load resource" not in message.text
                else None
            ),
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def assert_accessible(page: Page) -> None:
    """axe finds nothing on the page as it stands."""
    results = Axe().run(page, options={"resultTypes": ["violations"]})
    assert results.violations_count == 0, results.generate_report()
