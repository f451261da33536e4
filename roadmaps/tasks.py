from celery import shared_task


@shared_task
def remind() -> None:
    """Once a day: what comes up, what is late, and who could help whom."""
    from .actions import peers, reminders

    reminders.remind()
    peers.propose_for_unanswered()


@shared_task
def scan_evidence(row_id: int) -> None:
    from .models import Evidence

    _scan(Evidence, row_id)


@shared_task
def scan_document(row_id: int) -> None:
    from .models import ItemDocument

    _scan(ItemDocument, row_id)


@shared_task
def scan_waiting() -> None:
    """Take up files that were never queued, or about which nobody could say yet."""
    from core.uploads import Scan

    from .models import Evidence, ItemDocument

    for model, task in ((Evidence, scan_evidence), (ItemDocument, scan_document)):
        for pk in model.objects.filter(scan=Scan.WAITING).values_list("pk", flat=True)[:200]:
            task(pk)


def _scan(model, row_id) -> None:
    from core import uploads

    row = model.objects.filter(pk=row_id, scan=uploads.Scan.WAITING).first()
    if row and (result := uploads.examine(row.file, row.name)):
        row.note_scan(result)
