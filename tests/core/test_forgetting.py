from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

from core.models import Letter
from core.tasks import forget_letters, forget_sessions


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


def test_sessions_that_ran_out_are_forgotten(db):
    now = timezone.now()
    for key, days in [("old", -1), ("live", 1)]:
        Session.objects.create(session_key=key, expire_date=now + timedelta(days=days))

    forget_sessions()

    assert list(Session.objects.values_list("session_key", flat=True)) == ["live"]
