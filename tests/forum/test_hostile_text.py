import time

import pytest

from tests.factories.forum import PostFactory, TopicFactory

HOSTILE = {
    "a NUL": "before\x00after",
    "a megabyte": "word " * 200_000,
    "quotes in quotes": "> " * 10_000 + "x",
    "nested quotes, short enough": "> " * 9_000 + "x",
    "lists in lists": "- " * 9_000 + "x",
    "open brackets": "[" * 19_000,
    "open images": "![" * 9_000,
    "stars": "*a **b " * 2_500,
    "right to left": "\u202eevil\u202c \u2066text\u2069",
    "a script": "<script>alert(1)</script>",
    "a handler": '<img src=x onerror="alert(1)"><b onclick="alert(1)">x</b>',
    "a javascript link": "[x](javascript:alert(1)) <javascript:alert(1)> [y](data:text/html,x)",
    "a frame": '<iframe src="https://example.org"></iframe><style>*{display:none}</style>',
    "emoji": "👩🏽‍🏫" * 2_000,
    "look-alikes": "аdmin ｊａｖａｓｃｒｉｐｔ:alert(1)",
    "a table": "|a" * 5_000 + "\n" + "|-" * 5_000,
    "addresses": "www.x" * 4_000,
    "schemes": "x://" * 5_000,
}


@pytest.fixture
def known(ana):
    PostFactory(author=ana)
    return ana


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("button", ["post", "preview"])
def test_hostile_text_is_answered_fast_and_does_no_harm(name, button, known, as_, visitor):
    topic = TopicFactory()
    client = as_(known)
    words = {"text": HOSTILE[name]} | ({"preview": "1"} if button == "preview" else {})

    began = time.process_time()
    answer = client.post(f"{topic.get_absolute_url()}reply/", words)
    page = visitor.get(topic.get_absolute_url()).text
    took = time.process_time() - began

    assert answer.status_code in (200, 302)
    assert took < 2
    for shown in (page, answer.text):
        letters = shown[shown.find('class="letters"') :] if shown is page else _preview(shown)
        assert "<script" not in letters
        assert "<iframe" not in letters
        assert "<style" not in letters
        assert "<img" not in letters
        assert 'href="javascript' not in letters
        assert 'href="data' not in letters


def _preview(page: str) -> str:
    begin = page.find('id="preview"')
    return page[begin : page.find("</form>", begin)] if begin >= 0 else ""


@pytest.mark.parametrize("name", ["a NUL", "a megabyte"])
def test_what_cannot_be_taken_is_said_and_given_back(name, known, as_):
    topic = TopicFactory()

    answer = as_(known).post(f"{topic.get_absolute_url()}reply/", {"text": HOSTILE[name]})

    assert 'class="form-errors"' in answer.text
    # A page holds no control character, not even in a field.
    assert HOSTILE[name][-5:].strip() in answer.text
    assert topic.posts.count() == 1


@pytest.mark.parametrize(
    "path",
    [
        "/forum/t/%00/x/", "/forum/t/zzzzzzzzzz/x/", "/forum/p/zzzzzzzzzz/", "/forum/nothing/",
        "/forum/unwatch/%00/", "/forum/unwatch/nothing/", "/forum/%F0%9F%98%80/",
        "/forum/t/" + "x" * 3000 + "/x/",
    ],
)  # fmt: skip
def test_addresses_that_lead_nowhere_are_not_found(path, visitor, db):
    assert visitor.get(path).status_code == 404
