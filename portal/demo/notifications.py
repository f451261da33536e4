"""A few things that Ana, Boris and Lule have just heard of, one of them read."""

from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy

from events.models import Event
from forum.models import Topic
from notifications.models import Notification
from notifications.sentences import Sentence

_REPLIED = gettext_lazy("%(name)s replied in “%(title)s”.")
_MOVED = gettext_lazy("New time or place: %s")
_PLACE = gettext_lazy("You have a place: %s")
# Whoever hears it, of what, from whom, how many hours ago, and whether it was read.
_HEARD = [
    ("ana", _REPLIED, "boris", Topic, 3, False),
    ("ana", _MOVED, "", Event, 20, False),
    ("ana", _REPLIED, "mira", Topic, 50, True),
    ("boris", _PLACE, "", Event, 7, False),
    ("lule", _REPLIED, "dritan", Topic, 30, False),
]


def load(world):
    visitor = AnonymousUser()
    for number, (handle, words, whose, model, hours, is_read) in enumerate(_HEARD):
        things = list(model.objects.visible_to(visitor).order_by("-pk")[: number + 1])
        if not things:
            continue
        thing, at = things[-1], world.days(0) - timedelta(hours=hours)
        if whose:
            sentence = Sentence(words, name=world.people[whose].name, title=thing.title)
        else:
            sentence = Sentence(words, thing.title)
        world.make(
            Notification,
            {
                "path": thing.get_absolute_url(),
                "at": at,
                "read_at": at if is_read else None,
                "words": sentence.words,
                "values": sentence.values,
            },
            recipient=world.people[handle],
            kind="forum.post" if whose else "events.mine",
            sentence=str(sentence),
        )
