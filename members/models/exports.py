from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import ids, uploads
from core.jobs import LeasedQuerySet

from .people import User


class DataExportQuerySet(LeasedQuerySet):
    def visible_to(self, viewer):
        """Whose bundles one may fetch: only one's own, as long as they are kept."""
        if not viewer.is_authenticated:
            return self.none()
        return self.filter(person=viewer).kept()

    def kept(self):
        """Asked for within the days that a bundle is kept."""
        return self.filter(asked_at__gt=timezone.now() - DataExport.KEPT_FOR)


class DataExport(uploads.StoredFile):
    """Everything about one person as a bundle: made in the background, kept for a few days."""

    KEPT_FOR = timedelta(days=3)

    person = models.ForeignKey(User, models.CASCADE, related_name="exports")
    token = models.CharField(max_length=64, unique=True, default=ids.token, editable=False)
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now)
    # How many of the apps' parts are in, so that the page can show a bar.
    done = models.PositiveSmallIntegerField(default=0)
    total = models.PositiveSmallIntegerField(default=0)
    # A maker takes the row until then; a maker that died is followed by another.
    claimed_until = models.DateTimeField(null=True, blank=True)
    ready_at = models.DateTimeField(_("ready"), null=True, blank=True)
    file = models.FileField(
        _("file"), storage=uploads.private_storage, upload_to="exports/", blank=True
    )

    objects = DataExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("data export")
        verbose_name_plural = _("data exports")
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(ready_at=None),
                name="one_export_in_the_making_per_person",
            )
        ]

    def __str__(self):
        return f"{self.person}, {self.asked_at:%Y-%m-%d}"

    @property
    def expires_at(self):
        return self.asked_at + self.KEPT_FOR
