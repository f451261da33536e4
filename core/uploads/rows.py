"""A row that stands for a stored file, whatever it belongs to."""

from functools import partial

from django.db import models, transaction
from django.db.models.signals import post_delete

from .scanning import REFUSED_STATES, Scan, first_state


class StoredFile(models.Model):
    """A row with bytes in its column `file`: when it goes, they go after the commit."""

    # Whether several rows of this kind may stand for the same bytes.
    shares_bytes = False

    class Meta:
        abstract = True

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        # A cascade and the `delete` of a queryset call no method of the row; this they tell.
        post_delete.connect(_discard_bytes, sender=cls)

    def rows_of_bytes(self) -> models.QuerySet:
        """The rows that stand for the same bytes: this one, unless its kind shares them."""
        rows = type(self)._base_manager.all()
        return rows.filter(file=self.file.name) if self.shares_bytes else rows.filter(pk=self.pk)


def _discard_bytes(instance: StoredFile, using: str, **kwargs) -> None:
    storage, name = instance.file.storage, instance.file.name

    def discard() -> None:
        # Asked when it stands: another row may have taken the bytes over, or gone as well.
        if not (instance.shares_bytes and instance.rows_of_bytes().exists()):
            storage.delete(name)

    if name:
        transaction.on_commit(discard, using=using, robust=True)


class ScannedFile(StoredFile):
    """A file from people, looked at before it is handed out.

    It brings no columns: a kind of file has `name`, `size`, `media_type` and `scan` beside its
    `file`, and `sha256` where a checksum is kept.
    """

    class Meta:
        abstract = True

    @property
    def extension(self) -> str:
        return self.name.rpartition(".")[2].upper()

    @property
    def is_clean(self) -> bool:
        return self.scan == Scan.CLEAN

    @property
    def is_refused(self) -> bool:
        return self.scan in REFUSED_STATES

    def take_in(self, upload) -> None:
        """Keep the bytes of a form's upload; the row is still to be saved."""
        checked = upload.checked
        self.name, self.size, self.sha256 = checked.name, checked.size, checked.sha256
        self.media_type, self.scan = checked.media_type, first_state(checked)
        self.file.save(checked.name, upload, save=False)

    @transaction.atomic
    def note_scan(self, result: str) -> bool:
        """Keep what the checks said; a refused file loses its bytes. False when it was known."""
        if not self.rows_of_bytes().filter(scan=Scan.WAITING).update(scan=result):
            return False
        self.scan = result
        if self.is_refused:
            delete = partial(self.file.storage.delete, self.file.name)
            transaction.on_commit(delete, robust=True)
        return True
