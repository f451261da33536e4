import json
import time
import zipfile

import pytest

from core.models import SearchEntry
from forum import personal_data
from forum.actions import moderating, reading, writing
from forum.models import Post, ReadMark, Report, Topic, Watch
from members.actions import account
from members.models import DataExport, User
from tests.factories.forum import PostFactory, ReportFactory, TopicFactory


@pytest.fixture
def active(ana, mira):
    """Ana with something of everything."""
    alone = TopicFactory(author=ana, title="Mine alone", text="I said this alone")
    shared = TopicFactory(author=ana, title="Ours", text="I began this")
    PostFactory(topic=shared, text="Boris went on")
    hidden = PostFactory(topic=shared, author=ana, text="I was rude")
    moderating.hide(hidden, mira, "Rude")
    writing.edit(alone.posts.get(), ana, text="I said that alone")
    ReportFactory(reporter=ana, note="It hurts me")
    reading.watch(ana, topic=shared)
    reading.mark(shared, ana.pk, 2)
    return ana


def test_what_a_busy_person_wrote_is_gathered_in_a_minute(ana):
    topic = TopicFactory(author=ana)
    Post.objects.bulk_create(
        Post(topic=topic, author=ana, position=position, text="I said more. " * 50)
        for position in range(2, 5001)
    )
    export = DataExport.objects.create(person=ana)

    started = time.monotonic()
    account.make_export(export)
    seconds = time.monotonic() - started

    with zipfile.ZipFile(export.file) as archive:
        assert len(json.loads(archive.read("forum.json"))["posts"]) == 5000
    assert seconds < 60


def test_a_person_gets_all_they_wrote(active):
    data = json.loads(json.dumps(personal_data.export(active)))

    assert [post["text"] for post in data["posts"]] == [
        "I said that alone", "I began this", "I was rude",
    ]  # fmt: skip
    assert data["posts"][2]["hidden"] == "Rude"
    assert [old["text"] for old in data["earlier wordings"]] == ["I said this alone"]
    assert data["reports"][0]["note"] == "It hurts me"
    assert data["watches"] == ["Ours"]


def test_words_may_stay_without_their_author(active, visitor):
    topic = Topic.objects.get(title="Ours")

    personal_data.erase(active, keep_content=True)
    User.objects.get(pk=active.pk).delete()

    page = visitor.get(topic.get_absolute_url()).text
    assert "I began this" in page
    assert "former member" in page
    assert "Ana" not in page
    assert Report.objects.get().note == ""


def test_words_may_go_with_their_author(active, visitor):
    ours, alone = Topic.objects.get(title="Ours"), Topic.objects.get(title="Mine alone")

    personal_data.erase(active, keep_content=False)
    User.objects.get(pk=active.pk).delete()

    page = visitor.get(ours.get_absolute_url()).text
    assert "I began this" not in page
    assert "took these words along" in page
    assert "Boris went on" in page
    assert visitor.get(alone.get_absolute_url()).status_code == 404
    assert not Post.objects.filter(text__startswith="I ").exists()
    found = SearchEntry.objects.filter(kind="topic").values_list("folded_text", flat=True)
    assert not any("i began" in text or "alone" in text for text in found)
    ours.board.refresh_from_db()
    assert ours.board.topic_count == 1


def test_who_leaves_is_not_written_to_any_more(active):
    personal_data.erase(active, True)

    assert not Watch.objects.filter(person=active).exists()
    assert not ReadMark.objects.filter(person=active).exists()
