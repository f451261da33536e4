import re
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db.models import QuerySet
from django.utils import timezone

from core import audit, retention, seals
from core.models import AuditEntry
from core.models.audit import WrittenInStone
from members.actions import account
from tests.factories.members import ApplicationFactory, InstitutionFactory

pytestmark = pytest.mark.django_db


def test_an_entry_says_who_what_whom_and_only_what_changed(vera, ana):
    institution = InstitutionFactory(name="University of Nowhere")

    with audit.acting(vera):
        entry = audit.record(
            "rename", institution, whom=ana, before={"name": "A", "city": "Budva"},
            after={"name": "B", "city": "Budva"}, reason="It was wrong.",
        )  # fmt: skip

    assert (entry.who, entry.whom, entry.verb) == (vera.pk, ana.pk, "rename")
    assert (entry.thing_type, entry.thing_pk) == ("members.institution", str(institution.pk))
    assert entry.label == "University of Nowhere"
    assert entry.said == {
        "before": {"name": "A"}, "after": {"name": "B"}, "reason": "It was wrong.",
    }  # fmt: skip


def test_outside_of_anybodys_doing_the_platform_acts(ana):
    assert audit.record("expire", ana.memberships.get()).who is None


def test_an_entry_knows_whom_a_row_is_about_and_names_nobody(petra):
    entry = audit.record("approve", ApplicationFactory(applicant=petra))

    assert entry.whom == petra.pk
    assert "Petra" not in entry.label + entry.details


def test_a_person_among_the_values_is_a_number(ana, boris):
    institution = InstitutionFactory()

    entry = audit.record("hand-over", institution, before={"by": ana}, after={"by": boris})

    assert entry.said["before"] == {"by": {"person": ana.pk}}
    assert "Boris" not in entry.details


@pytest.mark.parametrize("name", ["password", "token", "secret", "session_key", "calendar_token"])
def test_secrets_are_never_written_down(ana, name):
    assert "hush" not in audit.record("change", ana, after={name: "hush", "x": 1}).details


def test_the_person_who_is_signed_in_acts(rf, vera):
    request = rf.get("/members/ana/")
    request.user = vera

    seen = []
    audit.middleware(lambda request: seen.append(audit.record("x", "settings")))(request)

    assert seen[0].who == vera.pk
    assert audit.record("x", "settings").who is None


@pytest.mark.parametrize(
    "change",
    [
        lambda entry: AuditEntry.objects.update(verb="y"),
        lambda entry: AuditEntry.objects.all().delete(),
        lambda entry: AuditEntry.objects.filter(pk=entry.pk).delete(),
        lambda entry: AuditEntry.objects.bulk_update([entry], ["verb"]),
        lambda entry: entry.save(),
        lambda entry: entry.delete(),
    ],
)
def test_what_happened_is_neither_changed_nor_deleted(change):
    entry = audit.record("x", "settings")

    with pytest.raises(WrittenInStone):
        change(entry)

    assert AuditEntry.objects.get().verb == "x"


def test_entries_are_sealed_in_order_and_once():
    for verb in "abc":
        audit.record(verb, "settings")

    assert AuditEntry.objects.seal() == 3
    assert AuditEntry.objects.seal() == 0
    rows = list(AuditEntry.objects.order_by("number"))
    assert [(row.number, row.verb) for row in rows] == [(1, "a"), (2, "b"), (3, "c")]
    assert [row.previous for row in rows[1:]] == [row.seal for row in rows[:-1]]


def test_taking_out_what_was_said_leaves_the_seal_standing(ana):
    audit.record("change", ana, after={"bio": "Tall."})
    AuditEntry.objects.seal()

    assert AuditEntry.objects.filter(whom=ana.pk).redact() == 1

    entry = AuditEntry.objects.get()
    assert (entry.details, entry.salt, entry.label) == ("", "", "")
    assert entry.redacted_at <= timezone.now()
    assert entry.seal == entry.seal_after(entry.previous, entry.number)


def tamper(**change):
    """What somebody with the keys of the database could do."""
    QuerySet.update(AuditEntry.objects.filter(number=2), **change)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"verb": "nothing"}, "who, when, what or whom"),
        ({"who": 7}, "who, when, what or whom"),
        ({"details": "{}"}, "what it says"),
        ({"seal": "0" * 64}, "who, when, what or whom"),
        ({"previous": "1" * 64}, "does not follow"),
        ({"number": 9}, "are missing|does not follow"),
    ],
)
def test_a_changed_entry_is_found(change, why):
    for verb in "abc":
        audit.record(verb, "settings", reason="Because.")
    seals.seal()
    assert seals.check() == (3, None)

    tamper(**change)

    assert re.search(why, seals.check()[1].why)
    with pytest.raises(CommandError, match="breaks at entry"):
        call_command("audit_check")


@pytest.mark.parametrize(
    ("gone", "why"), [(1, "before it"), (2, "missing"), (3, "end of the log")]
)
def test_an_entry_that_is_gone_is_missed(gone, why):
    for verb in "abc":
        audit.record(verb, "settings")
    seals.seal()

    QuerySet.delete(AuditEntry.objects.filter(number=gone))

    assert why in seals.check()[1].why


def test_the_beginning_may_go_when_its_term_is_over(capsys):
    for days in (6 * 365, 6 * 365, 1):
        entry = audit.record("x", "settings")
        QuerySet.update(
            AuditEntry.objects.filter(pk=entry.pk), at=timezone.now() - timedelta(days=days)
        )
    seals.seal()

    retention.run(only="log")
    seals.seal()

    assert list(AuditEntry.objects.order_by("number").values_list("number", "verb")) == [
        (3, "x"), (4, "forget"),
    ]  # fmt: skip
    assert seals.check() == (2, None)
    call_command("audit_check")
    assert "2 sealed" in capsys.readouterr().out


def test_who_closes_the_account_is_taken_out_of_the_log(ana, boris):
    ana.last_name = "Kovač"
    ana.save()
    audit.record("change", ana, after={"bio": "Tall."})
    audit.record("invite", "members.invitation", after={"to": "ANA@example.org"})
    audit.record("note", boris, reason="Asked by Ana Kovač.")
    audit.record("note", boris, reason="Nothing of hers.")
    seals.seal()

    account.close(ana, keep_content=True)

    seals.seal()
    said = [entry.details for entry in AuditEntry.objects.order_by("pk")]
    assert said[:3] == ["", "", ""]
    assert "Nothing of hers." in said[3]
    assert AuditEntry.objects.get(verb="erase").whom == ana.pk
    assert seals.check() == (5, None)
