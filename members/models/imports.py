import json
from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.jobs import LeasedQuerySet
from members.importing import encodings

from .people import User


class Import(models.Model):
    """A table of members or institutions on its way into the register.

    The file itself is not kept: its rows are, for thirty days, so that one can be forgotten.
    """

    KEPT_FOR = timedelta(days=30)

    class Kind(models.TextChoices):
        MEMBERS = "members", _("members")
        INSTITUTIONS = "institutions", _("institutions")

    class Existing(models.TextChoices):
        SKIP = "skip", _("leave them as they are")
        UPDATE = "update", _("bring them up to date")

    class State(models.TextChoices):
        READ = "read", _("read")
        CHECKING = "checking", _("being checked")
        CHECKED = "checked", _("checked, nothing changed yet")
        RUNNING = "running", _("running")
        PAUSED = "paused", _("interrupted")
        DONE = "done", _("done")

    AT_WORK = [State.CHECKING, State.RUNNING]

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    filename = models.CharField(_("file"), max_length=200)
    encoding = models.CharField(_("encoding"), max_length=20, blank=True)
    by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    existing = models.CharField(
        _("those that exist"), max_length=6, choices=Existing, default=Existing.SKIP
    )
    # What a row that does not say it itself gets.
    type = models.ForeignKey(
        "members.MembershipType", models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("type of membership"),
    )  # fmt: skip
    language = models.CharField(_("language of e-mails"), max_length=10, default="en")
    header = models.JSONField(default=list)
    # {"email": 0}: which of our fields stands in which column.
    columns = models.JSONField(default=dict)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.READ)
    # Where a pause goes on: whether the check or the run was interrupted.
    applies = models.BooleanField(default=False)
    total = models.PositiveIntegerField(_("rows"), default=0)
    created_at = models.DateTimeField(_("uploaded"), default=timezone.now)
    started_at = models.DateTimeField(_("begun"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at"]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.filename}"

    def get_absolute_url(self) -> str:
        return reverse("admin:members_import_change", args=[self.pk])

    @property
    def is_at_work(self) -> bool:
        return self.state in self.AT_WORK

    @property
    def codec(self) -> str:
        """The Python name of an encoding that was guessed; empty where the file says it itself."""
        return {label: codec for codec, label in encodings.CHOICES.items()}.get(self.encoding, "")


class ImportRow(models.Model):
    """One line of the table, what it would do, and what it did."""

    class Outcome(models.TextChoices):
        NEW = "new", _("new")
        UPDATE = "update", _("brought up to date")
        SKIP = "skip", _("left as it is")
        ERROR = "error", _("not possible")

    source = models.ForeignKey(Import, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("row"))
    # A JSON list as text: an address in it must be found, and forgotten, on every database.
    cells = models.TextField()
    # What tells two rows apart, once the columns are known: the address in lower case, or the
    # institution's country and name.
    key = models.CharField(max_length=254, blank=True, db_index=True)
    outcome = models.CharField(max_length=6, choices=Outcome, blank=True)
    sentence = models.TextField(blank=True)
    # [["city", "Nish", "Niš"]]
    changes = models.JSONField(default=list)
    is_done = models.BooleanField(default=False)
    # The worker that has taken the row, and until when it may hold it.
    claim = models.CharField(max_length=43, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)

    objects = LeasedQuerySet.as_manager()

    class Meta:
        verbose_name = _("row")
        verbose_name_plural = _("rows")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["source", "number"], name="one_row_per_line")
        ]
        indexes = [
            models.Index(
                fields=["source", "number"], condition=Q(is_done=False), name="rows_to_do"
            )
        ]

    def __str__(self):
        return f"{self.source_id}: {self.number}"

    @property
    def cells_list(self) -> list[str]:
        return json.loads(self.cells)

    @property
    def changes_in_words(self) -> str:
        return "; ".join(f"{name}: {old or '–'} → {new}" for name, old, new in self.changes)

    def values(self, columns: dict[str, int]) -> dict[str, str]:
        """The cells by the names of our fields."""
        cells = self.cells_list
        return {
            field: cells[at].strip() if at < len(cells) else "" for field, at in columns.items()
        }


class NotTheSame(models.Model):
    """Two entries that look alike, and somebody looked and found that they are two."""

    # "person" or "institution".
    kind = models.CharField(max_length=12)
    low = models.BigIntegerField()
    high = models.BigIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("possible duplicate")
        verbose_name_plural = _("possible duplicates")
        constraints = [
            models.UniqueConstraint(fields=["kind", "low", "high"], name="a_pair_is_told_once")
        ]

    def __str__(self):
        return f"{self.kind}: {self.low}, {self.high}"
