"""Tables of large surveys, made in the background."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from core import ids, uploads
from core.jobs import LeasedQuerySet

from .surveys import Survey


class TableExportQuerySet(LeasedQuerySet):
    def visible_to(self, viewer):
        """Whose tables one may fetch: only one's own, as long as they are kept."""
        if not viewer.is_authenticated:
            return self.none()
        return self.filter(person=viewer).kept()

    def kept(self):
        """Asked for within the days that a table is kept."""
        return self.filter(asked_at__gt=now() - TableExport.KEPT_FOR)


class TableExport(uploads.StoredFile):
    """A table of answers or texts that somebody asked for: theirs alone, kept for a few days."""

    KEPT_FOR = timedelta(days=3)

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="exports")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    # "answers" or "texts", as "csv" or "xlsx".
    what = models.CharField(max_length=10)
    kind = models.CharField(max_length=4)
    # Of its labels: the one in which it was asked for.
    language = models.CharField(_("language"), max_length=10, default="en")
    token = models.CharField(max_length=64, unique=True, default=ids.token, editable=False)
    asked_at = models.DateTimeField(_("asked for"), default=now)
    # How many people, or questions, are in, so that the page can show a bar.
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    # A maker takes the row until then; a maker that died is followed by another.
    claimed_until = models.DateTimeField(null=True, blank=True)
    ready_at = models.DateTimeField(_("ready"), null=True, blank=True)
    file = models.FileField(
        _("file"),
        storage=uploads.private_storage,
        upload_to=uploads.private_path,
        blank=True,
        max_length=200,
    )

    objects = TableExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("table of answers")
        verbose_name_plural = _("tables of answers")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "person", "what", "kind"],
                condition=models.Q(ready_at=None),
                name="one_table_in_the_making_per_person",
            )
        ]

    def __str__(self):
        return f"{self.survey}: {self.what}.{self.kind}"

    @property
    def expires_at(self):
        return self.asked_at + self.KEPT_FOR

    @property
    def name(self) -> str:
        """What the file is called where it is saved."""
        return f"{self.survey.slug}-{self.what}.{self.kind}"
