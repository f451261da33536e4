import random

from core.models import Letter, SearchEntry
from forum.models import Board, Post, Report, Topic
from portal.demo import World
from portal.demo import forum as demo
from portal.management.commands.populate import Plan
from portal.populate import forum as populate
from tests.factories.members import MemberFactory, UserFactory


def test_the_demo_forum_is_lively_and_made_once(visitor, db):
    world = World()
    handles = ["mira", "ana", "boris", "lule", "marko", "radka", "sandra", "ksenija", "agim"]
    world.people = {handle: MemberFactory(handle=handle) for handle in handles}

    demo.load(world)
    numbers = [model.objects.count() for model in (Board, Topic, Post, Report, SearchEntry)]
    demo.load(world)

    assert [
        model.objects.count() for model in (Board, Topic, Post, Report, SearchEntry)
    ] == numbers
    assert Board.objects.count() == 6
    assert Topic.objects.filter(is_shown=True).count() >= 35
    assert Topic.objects.filter(locked=True).exists()
    assert Topic.objects.filter(pinned=True).exists()
    assert Post.objects.exclude(hidden_at=None).count() == 1
    assert Post.objects.held().count() == 1
    assert not Letter.objects.exists()
    for topic in Topic.objects.select_related("board"):
        expected = 200 if topic.board.is_public else 404
        assert visitor.get(topic.get_absolute_url()).status_code == expected
        positions = topic.posts.filter(position__isnull=False).values_list("position", flat=True)
        assert sorted(positions) == list(range(1, topic.last_position + 1))


def test_the_load_test_forum_is_as_large_as_planned_and_reproducible(visitor, db):
    UserFactory.create_batch(3, is_member=True)
    plan = Plan(boards=3, topics=20, posts=200)

    populate.run(plan, random.Random(7), lambda *step: None)

    assert (Topic.objects.count(), Post.objects.count()) == (20, 200)
    assert SearchEntry.objects.filter(kind="topic").count() == 20
    longest = Topic.objects.order_by("-post_count").first()
    assert longest.post_count == 181
    assert sum(board.post_count for board in Board.objects.all()) == 200
    first = set(Topic.objects.values_list("short_id", "title"))
    public = Topic.objects.filter(board__audience="public").first()
    assert visitor.get(public.get_absolute_url()).status_code == 200

    Topic.objects.all().delete()
    populate.run(plan, random.Random(7), lambda *step: None)

    assert set(Topic.objects.values_list("short_id", "title")) == first
