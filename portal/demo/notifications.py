"""A few things that Ana, Boris and Lule have just heard of, one of them read."""

from datetime import timedelta

from django.contrib.auth.models import AnonymousUser

from events.models import Event
from forum.models import Topic
from notifications.models import Notification

_HEARD = [
    ("ana", "forum.post", "Boris has written in “{}”.", Topic, 3, False),
    ("ana", "events.mine", "The programme of “{}” is complete.", Event, 20, False),
    ("ana", "forum.post", "Mira has written in “{}”.", Topic, 50, True),
    ("boris", "events.mine", "Somebody has asked a question about “{}”.", Event, 7, False),
    ("lule", "forum.post", "Dritan has written in “{}”.", Topic, 30, False),
]


def load(world):
    visitor = AnonymousUser()
    for number, (handle, kind, words, model, hours, is_read) in enumerate(_HEARD):
        things = list(model.objects.visible_to(visitor).order_by("-pk")[: number + 1])
        if not things:
            continue
        thing, at = things[-1], world.days(0) - timedelta(hours=hours)
        sentence = words.format(thing.title)[:300]
        world.make(
            Notification,
            {"path": thing.get_absolute_url(), "at": at, "read_at": at if is_read else None},
            recipient=world.people[handle],
            kind=kind,
            sentence=sentence,
        )
