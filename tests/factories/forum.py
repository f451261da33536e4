import factory

from forum.actions.writing import let_through
from forum.models import Board, Post, Report, Topic
from tests.factories.members import MemberFactory


class BoardFactory(factory.django.DjangoModelFactory):
    """Everybody reads it, members write."""

    class Meta:
        model = Board

    name = factory.Sequence("Board {}".format)
    slug = factory.Sequence("board-{}".format)
    description = "About teaching."


class TopicFactory(factory.django.DjangoModelFactory):
    """A topic with its first post, for all to see."""

    class Meta:
        model = Topic
        skip_postgeneration_save = True

    board = factory.SubFactory(BoardFactory)
    title = factory.Sequence("Topic {}".format)
    author = factory.SubFactory(MemberFactory)

    @factory.post_generation
    def text(self, create, extracted, **kwargs):
        PostFactory(topic=self, author=self.author, text=extracted or "How do you do it?")


class PostFactory(factory.django.DjangoModelFactory):
    """A post at the end of its topic, for all to see."""

    class Meta:
        model = Post
        skip_postgeneration_save = True

    topic = factory.SubFactory(TopicFactory)
    author = factory.SubFactory(MemberFactory)
    text = "Like this."

    @factory.post_generation
    def place(self, create, extracted, **kwargs):
        # Nobody is told: a factory is not somebody writing.
        self.topic.refresh_from_db()
        let_through(self, tell=False)


class HeldPostFactory(factory.django.DjangoModelFactory):
    """A newcomer's post that waits for a moderator."""

    class Meta:
        model = Post

    topic = factory.SubFactory(TopicFactory)
    author = factory.SubFactory(MemberFactory)
    text = "Good day, I am new here."


class ReportFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Report

    post = factory.SubFactory(PostFactory)
    reporter = factory.SubFactory(MemberFactory)
    reason = Report.Reason.RUDE
