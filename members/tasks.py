from celery import shared_task

from core.jobs import enqueue


@shared_task
def make_export(export_id: int) -> None:
    from .actions import account
    from .models import DataExport

    export = DataExport.objects.filter(pk=export_id).select_related("person").first()
    if export:
        account.make_export(export)


@shared_task
def tend_exports() -> None:
    from .actions import account

    account.tend_exports()


@shared_task
def refresh_memberships() -> None:
    """What began, ran out or ended because a day has passed."""
    from .actions import memberships

    memberships.tend()


@shared_task
def send_notices() -> None:
    """What members are to be told today about the days of their membership."""
    from .actions import notices

    notices.send_due()


@shared_task
def work_on_import(import_id: int) -> None:
    from .actions import imports
    from .models import Import

    source = Import.objects.filter(pk=import_id).select_related("by").first()
    if source and not imports.work(source) and imports.has_free_rows(source):
        enqueue(work_on_import, import_id)


@shared_task
def tend_imports() -> None:
    from .actions import imports

    imports.tend()


@shared_task
def tend_applications() -> None:
    """Drafts and questions that nobody touches: remind, warn, expire."""
    from .actions import tending

    tending.nudge()
    tending.warn()
    tending.expire()


@shared_task
def remind_committee() -> None:
    from .actions import tending

    tending.remind_committee()


@shared_task
def refile_people(institution_id: int) -> None:
    from .actions import institutions
    from .models import Institution

    institution = Institution.objects.filter(pk=institution_id).first()
    if institution:
        institutions.refile_people(institution)


@shared_task
def tend_institutions() -> None:
    """Names that were not told to the people, and who stands for whom."""
    from .actions import institutions, positions

    institutions.tend()
    positions.tend()


@shared_task
def scan_mandate(mandate_id: int) -> None:
    from core import uploads

    from .models import CentreMandate

    waiting = CentreMandate.objects.filter(pk=mandate_id, scan=uploads.Scan.WAITING)
    mandate = waiting.first()
    if mandate and (result := uploads.examine(mandate.file, mandate.name)):
        mandate.note_scan(result)


@shared_task
def scan_mandates() -> None:
    """Take up documents that were never queued, or about which nobody could say yet."""
    from core.uploads import Scan

    from .models import CentreMandate

    for pk in CentreMandate.objects.filter(scan=Scan.WAITING).values_list("pk", flat=True)[:200]:
        scan_mandate(pk)


@shared_task
def lift_suspensions() -> None:
    from .actions import moderating

    moderating.lift_what_is_over()
