import factory
from django.utils import timezone

from newsletters.models import Delivery, Issue, List, Subscriber, Subscription


class ListFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = List

    slug = factory.Sequence("list-{}".format)
    name = factory.Sequence("List {}".format)


class SubscriberFactory(factory.django.DjangoModelFactory):
    """Somebody who confirmed; `SubscriberFactory(to=news)` gets that list."""

    class Meta:
        model = Subscriber
        skip_postgeneration_save = True

    email = factory.Sequence("reader{}@example.org".format)
    state = Subscriber.State.ACTIVE
    confirmed_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def to(self, create, extracted, **kwargs):
        if extracted:
            Subscription.objects.create(
                subscriber=self, list=extracted, wording="Send me this.", source="a test"
            )


class IssueFactory(factory.django.DjangoModelFactory):
    """A draft; `IssueFactory(to=news)` goes to that list."""

    class Meta:
        model = Issue
        skip_postgeneration_save = True

    slug = factory.Sequence("issue-{}".format)
    subject = factory.Sequence("What happened in week {}".format)
    intro = "Dear colleagues, **spring** is here."

    @factory.post_generation
    def to(self, create, extracted, **kwargs):
        if extracted:
            self.lists.add(extracted)


class SentIssueFactory(IssueFactory):
    """In the archive."""

    state = Issue.State.SENT
    in_archive = True
    started_at = factory.LazyFunction(timezone.now)
    finished_at = factory.LazyFunction(timezone.now)


class DeliveryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Delivery

    issue = factory.SubFactory(SentIssueFactory)
    subscriber = factory.SubFactory(SubscriberFactory)
    language = "en"
