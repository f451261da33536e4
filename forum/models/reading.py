"""What a person has read, what they watch, and how they like it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.ids import token


class ReadMark(models.Model):
    """Up to which position a person has read a topic."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    topic = models.ForeignKey("forum.Topic", models.CASCADE, related_name="marks")
    position = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("read mark")
        verbose_name_plural = _("read marks")
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "person"], name="one_read_mark_per_person_and_topic"
            )
        ]
        indexes = [models.Index(fields=["person", "topic"], name="read_marks_of_a_person")]

    def __str__(self):
        return f"{self.person}: {self.topic} #{self.position}"


class ReadLine(models.Model):
    """The moment before which a person calls everything read: in one board, or in all (None)."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    board = models.ForeignKey("forum.Board", models.CASCADE, null=True, related_name="+")
    at = models.DateTimeField()

    # Nothing older is ever called new: whoever was away for a year is not met by a thousand marks.
    NEW_FOR = timedelta(days=30)

    class Meta:
        verbose_name = _("read line")
        verbose_name_plural = _("read lines")
        constraints = [
            models.UniqueConstraint(fields=["person", "board"], name="one_read_line_per_board"),
            models.UniqueConstraint(
                fields=["person"], condition=Q(board=None), name="one_read_line_for_all_boards"
            ),
        ]

    def __str__(self):
        return f"{self.person}: {self.board or '*'} {self.at:%Y-%m-%d %H:%M}"

    @classmethod
    def floor(cls, person) -> datetime:
        """The moment before which nothing is new to `person`, whatever they did."""
        return max(person.date_joined, timezone.now() - cls.NEW_FOR)


class Watch(models.Model):
    """That a person hears of new posts in a topic or in a board, or wants to hear no more.

    A muted topic is silent even where its board is watched.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    board = models.ForeignKey("forum.Board", models.CASCADE, null=True, related_name="+")
    topic = models.ForeignKey("forum.Topic", models.CASCADE, null=True, related_name="+")
    muted = models.BooleanField(default=False)
    token = models.CharField(max_length=64, unique=True, default=token)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("watch")
        verbose_name_plural = _("watches")
        constraints = [
            models.CheckConstraint(
                condition=Q(board=None, topic__isnull=False) | Q(board__isnull=False, topic=None),
                name="a_watch_is_on_a_topic_or_on_a_board",
            ),
            models.UniqueConstraint(fields=["topic", "person"], name="one_watch_per_topic"),
            models.UniqueConstraint(fields=["board", "person"], name="one_watch_per_board"),
        ]

    def __str__(self):
        return f"{self.person}: {self.thing}"

    @property
    def thing(self):
        """What is watched."""
        return self.topic or self.board


class Preference(models.Model):
    """How one person uses the forum, where it differs from the default."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+"
    )
    watch_own = models.BooleanField(_("watch topics that I write in"), default=True)

    class Meta:
        verbose_name = _("forum preference")
        verbose_name_plural = _("forum preferences")

    def __str__(self):
        return str(self.person)
