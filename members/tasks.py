from celery import shared_task


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
    """What began or ended because a day has passed."""
    from .actions import memberships

    memberships.refresh_all()
