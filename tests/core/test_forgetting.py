from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.utils import timezone

from core import erasures, retention
from core.models import Letter, RetentionRun, RetentionTerm
from members.models import Application, User
from tests.factories.members import ApplicationFactory, MemberFactory, UserFactory

pytestmark = pytest.mark.django_db


def ago(days: int):
    return timezone.now() - timedelta(days=days)


def letter(subject, sent_at):
    Letter.objects.create(
        to="ana@example.org", kind="x", language="en", subject=subject, text="…", sent_at=sent_at
    )


def test_letters_that_arrived_are_forgotten_after_a_month():
    letter("old", ago(31))
    letter("new", ago(29))
    letter("waiting", None)

    retention.run()

    assert set(Letter.objects.values_list("subject", flat=True)) == {"new", "waiting"}


def test_a_dry_run_counts_and_forgets_nothing():
    letter("old", ago(31))

    retention.run(dry=True)

    assert Letter.objects.count() == 1
    row = RetentionRun.objects.get(name="letters")
    assert (row.number, row.dry, row.days) == (1, True, 30)


def test_every_night_leaves_a_report():
    letter("old", ago(31))

    retention.run()

    assert RetentionRun.objects.filter(dry=False).count() == len(retention.kinds())
    assert RetentionRun.objects.get(name="letters").number == 1


def test_the_desk_may_choose_a_term_within_bounds():
    letter("old", ago(31))
    RetentionTerm.objects.filter(name="letters").update(days=60)
    retention.run()
    kept = Letter.objects.count()
    RetentionTerm.objects.filter(name="letters").update(days=9999)
    letter("ancient", ago(91))

    retention.run()

    assert kept == 1
    assert list(Letter.objects.values_list("subject", flat=True)) == ["old"]


def test_one_kind_that_fails_stops_no_other(monkeypatch):
    def fail(before, dry):
        raise RuntimeError("no")

    letter("old", ago(31))
    broken = retention.Kind("broken", "Broken", 1, fail, 1, 3)
    monkeypatch.setattr(retention, "_kinds", {"broken": broken, **retention._kinds})

    with pytest.raises(CommandError, match="failed"):
        call_command("retention")

    assert not Letter.objects.exists()
    assert "RuntimeError" in RetentionRun.objects.get(name="broken").failure


def test_the_command_says_what_went(capsys):
    letter("old", ago(31))

    call_command("retention", "--dry-run", "--only", "letters")

    assert "30 days  1 would go" in capsys.readouterr().out
    with pytest.raises(CommandError, match="letters"):
        call_command("retention", "--only", "letter")


def test_sessions_that_ran_out_are_forgotten():
    for key, days in [("old", 1), ("live", -1)]:
        Session.objects.create(session_key=key, expire_date=ago(days))

    retention.run()

    assert list(Session.objects.values_list("session_key", flat=True)) == ["live"]


def test_accounts_that_nobody_confirmed_are_forgotten_without_a_letter():
    for handle, days, verified in [("gone", 31, False), ("new", 29, False), ("there", 31, True)]:
        person = UserFactory(handle=handle, date_joined=ago(days))
        EmailAddress.objects.filter(user=person).update(verified=verified)

    retention.run()

    assert set(User.objects.values_list("handle", flat=True)) == {"new", "there"}
    assert not Letter.objects.exists()


def test_drafts_go_after_half_a_year_and_refusals_after_two():
    person = MemberFactory()
    for state, days in [("draft", 181), ("declined", 731), ("declined", 729), ("approved", 999)]:
        one = ApplicationFactory(applicant=person, state=state)
        Application.objects.filter(pk=one.pk).update(changed_at=ago(days))

    retention.run()

    assert set(Application.objects.values_list("state", flat=True)) == {"declined", "approved"}
    assert Application.objects.count() == 2


def test_the_ledger_of_erasures_is_there_before_anybody_leaves(db):
    assert not erasures.path().exists()

    call_command("migrate", verbosity=0)

    assert erasures.path().read_text() == ""
