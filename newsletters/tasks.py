from celery import shared_task


@shared_task
def send_some(issue_id: int) -> None:
    from .actions import sending

    sending.send_some(issue_id)


@shared_task
def sweep() -> None:
    from .actions import sending

    sending.sweep()
