"""Renewals and runs of notices from several processes at once, committed for good."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection, connections
from django.utils import timezone

from core import search
from core.models import AuditEntry, Letter
from members.models import MembershipStep, MembershipType, NoticeSent, User
from tests.factories.members import MembershipFactory, MembershipTypeFactory, UserFactory

ROOT = Path(__file__).resolve().parent.parent.parent

# The mark makes pytest-django prepare the database.
pytestmark = [pytest.mark.processes, pytest.mark.django_db]


@pytest.fixture
def _django_db_helper():
    """Not the transaction that the mark would open: nobody else could see into it."""


@pytest.fixture
def membership(django_db_setup, django_db_blocker):
    """Two weeks before its end, of a type with twelve months."""
    with django_db_blocker.unblock():
        assert "test" in str(connection.settings_dict["NAME"])
        had_type = MembershipType.objects.filter(slug="individual").exists()
        kind = MembershipTypeFactory()
        MembershipType.objects.filter(pk=kind.pk).update(period="rolling", renewal_days=366)
        person = UserFactory(handle="renewer-ana", email="ana@renew.example")
        until = timezone.localdate() + timedelta(days=14)
        try:
            yield MembershipFactory(
                person=person, until=until, grace_until=until + timedelta(days=30), type=kind
            )
        finally:
            Letter.objects.filter(to__endswith="@renew.example").delete()
            # Past the rule that nobody takes an entry out.
            AuditEntry.objects.all()._raw_delete("default")
            for person in User.objects.filter(handle="renewer-ana"):
                person.memberships.all().delete()
                search.forget(person)
                person.delete()
            MembershipType.objects.filter(pk=kind.pk).update(period="none", renewal_days=60)
            if not had_type:
                MembershipType.objects.filter(pk=kind.pk).delete()
            connections.close_all()


def address_of_the_test_database() -> str:
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def at_once(number: int, *words: str) -> list[str]:
    """The same in several processes that begin in the same moment; what each said."""
    env = os.environ | {"DATABASE_URL": address_of_the_test_database(), "LOG_LEVEL": "ERROR"}
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.members.renewer", *words],
            cwd=ROOT, env=env, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )
        for _ in range(number)
    ]  # fmt: skip
    assert [process.stdout.readline() for process in processes] == ["ready\n"] * number
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    said = [process.communicate(timeout=120)[0].strip() for process in processes]
    assert [process.returncode for process in processes] == [0] * number
    return sorted(said)


def test_of_three_renewals_at_once_one_extends(membership):
    seen = membership.until

    said = at_once(3, "renew", "renewer-ana", seen.isoformat())

    membership.refresh_from_db()
    assert said.count("renewed") == 1
    assert sum("This membership stands until" in line for line in said) == 2
    assert seen + timedelta(days=364) < membership.until < seen + timedelta(days=367)
    assert MembershipStep.objects.filter(membership=membership, verb="renewed").count() == 1


def test_of_three_runs_of_notices_at_once_one_writes(membership):
    said = at_once(3, "tell")

    assert said == ["0", "0", "1"]
    assert NoticeSent.objects.filter(membership=membership).count() == 1
    assert Letter.objects.filter(to="ana@renew.example", kind="notice").count() == 1
