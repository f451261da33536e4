from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import uploads

from .records import Resource


class ResourceFile(uploads.ScannedFile):
    """A file of a record. It lies outside of the media folder under a name of ours."""

    resource = models.ForeignKey(Resource, models.CASCADE, related_name="files")
    # Counts on and is never used again, so that a link never leads to another file.
    number = models.PositiveSmallIntegerField(_("number"))
    file = models.FileField(
        _("file"), upload_to=uploads.private_path, storage=uploads.private_storage
    )
    name = models.CharField(_("name"), max_length=150)
    size = models.PositiveBigIntegerField(_("size"))
    sha256 = models.CharField(_("checksum (SHA-256)"), max_length=64)
    media_type = models.CharField(_("media type"), max_length=100)
    scan = models.CharField(
        _("virus scan"), max_length=10, choices=uploads.Scan, default=uploads.first_state
    )
    uploader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    uploaded_at = models.DateTimeField(_("uploaded"), default=timezone.now)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["resource", "number"], name="one_file_per_number")
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("resources:file", args=[self.resource.short_id, self.number])
