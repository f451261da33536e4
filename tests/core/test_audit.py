import pytest
from django.utils import timezone

from core import audit
from core.models import AuditEntry
from core.models.audit import WrittenInStone
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
