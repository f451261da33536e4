from celery import shared_task


@shared_task
def scan_file(file_id: int) -> None:
    from core import uploads

    from . import actions
    from .models import ResourceFile

    row = ResourceFile.objects.filter(pk=file_id, scan=uploads.Scan.WAITING).first()
    if row and (result := uploads.examine(row.file, row.name)):
        actions.note_scan(row, result)


@shared_task
def scan_waiting() -> None:
    """Take up files that were never queued, or about which nobody could say yet."""
    from core.uploads import Scan

    from .models import ResourceFile

    for pk in ResourceFile.objects.filter(scan=Scan.WAITING).values_list("pk", flat=True)[:200]:
        scan_file(pk)


@shared_task
def recount() -> None:
    from .tallies import recount

    recount()
