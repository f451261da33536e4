from celery import shared_task


@shared_task
def deliver_letter(letter_id: int) -> None:
    from .mail import deliver
    from .models import Letter

    letter = Letter.objects.filter(pk=letter_id).first()
    if letter:
        deliver(letter)


@shared_task
def deliver_waiting(limit: int = 200) -> None:
    """Take up letters that were never queued or whose bearer died."""
    from .mail import deliver
    from .models import Letter

    for letter in Letter.objects.waiting().order_by("due_at")[:limit]:
        deliver(letter)
