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
def keep_to_the_terms() -> None:
    """Every night: forget what has been kept for as long as its term says."""
    from . import retention

    retention.run()


@shared_task
def seal_log() -> None:
    """Chain the new entries of the log; bring the files beside the database up to it."""
    from . import erasures, seals

    seals.seal()
    erasures.write_down()
