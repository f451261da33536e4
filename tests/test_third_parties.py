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


def test_no_page_asks_another_host(browse, live_server):
    page = browse()
    home = urlsplit(live_server.url).netloc
    strangers = set()

    def note(request):
        if urlsplit(request.url).netloc not in (home, ""):
            strangers.add((page.url, request.url))

    page.on("request", note)
    for path in PAGES:
        page.goto(path, wait_until="networkidle")

    assert strangers == set()


def test_a_first_visit_is_light(browse):
    for path in ("/", "/events/", "/forum/"):
        page = browse(width=390)
        answers = []
        page.on("response", lambda answer, answers=answers: answers.append(answer))

        page.goto(path, wait_until="networkidle")

        weight = sum(len(answer.body()) for answer in answers if answer.ok)
        assert len(answers) <= MOST_REQUESTS, [answer.url for answer in answers]
        assert weight <= MOST_BYTES, [(answer.url, len(answer.body())) for answer in answers]
