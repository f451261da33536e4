from html import unescape

import pytest

from core.mail import inline
from core.markdown import absolute, as_letter, render
from newsletters import composing
from tests.factories.events import EventFactory
from tests.factories.newsletters import IssueFactory


def test_markdown_reads_well_as_a_letter():
    text = (
        "# Dear all\n\nsome **bold** words and [a link](https://example.org/x).\n\n"
        "- first\n- second\n\n> said\n\nhttps://example.org/plain\n\none\ntwo"
    )

    assert as_letter(text) == (
        "Dear all\n\nsome bold words and a link (https://example.org/x).\n\n"
        "- first\n\n- second\n\n> said\n\nhttps://example.org/plain\n\none\ntwo"
    )


def test_long_lines_are_folded_and_links_stay_whole():
    link = "https://example.org/" + "x" * 90

    lines = as_letter(f"{'word ' * 40} {link}").splitlines()

    assert max(len(line) for line in lines if link not in line) <= 72
    assert link in lines


def test_a_link_without_a_host_leads_to_our_site():
    text = "See [the events](/events/) and [this](events/x/?a=1&b=2), [below](#notes)."

    assert as_letter(text).replace("\n", " ") == (
        "See the events (http://testserver/events/) and this"
        " (http://testserver/events/x/?a=1&b=2), below (#notes)."
    )


@pytest.mark.parametrize(
    ("written", "leads_to"),
    [
        ("/events/", "http://testserver/events/"),
        ("events/?a=1&amp;b=2", "http://testserver/events/?a=1&amp;b=2"),
        ("https://example.org/x", "https://example.org/x"),
        ("mailto:ana@example.org", "mailto:ana@example.org"),
        ("#notes", "#notes"),
        ("http://[", "http://["),
    ],
)
def test_links_of_html_that_leaves_our_pages_have_a_host(written, leads_to):
    assert absolute(f'<p><a rel="x" href="{written}">a</a></p>') == (
        f'<p><a rel="x" href="{leads_to}">a</a></p>'
    )


def test_what_is_said_about_links_stays_as_it_was_said():
    html = render('Write `<a href="/x">` or href="/y".')

    assert absolute(html) == html


def test_every_letter_and_every_issue_leads_somewhere(ana):
    put = inline(str(render("[our rules](/rules/)")))
    issue = IssueFactory.build(intro="[our rules](/rules/)")
    issue.save()
    written = composing.write(issue, "en", in_archive=False)

    assert 'href="http://testserver/rules/"' in put
    assert 'href="http://testserver/rules/"' in written["html"]
    assert "our rules (http://testserver/rules/)" in written["text"]


def test_feeds_carry_links_with_their_host(visitor, db):
    EventFactory(description="[our rules](/rules/)")

    assert 'href="http://testserver/rules/"' in unescape(visitor.get("/events/feed/").text)
