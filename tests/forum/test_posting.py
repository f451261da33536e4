import uuid

import pytest
from django.conf import settings as conf

from core.models import SearchEntry
from forum.actions import moderating, writing
from forum.models import Post, PostRevision, Topic
from tests.factories.forum import BoardFactory, PostFactory, TopicFactory


@pytest.fixture
def known(ana):
    """Ana, whose first post was let through long ago."""
    PostFactory(author=ana)
    return ana


@pytest.fixture
def board(db):
    return BoardFactory(slug="teaching")


def test_a_member_begins_a_topic(known, as_, board, visitor):
    answer = as_(known).post(
        "/forum/teaching/new/", {"title": "Настава и учење", "text": "Како **почети**?"}
    )

    topic = Topic.objects.get(title="Настава и учење")
    assert answer["Location"] == f"/forum/t/{topic.short_id}/nastava-i-ucenje/#post-1"
    assert "<strong>почети</strong>" in visitor.get(answer["Location"]).text
    board.refresh_from_db()
    assert (board.topic_count, board.post_count, board.newest_topic) == (1, 1, topic)


def test_a_reply_stands_at_the_end_and_leads_there(known, as_):
    topic = TopicFactory()
    for _number in range(19):
        PostFactory(topic=topic, author=topic.author)

    answer = as_(known).post(f"{topic.get_absolute_url()}reply/", {"text": "I agree."})

    assert answer["Location"] == f"{topic.get_absolute_url()}?page=2#post-21"
    topic.refresh_from_db()
    assert (topic.post_count, topic.last_position, topic.newest_author) == (21, 21, known)


def test_a_form_sent_twice_posts_once(known, as_):
    topic = TopicFactory()
    client, words = as_(known), {"text": "Only once.", "once": uuid.uuid4()}

    first = client.post(f"{topic.get_absolute_url()}reply/", words)
    second = client.post(f"{topic.get_absolute_url()}reply/", words)

    assert first["Location"] == second["Location"]
    assert Post.objects.filter(text="Only once.").count() == 1


def test_a_topic_sent_twice_is_one_topic(known, as_, board):
    client, words = as_(known), {"title": "Once", "text": "Only.", "once": uuid.uuid4()}

    client.post("/forum/teaching/new/", words)
    client.post("/forum/teaching/new/", words)

    assert Topic.objects.filter(title="Once").count() == 1


def test_a_preview_shows_the_words_and_posts_nothing(known, as_):
    topic = TopicFactory()
    client, words = as_(known), {"text": "So **bold**", "preview": "1"}

    page = client.post(f"{topic.get_absolute_url()}reply/", words).text
    part = client.post(
        f"{topic.get_absolute_url()}reply/", words, headers={"HX-Request": "true"}
    ).text

    assert "<html" in page
    assert "So **bold**</textarea>" in page
    assert "<html" not in part
    for answer in (page, part):
        assert "<strong>bold</strong>" in answer
    assert topic.posts.count() == 1


def test_a_quotation_is_ready_in_the_reply(known, boris, as_):
    topic = TopicFactory()
    quoted = PostFactory(
        topic=topic, author=boris, text="> what Ana said\n\nMine: <i>one</i>\n\ntwo"
    )

    page = as_(known).get(f"{topic.get_absolute_url()}reply/", {"quote": quoted.short_id}).text

    wanted = f"> **{boris.name} wrote:**\n>\n> Mine: &lt;i&gt;one&lt;/i&gt;\n>\n> two"
    assert wanted.replace("\n>", "\n&gt;").replace("> **", "&gt; **") in page
    assert "what Ana said" not in page


def test_a_quotation_keeps_the_code_of_a_post(known, as_):
    topic = TopicFactory()
    quoted = PostFactory(topic=topic, text="Try:\n\n```\n>>> print(1)\n```\n\n> said\n\nDone")

    page = as_(known).get(f"{topic.get_absolute_url()}reply/", {"quote": quoted.short_id})

    text = page.context["form"]["text"].value()
    assert "> >>> print(1)\n" in text
    assert "said" not in text
    assert "only its beginning is quoted" not in page.text


@pytest.mark.parametrize("words", ["sigh " * 3_999, "long\n" * 3_999, "x" * 19_999])
def test_a_quotation_of_a_long_post_leaves_room_and_says_that_it_is_cut(words, known, as_):
    topic = TopicFactory()
    quoted = PostFactory(topic=topic, text=words)

    page = as_(known).get(f"{topic.get_absolute_url()}reply/", {"quote": quoted.short_id})

    text = page.context["form"]["text"].value()
    assert Post.MAX_LENGTH // 2 - 200 < len(text) <= Post.MAX_LENGTH // 2
    assert text.rstrip()[-6:] in {"sigh …", "long …", "\n> …", "xxxx …"} or text.endswith(
        "> …\n\n"
    )
    assert "only its beginning is quoted" in page.text


@pytest.mark.parametrize("what", ["hidden", "of another topic", "nothing"])
def test_what_may_not_be_read_is_not_quoted(what, known, mira, as_):
    topic = TopicFactory()
    post = PostFactory(topic=topic, text="unkind words")
    if what == "hidden":
        moderating.hide(post, mira, "Unkind")
    wanted = {
        "hidden": post.short_id,
        "of another topic": PostFactory(text="unkind words").short_id,
        "nothing": "\x00",
    }[what]

    page = as_(known).get(f"{topic.get_absolute_url()}reply/", {"quote": wanted}).text

    assert "unkind words" not in page


def test_words_survive_a_session_that_ran_out(known, visitor, as_):
    topic = TopicFactory()
    url = f"{topic.get_absolute_url()}reply/"

    answer = visitor.post(url, {"text": "An hour of work"})
    assert answer["Location"] == f"/account/login/?next={url}"
    visitor.force_login(known, backend=conf.AUTHENTICATION_BACKENDS[0])
    page = visitor.get(url).text
    visitor.post(url, {"text": "An hour of work"})

    assert "An hour of work</textarea>" in page
    assert topic.posts.filter(author=known).count() == 1
    assert "An hour of work" not in visitor.get(url).text


def test_words_survive_a_topic_that_was_locked_meanwhile(known, mira, as_):
    topic = TopicFactory()
    moderating.set_locked(topic, mira, True)

    answer = as_(known).post(f"{topic.get_absolute_url()}reply/", {"text": "My long answer"})

    assert answer.status_code == 409
    assert "My long answer</textarea>" in answer.text
    assert "has been locked" in answer.text
    assert topic.posts.count() == 1


def test_words_survive_the_limit(known, as_, settings):
    settings.RATE_LIMITS = True
    topic = TopicFactory()
    client = as_(known)
    url = f"{topic.get_absolute_url()}reply/"

    answers = [client.post(url, {"text": f"Number {n} of them"}) for n in range(21)]

    assert [answer.status_code for answer in answers] == [302] * 20 + [429]
    assert int(answers[-1]["Retry-After"]) > 0
    assert "Number 20 of them</textarea>" in answers[-1].text
    assert topic.posts.count() == 21


def test_a_newcomer_may_post_less_often(ana, as_, settings):
    settings.RATE_LIMITS = True
    topic = TopicFactory()
    client = as_(ana)

    answers = [
        client.post(f"{topic.get_absolute_url()}reply/", {"text": f"Number {n}"}).status_code
        for n in range(6)
    ]

    assert answers == [302] * 5 + [429]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"title": "", "text": "words"}, "give the topic a title"),
        ({"title": "A", "text": "  "}, "write something"),
        ({"title": "x" * 161, "text": "words"}, "at most 160"),
        ({"title": "A\x00B", "text": "words"}, "Null characters"),
    ],
)
def test_what_is_missing_is_said(words, sentence, known, as_, board):
    answer = as_(known).post("/forum/teaching/new/", words)

    assert sentence in answer.text
    assert not Topic.objects.filter(board=board).exists()


def test_the_first_post_of_a_newcomer_waits_for_a_moderator(ana, boris, mira, as_, board):
    answer = as_(ana).post("/forum/teaching/new/", {"title": "Good day", "text": "I am new."})

    url = answer["Location"]
    assert "waits for a moderator" in as_(ana).get(url).text
    assert "Good day" in as_(ana).get("/forum/teaching/").text
    assert as_(boris).get(url).status_code == 404
    assert "Good day" not in as_(boris).get("/forum/teaching/").text
    assert not SearchEntry.objects.filter(kind="topic").exists()

    moderating.release(Post.objects.get(author=ana), mira)

    assert "I am new." in as_(boris).get(url).text
    assert not writing.is_newcomer(ana)


def test_a_newcomer_may_not_bring_many_links(ana, as_):
    topic = TopicFactory()
    links = " ".join(f"https://shop{n}.example" for n in range(3))

    answer = as_(ana).post(f"{topic.get_absolute_url()}reply/", {"text": links})

    assert "at most" not in answer.text
    assert "may hold 2 links" in answer.text
    assert topic.posts.count() == 1


def test_moderators_are_never_newcomers(mira):
    assert not writing.is_newcomer(mira)


def test_a_change_keeps_what_was_there(known, boris, mira, as_):
    post = PostFactory(author=known, text="First words")
    client = as_(known)

    answer = client.post(f"/forum/p/{post.short_id}/edit/", {"text": "Second *words*"})

    post.refresh_from_db()
    assert answer["Location"] == post.get_absolute_url()
    assert post.edited_at is not None
    assert "<em>words</em>" in post.html
    assert [old.text for old in PostRevision.objects.all()] == ["First words"]
    history = f"/forum/p/{post.short_id}/history/"
    assert "First words" in client.get(history).text
    assert "First words" in as_(mira).get(history).text
    assert as_(boris).get(history).status_code == 403


def test_who_began_a_topic_may_give_it_a_better_title(known, as_, visitor):
    topic = TopicFactory(author=known, title="Helo")
    post = topic.posts.get()

    as_(known).post(f"/forum/p/{post.short_id}/edit/", {"title": "Hello", "text": post.text})

    assert "<h1>Hello</h1>" in visitor.get(topic.get_absolute_url()).text
    assert SearchEntry.objects.get(kind="topic", object_id=topic.pk).title == "Hello"
    assert not PostRevision.objects.exists()


def test_a_locked_topic_keeps_its_posts_as_they_are(known, mira, as_):
    topic = TopicFactory(author=known, text="As it was")
    moderating.set_locked(topic, mira, True)
    post = topic.posts.get()

    answer = as_(known).post(f"/forum/p/{post.short_id}/edit/", {"title": "T", "text": "Changed"})

    assert answer.status_code == 409
    assert "Changed</textarea>" in answer.text
    post.refresh_from_db()
    assert post.text == "As it was"


def test_a_text_of_an_older_parser_is_parsed_anew(db):
    post = PostFactory(text="**new**")
    Post.objects.filter(pk=post.pk).update(parsed="<p>stale</p>", parser="older")

    assert "<strong>new</strong>" in Post.objects.get(pk=post.pk).html


def test_what_the_database_holds_is_cleaned_at_output(db, visitor):
    post = PostFactory(text="fine")
    bad = '<p onclick="x()">fine<script>alert(1)</script></p>'
    Post.objects.filter(pk=post.pk).update(parsed=bad)

    page = visitor.get(post.topic.get_absolute_url()).text

    assert "alert(1)" not in page
    assert "onclick" not in page


def test_a_topic_is_found_by_its_first_posts_in_any_script(known, as_):
    topic = TopicFactory(title="Питање")
    as_(known).post(f"{topic.get_absolute_url()}reply/", {"text": "Оцењивање вршњака"})

    entry = SearchEntry.objects.get(kind="topic", object_id=topic.pk)
    assert "ocenjivanje vrsnjaka" in entry.folded_text
    assert entry.audience == "public"
