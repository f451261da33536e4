from datetime import timedelta

from django.utils import timezone

from core.models import Letter
from core.tasks import forget_letters


def letter(subject, sent_at):
    Letter.objects.create(
        to="ana@example.org", kind="x", language="en", subject=subject, text="…", sent_at=sent_at
    )


def test_letters_that_arrived_are_forgotten_after_a_month(db):
    now = timezone.now()
    letter("old", now - timedelta(days=31))
    letter("new", now - timedelta(days=29))
    letter("waiting", None)

    forget_letters()

    assert set(Letter.objects.values_list("subject", flat=True)) == {"new", "waiting"}
