"""No page asks anybody else for anything, and a first visit is light."""

from urllib.parse import urlsplit

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# What a visitor comes to first.
PAGES = [
    "/", "/news/", "/members/", "/members/join/", "/institutions/", "/events/", "/resources/",
    "/forum/", "/newsletters/", "/search/?q=teaching", "/account/login/", "/account/signup/",
    "/styleguide/", "/nowhere/",
]  # fmt: skip
MOST_REQUESTS = 12
MOST_BYTES = 150 * 1024


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_only_this_host(path, browse, live_server):
    page = browse()
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(path, wait_until="networkidle")

    home = urlsplit(live_server.url).netloc
    strangers = {url for url in asked if urlsplit(url).netloc not in (home, "")}
    assert strangers == set()


@pytest.mark.parametrize("path", ["/", "/events/", "/forum/"])
def test_a_first_visit_is_light(path, browse):
    page = browse(width=390)
    answers = []
    page.on("response", lambda answer: answers.append(answer))

    page.goto(path, wait_until="networkidle")

    weight = sum(len(answer.body()) for answer in answers if answer.ok)
    assert len(answers) <= MOST_REQUESTS, [answer.url for answer in answers]
    assert weight <= MOST_BYTES, [(answer.url, len(answer.body())) for answer in answers]
