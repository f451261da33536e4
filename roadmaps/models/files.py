"""What a link or a file that belongs to an item or to a step has in common."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core import uploads


class LinkOrFile(uploads.ScannedFile):
    """Either an address, or a file outside of the media folder under a name of ours."""

    url = models.URLField(_("link"), max_length=500, blank=True)
    file = models.FileField(
        _("file"), upload_to=uploads.private_path, storage=uploads.private_storage, blank=True
    )
    name = models.CharField(_("name"), max_length=150, blank=True)
    size = models.PositiveBigIntegerField(_("size"), default=0)
    sha256 = models.CharField(_("checksum (SHA-256)"), max_length=64, blank=True)
    media_type = models.CharField(_("media type"), max_length=100, blank=True)
    scan = models.CharField(
        _("virus scan"), max_length=10, choices=uploads.Scan, default=uploads.Scan.CLEAN
    )

    class Meta:
        abstract = True


HAS_ONE = Q(url="") ^ Q(file="")
