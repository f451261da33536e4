"""A word processor pastes U+000B; no feed and no calendar may break of it."""

from xml.etree import ElementTree

import icalendar
import pytest
from django.urls import reverse

from core.markdown import render
from events import calendars
from forum.models import Topic
from tests.factories.events import EventFactory
from tests.factories.forum import BoardFactory, TopicFactory
from tests.factories.newsletters import SentIssueFactory
from tests.factories.resources import AcceptedFactory
from tests.pages.conftest import article, home

__all__ = ["article", "home"]
# Every sign that XML 1.0 §2.2 forbids and a database keeps.
FORBIDDEN = "".join(
    chr(code) for code in (*range(1, 9), 0xB, 0xC, *range(0xE, 0x20), 0xFFFE, 0xFFFF)
)
TITLE = f"Two{FORBIDDEN}words"


@pytest.fixture
def rows(db, article):
    """A row of each kind that a feed shows, as an older form let it in."""
    TopicFactory(title=TITLE, text=TITLE, board__slug="feeds", board__name=TITLE)
    event = EventFactory(title=TITLE, summary=TITLE, description=TITLE, city=TITLE[:60])
    SentIssueFactory(subject=TITLE, intro=TITLE)
    AcceptedFactory(title=TITLE, abstract=TITLE)
    article(title=TITLE, summary=TITLE)
    return event


@pytest.mark.parametrize(
    "name",
    ["forum:feed", "forum:board_feed", "events:feed", "newsletters:feed", "resources:feed",
     "pages:news-feed"],
)  # fmt: skip
def test_a_feed_stays_whole_whatever_a_row_holds(rows, visitor, name):
    page = visitor.get(reverse(name, args=["feeds"] if name == "forum:board_feed" else []))

    root = ElementTree.fromstring(page.content)
    titles = [each.text.split() for each in root.iter("{http://www.w3.org/2005/Atom}title")]
    assert any(words[-2:] == ["Two", "words"] for words in titles)


@pytest.mark.parametrize("written", ["feed", "single", "attachment"])
def test_a_calendar_stays_whole_whatever_a_row_holds(rows, ana, written):
    lines = {
        "feed": lambda: calendars.feed([rows], name=TITLE),
        "single": lambda: calendars.single(rows),
        "attachment": lambda: calendars.attachment(rows, ana)["content"].encode(),
    }[written]()

    assert not {*range(9), 0xB, 0xC, *range(0xE, 0x20), 0x7F} & set(lines)
    entry = icalendar.Calendar.from_ical(lines).events[0]
    assert str(entry["SUMMARY"]).replace("\ufffe", " ").replace("\uffff", " ").split() == [
        "Two", "words",
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data"])
def test_a_form_takes_a_space_for_what_a_word_processor_pastes(kind, as_, mira):
    board = BoardFactory()
    words = {"title": "Two\x0bwords", "text": "Line\x0bbreak\x01\r\n\tkept\x1f"}
    sent = {"data": words}
    if kind != "multipart/form-data":
        sent = {"data": "title=Two%0Bwords&text=Line%0Bbreak%01%0D%0A%09kept%1F",
                "content_type": kind}  # fmt: skip

    as_(mira).post(f"{board.get_absolute_url()}new/", **sent)

    topic = Topic.objects.get()
    assert topic.title == "Two words"
    assert topic.posts.get().text == "Line break \n\tkept"


def test_a_desk_takes_a_space_for_it_too(as_, vera):
    board = BoardFactory()

    as_(vera).post(
        f"/admin/forum/board/{board.pk}/change/",
        {"name": "Two\x0bwords", "slug": board.slug, "description": "x", "order": 0,
         "audience": "public", "posting": "members"},
    )  # fmt: skip

    board.refresh_from_db()
    assert board.name == "Two words"


def test_no_page_shows_them():
    assert render(TITLE).split() == ["<p>Two", "words</p>"]


@pytest.mark.parametrize(
    "turn", [*map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))]
)
def test_nothing_that_is_typed_turns_the_names_behind_it(turn, as_, mira):
    board = BoardFactory()

    as_(mira).post(
        f"{board.get_absolute_url()}new/", {"title": f"A {turn}title", "text": f"Words{turn}"}
    )

    topic = Topic.objects.get()
    assert topic.title == "A title"
    assert topic.posts.get().text == "Words"


@pytest.mark.parametrize("nothing", ["\u200b", "\u00ad \u2060", "\u202e", "\u3164"])
def test_what_cannot_be_seen_is_no_title(nothing, as_, mira):
    board = BoardFactory()
    address = f"{board.get_absolute_url()}new/"

    answer = as_(mira).post(address, {"title": nothing, "text": nothing})

    assert "Please give the topic a title." in answer.text
    assert "Please write something." in answer.text
    assert not Topic.objects.exists()


def test_joiners_inside_of_words_and_signs_stay(as_, mira):
    board, title = BoardFactory(), "Teachers 👩\u200d🏫 in co\u00adoperation"

    as_(mira).post(f"{board.get_absolute_url()}new/", {"title": title, "text": "x"})

    assert Topic.objects.get().title == title
