"""Choosing a language: in the header, in the phone's menu, and by a line that offers it."""

import re

import pytest

pytestmark = pytest.mark.django_db


def header(html):
    return html.partition("<header")[2].partition("</header>")[0]


def offer(answer):
    found = re.search(
        r'<div class="language-offer" lang="([\w-]+)">.*?<a href="([^"]+)" hreflang="\1">([^<]+)<',
        answer.content.decode(), re.S,
    )  # fmt: skip
    return found and found.groups()


def test_every_language_is_in_the_header_under_its_own_name(visitor):
    html = header(visitor.get("/mk/events/?kind=webinar").content.decode())

    # Beside the account where there is room, else in the phone's menu.
    tools, _drawer, drawer = html.partition("site-header__drawer")
    assert "language-menu" in tools
    html = drawer
    for code, name in [
        ("en", "English"),
        ("sq", "shqip"),
        ("cnr", "crnogorski"),
        ("el", "Ελληνικά"),
    ]:
        start = "" if code == "en" else f"/{code}"
        assert f'href="{start}/events/?kind=webinar">{name}</a>' in html
    assert 'href="/mk/events/?kind=webinar" aria-current="true">македонски</a>' in html


@pytest.mark.parametrize(
    ("header", "language", "words"),
    [
        ("mk,en;q=0.8", "mk", "Читајте ја страницава на македонски"),
        ("sq-AL,sq;q=0.9", "sq", "Lexojeni këtë faqe në shqip"),
        ("de,hr-HR;q=0.9", "hr", "Čitajte ovu stranicu na hrvatskom"),
        ("sr-Latn-RS,sr;q=0.9", "sr-latn", "Čitajte ovu stranicu na srpskom"),
        ("sr-RS", "sr", "Читајте ову страницу на српском"),
        ("cnr", "cnr", "Čitajte ovu stranicu na crnogorskom"),
    ],
)
def test_the_language_of_the_browser_is_offered_in_that_language(visitor, header, language, words):
    answer = visitor.get("/events/", headers={"Accept-Language": header})

    assert offer(answer) == (language, f"/{language}/events/", words)
    assert "Accept-Language" in answer.headers["Vary"]


@pytest.mark.parametrize("header", ["en-GB,en", "de,fr;q=0.8", "", "*", "x" * 500])
def test_nothing_is_offered_for_what_is_read_already_or_not_ours(visitor, header):
    assert offer(visitor.get("/events/", headers={"Accept-Language": header})) is None


def test_english_is_offered_on_a_page_in_another_language(visitor):
    answer = visitor.get("/mk/events/", headers={"Accept-Language": "en-GB"})

    assert offer(answer) == ("en", "/events/", "Read this page in English")


def test_an_offer_that_was_closed_does_not_come_back(visitor):
    asks = {"Accept-Language": "mk"}
    answer = visitor.post("/languages/keep/", {"language": "en", "next": "/events/?page=1"})

    assert answer["Location"] == "/events/?page=1"
    assert offer(visitor.get("/forum/", headers=asks)) is None


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "", "javascript:x"])
def test_closing_the_offer_leads_nowhere_else(visitor, back):
    assert visitor.post("/languages/keep/", {"language": "xx", "next": back})["Location"] == "/"


def test_a_member_is_not_offered_the_language_of_a_browser(as_, ana):
    assert offer(as_(ana).get("/events/", headers={"Accept-Language": "mk"})) is None
