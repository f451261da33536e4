"""What somebody has read, and what they watch."""

from django.db import transaction
from django.db.models import F, Max, Q
from django.utils import timezone

from forum.models import Board, Preference, ReadLine, ReadMark, Topic, Watch
from members.models import User


def mark(topic: Topic, person_id: int | None, position: int) -> None:
    """Remember that a person has read a topic up to `position`. One statement."""
    if person_id is None:
        return
    ReadMark.objects.bulk_create(
        [ReadMark(topic=topic, person_id=person_id, position=position)],
        update_conflicts=True, unique_fields=["topic", "person"], update_fields=["position"],
    )  # fmt: skip


@transaction.atomic
def mark_all(person: User, board: Board | None = None) -> None:
    """Call everything read: in one board, or in all."""
    now = timezone.now()
    if board is None:
        ReadLine.objects.filter(person=person).delete()
        ReadMark.objects.filter(
            person=person, topic__newest_at__lt=ReadLine.floor(person)
        ).delete()
    ReadLine.objects.update_or_create(person=person, board=board, defaults={"at": now})


class NewFor:
    """What is new to one person. Asks once for their lines; then it knows."""

    def __init__(self, person):
        self.person = person
        self.lines = {}
        if person.is_authenticated:
            self.lines = dict(ReadLine.objects.filter(person=person).values_list("board", "at"))
            self.floor = max(ReadLine.floor(person), self.lines.pop(None, person.date_joined))

    def line(self, board_id: int):
        return max(self.floor, self.lines.get(board_id, self.floor))

    def is_new(self, topic: Topic) -> bool:
        """Whether a topic taken `with_mark_of` the person has something they have not read."""
        if not self.person.is_authenticated or topic.newest_at <= self.line(topic.board_id):
            return False
        return (topic.read_to or 0) < topic.last_position

    def boards(self) -> set[int]:
        """The boards in which something is new. One query over the newest topics."""
        if not self.person.is_authenticated:
            return set()
        newest = (
            Topic.objects.with_mark_of(self.person)
            .filter(is_shown=True, newest_at__gt=self.floor)
            .filter(Q(read_to=None) | Q(read_to__lt=F("last_position")))
            .values_list("board")
            .annotate(newest=Max("newest_at"))
        )
        return {board for board, moment in newest if moment > self.line(board)}


@transaction.atomic
def watch(person: User, *, topic: Topic | None = None, board: Board | None = None) -> None:
    """Hear of what is new in a topic, or in a board."""
    Watch.objects.update_or_create(
        person=person, topic=topic, board=board, defaults={"muted": False}
    )


@transaction.atomic
def unwatch(person: User, *, topic: Topic | None = None, board: Board | None = None) -> None:
    """Hear no more of it. A muted topic stays silent on a watched board."""
    Watch.objects.update_or_create(
        person=person, topic=topic, board=board, defaults={"muted": True}
    )


def unwatch_by_token(watch: Watch) -> None:
    """The link in a letter. Pressing it again changes nothing; the token stays good."""
    Watch.objects.filter(pk=watch.pk).update(muted=True)


def remember_wish(author: User, topic: Topic, wants: bool) -> None:
    """Whoever writes says whether they want to hear of answers; the next form asks the same."""
    Preference.objects.update_or_create(person=author, defaults={"watch_own": wants})
    if wants:
        watch(author, topic=topic)
