import factory

from notifications.models import Notification
from tests.factories.members import UserFactory


class NotificationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Notification

    recipient = factory.SubFactory(UserFactory)
    kind = "test.thing"
    sentence = factory.Sequence("Thing {} happened.".format)
    path = "/members/"
