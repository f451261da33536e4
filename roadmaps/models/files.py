"""What a link or a file that belongs to an item or to a step has in common."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core import uploads


class LinkOrFile(models.Model):
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

    @property
    def extension(self) -> str:
        return self.name.rpartition(".")[2].upper()

    @property
    def is_clean(self) -> bool:
        return self.scan == uploads.Scan.CLEAN

    @property
    def is_refused(self) -> bool:
        return self.scan in uploads.REFUSED_STATES

    def take_in(self, upload) -> None:
        """Keep a form's upload; the row is still to be saved."""
        checked = upload.checked
        self.name, self.size, self.sha256 = checked.name, checked.size, checked.sha256
        self.media_type, self.scan = checked.media_type, uploads.first_state(checked)
        self.file.save(checked.name, upload, save=False)


HAS_ONE = Q(url="") ^ Q(file="")
