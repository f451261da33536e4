"""A real Chromium for the journeys: fixtures that conftest.py takes over."""

import os
from itertools import product
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe, AxeResults
from django.conf import settings
from playwright.sync_api import Locator, Page, sync_playwright

from tests.browser_check import find_browser
from tests.signing_in import session_of

_ARGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
_axe = Axe()
# By day on a desk, by night on a phone: both widths and both palettes in two looks at a page.
LOOKS = [(1280, "light"), (320, "dark")]
EVERY_LOOK = list(product([1280, 320], ["light", "dark"]))


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

    Errors on the browser's console fail the test at its end, and so does a request to another
    host.
    """
    contexts, complaints, strangers = [], [], []
    home = urlsplit(live_server.url).netloc

    def note(request):
        # What has no host is in the page itself.
        if urlsplit(request.url).netloc not in (home, ""):
            strangers.append((request.frame.url, request.url))

    def open_page(user=None, *, width=1280, dark=False, scripts=True) -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        context.on("request", note)
        if user:
            cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session_of(user)}
            context.add_cookies([{**cookie, "url": live_server.url}])
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
    assert (complaints, strangers) == ([], [])


def follow(target: Locator) -> None:
    """Press what leads to another page, and wait until that page is there.

    `click` returns at once: what comes next would still be asked of the old page, and leaving it
    may take back a form that is on its way.
    """
    with target.page.expect_navigation():
        target.click()


def assert_accessible(page: Page) -> None:
    """axe finds nothing on the page as it stands, its changes of colour at their end."""
    page.evaluate(
        "document.getAnimations().filter((it) => it instanceof CSSTransition)"
        ".forEach((it) => it.finish())"
    )
    if not page.evaluate("'axe' in window"):
        page.evaluate(_axe.axe_script)
    found = page.evaluate(
        "axe.run({resultTypes: ['violations']}).then(({violations}) => ({violations}))"
    )
    results = AxeResults(found)
    assert results.violations_count == 0, results.generate_report()


def assert_open_to_everybody(page: Page, *paths: str, looks=LOOKS) -> None:
    """In no look does axe find anything on the pages, nor does one scroll sideways.

    Each page is fetched once, and then made narrow or dark, as its reader would.
    """
    for path in paths:
        page.goto(path)
        for width, scheme in looks:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            page.set_viewport_size({"width": width, "height": 900})
            over = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert over <= 0, f"{path} scrolls sideways at {width}"
            assert_accessible(page)
