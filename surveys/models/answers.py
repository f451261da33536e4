"""What was answered, kept apart from who has answered.

In an anonymous survey nothing leads from a row of the roll to a sheet: no key, no time, no order.
Both have random keys and are written in transactions of their own; when the survey closes, both
are written anew in random order and the sheets are taken apart (`actions.closing`). A table of
its own for what is closed, so that no row is left where it was put when it came.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import uploads

from .surveys import Invitation, Survey, Version


class Participation(models.Model):
    """The roll: that somebody has answered. Never when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="participations")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+"
    )
    invitation = models.ForeignKey(Invitation, models.CASCADE, null=True, related_name="+")

    class Meta:
        verbose_name = _("participation in a survey")
        verbose_name_plural = _("participations in surveys")
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "person"],
                condition=Q(person__isnull=False),
                name="a_person_answers_a_survey_once",
            ),
            models.UniqueConstraint(
                fields=["survey", "invitation"],
                condition=Q(invitation__isnull=False),
                name="an_invitation_is_answered_once",
            ),
        ]

    def __str__(self):
        return f"{self.survey}: {self.person or self.invitation}"


class ClosedParticipation(models.Model):
    """The roll of a survey that has closed, in no order."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="closed_participations")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+"
    )
    invitation = models.ForeignKey(Invitation, models.CASCADE, null=True, related_name="+")

    class Meta:
        verbose_name = _("participation in a closed survey")
        verbose_name_plural = _("participations in closed surveys")
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "person"],
                condition=Q(person__isnull=False),
                name="a_person_answered_a_survey_once",
            )
        ]

    def __str__(self):
        return f"{self.survey}: {self.person}"


class Sheet(models.Model):
    """The answers of one person: with a name in a named survey, without in an anonymous one.

    Of an anonymous survey it lives until the survey closes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(Version, models.CASCADE, related_name="sheets")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    invitation = models.ForeignKey(Invitation, models.SET_NULL, null=True, related_name="+")
    answers = models.JSONField(default=dict)
    # By what the survey is broken down, such as the country: "BA".
    group = models.CharField(max_length=80, blank=True)
    # Named surveys only: the hour in which it came, and whether the tallies know it.
    handed_in_at = models.DateTimeField(null=True)
    is_counted = models.BooleanField(default=False)
    # Anonymous ones: it does not count before its person stands on the roll.
    is_waiting = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("answers")
        verbose_name_plural = _("answers")
        indexes = [
            models.Index(
                fields=["version"], condition=Q(is_counted=False), name="sheets_to_be_counted"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "person"],
                condition=Q(person__isnull=False),
                name="a_person_has_one_sheet_per_version",
            )
        ]

    def __str__(self):
        return f"{self.version} · {self.pk}"


class Draft(models.Model):
    """A named survey that somebody has begun. Anonymous ones keep nothing here."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="drafts")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+"
    )
    invitation = models.ForeignKey(Invitation, models.CASCADE, null=True, related_name="+")
    version = models.ForeignKey(Version, models.CASCADE, related_name="+")
    answers = models.JSONField(default=dict)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("draft of answers")
        verbose_name_plural = _("drafts of answers")
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "person"],
                condition=Q(person__isnull=False),
                name="a_person_has_one_draft_per_survey",
            ),
            models.UniqueConstraint(
                fields=["survey", "invitation"],
                condition=Q(invitation__isnull=False),
                name="an_invitation_has_one_draft",
            ),
        ]

    def __str__(self):
        return f"{self.survey}: {self.person or self.invitation}"


class AnswerFileQuerySet(models.QuerySet):
    def handed_in(self):
        """Those of answers that were handed in; of an open link nobody knows whose they are."""
        roll = Participation.objects.filter(survey=OuterRef("survey"))
        return self.filter(
            Exists(roll.filter(person=OuterRef("person")))
            | Exists(roll.filter(invitation=OuterRef("invitation")))
            | Q(person=None, invitation=None)
        )


class AnswerFile(uploads.ScannedFile):
    """A file that a named survey asked for. Private; the owner of the survey reads it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="files")
    question = models.CharField(max_length=16)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+"
    )
    invitation = models.ForeignKey(Invitation, models.CASCADE, null=True, related_name="+")
    file = models.FileField(
        storage=uploads.private_storage, upload_to=uploads.private_path, max_length=200
    )
    name = models.CharField(max_length=150)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    scan = models.CharField(max_length=10, choices=uploads.Scan)
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = AnswerFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file in an answer")
        verbose_name_plural = _("files in answers")

    def __str__(self):
        return self.name


class FreeText(models.Model):
    """What somebody wrote to one question of an anonymous survey, apart from all else."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(Version, models.CASCADE, related_name="free_texts")
    question = models.CharField(max_length=16)
    text = models.TextField()

    class Meta:
        verbose_name = _("text in an answer")
        verbose_name_plural = _("texts in answers")
        indexes = [models.Index(fields=["version", "question"], name="free_texts_by_question")]

    def __str__(self):
        return self.text[:60]


class TextTag(models.Model):
    """A word by which the owner sorts the texts to a question."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="text_tags")
    question = models.CharField(max_length=16)
    # Of a `FreeText` or a `Sheet`.
    answer = models.UUIDField()
    word = models.CharField(_("word"), max_length=60)

    class Meta:
        verbose_name = _("word on a text")
        verbose_name_plural = _("words on texts")
        ordering = ["word"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "answer", "word"], name="a_word_stands_on_a_text_once"
            )
        ]

    def __str__(self):
        return self.word


class Tally(models.Model):
    """The counts of a version, as `counting` writes them."""

    version = models.OneToOneField(Version, models.CASCADE, primary_key=True, related_name="tally")
    sheets = models.PositiveIntegerField(default=0)
    # {question key: counts}
    counts = models.JSONField(default=dict)
    # Named surveys: {group: {question key: counts}}.
    groups = models.JSONField(default=dict)
    # Anonymous ones, from their end on: only what `threshold` lets through.
    breakdown = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("tally")
        verbose_name_plural = _("tallies")

    def __str__(self):
        return f"{self.version}: {self.sheets}"
