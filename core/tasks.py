from celery import shared_task

# While the server is known to be away no task waits for it; the sweep looks after what is left.
_AWAY = "mail-server-away"
_AWAY_SECONDS = 15


@shared_task
def deliver_letter(letter_id: int) -> None:
    from django.core.cache import cache

    from .mail import deliver
    from .models import Letter
    from .smtp import Away

    letter = Letter.objects.filter(pk=letter_id).first()
    if letter is None or cache.get(_AWAY):
        return
    try:
        deliver(letter)
    except Away:
        cache.set(_AWAY, True, _AWAY_SECONDS)


@shared_task
def deliver_waiting(limit: int = 200) -> None:
    from . import mail

    mail.deliver_waiting(limit)


@shared_task
def forget_letters(days: int = 30) -> None:
    """Letters that arrived are kept for a while, for questions, and then forgotten."""
    from datetime import timedelta

    from django.utils import timezone

    from .models import Letter

    Letter.objects.filter(sent_at__lt=timezone.now() - timedelta(days=days)).delete()


@shared_task
def forget_sessions() -> None:
    """Sessions that have run out, which Django leaves lying."""
    from django.core.management import call_command

    call_command("clearsessions")
