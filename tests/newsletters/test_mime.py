import email
from email.policy import default

import pytest

from core import ids
from newsletters import mime
from newsletters.models import List


def built(text="Здраво", html="<p>Здраво</p>", subject="Пролет"):
    content = {"subject": subject, "text": text, "html": html}
    return mime.Template(content, [List(slug="news", name="Вести & news")])


def read(template, token, preferences):
    raw = template.bytes_for(
        to="ana@example.org", message_id="<1@example.org>", token=token, preferences=preferences
    )
    return raw, email.message_from_bytes(raw, policy=default)


@pytest.mark.parametrize("before", range(0, 90, 7))
def test_the_personal_links_arrive_whole_wherever_the_line_breaks(before):
    link = f"{'x' * before} https://balkanetup.example/newsletters/u/{mime.UNSUBSCRIBE}/ ž"
    other = f"{'y' * before} https://balkanetup.example/newsletters/p/{mime.PREFERENCES}/ ž"
    template = built(text=f"{link}\n{other}\n", html=f"<p>{link}{other}</p>")
    token, preferences = ids.token(), ids.token()

    raw, message = read(template, token, preferences)

    for part in message.iter_parts():
        words = part.get_content()
        assert f"/u/{token}/ ž" in words
        assert f"/p/{preferences}/ ž" in words
    assert b"UNSUBSCRIBE_" not in raw
    assert max(len(line) for line in raw.split(b"\r\n")) <= 200
    body = raw.split(b"\r\n\r\n", 1)[1]
    assert max(len(line) for line in body.split(b"\r\n")) <= 76


def test_plain_text_comes_first_and_the_headers_are_those_of_a_list():
    _raw, message = read(built(), "t" * 43, "p" * 43)

    assert [part.get_content_type() for part in message.iter_parts()] == [
        "text/plain",
        "text/html",
    ]
    assert message["Subject"] == "Пролет"
    assert message["To"] == "ana@example.org"
    assert message["Message-ID"] == "<1@example.org>"
    assert message["List-Unsubscribe"] == f"<http://testserver/newsletters/u/{'t' * 43}/>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["List-Id"] == "Вести & news <news.newsletters.testserver>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"]


def test_a_subject_cannot_bring_a_header_of_its_own():
    with pytest.raises(ValueError, match=r"(?i)newline|linefeed|carriage"):
        built(subject="Hello\r\nBcc: everybody@example.org")


def test_long_lines_of_html_are_broken_for_the_server():
    raw, message = read(built(html=f"<p>{'а' * 5000}</p>"), "t" * 43, "p" * 43)

    assert max(map(len, raw.split(b"\r\n"))) < 998
    assert "а" * 5000 in list(message.iter_parts())[1].get_content()
