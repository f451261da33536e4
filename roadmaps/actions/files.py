"""Files that belong to items and steps: rows now, bytes when that is certain."""

from django.core.files.storage import Storage
from django.db import transaction

from core.uploads import REFUSED_STATES, Scan
from roadmaps.models import Evidence, ItemDocument


def drop_file(row: "ItemDocument | Evidence") -> None:
    """Delete a row; its bytes as well, once no other row of its kind points to them.

    The next version of a template points to the same stored file.
    """
    storage: Storage = row.file.storage
    name, model = row.file.name, type(row)
    row.delete()
    if name and not model.objects.filter(file=name).exists():
        transaction.on_commit(lambda: storage.delete(name), robust=True)


@transaction.atomic
def note_scan(row: "ItemDocument | Evidence", result: str) -> None:
    """Keep what the checks said; a refused file loses its bytes."""
    model = type(row)
    twins = model.objects.select_for_update().filter(file=row.file.name, scan=Scan.WAITING)
    if not twins.update(scan=result):
        return
    if result in REFUSED_STATES:
        storage, name = row.file.storage, row.file.name
        transaction.on_commit(lambda: storage.delete(name), robust=True)
