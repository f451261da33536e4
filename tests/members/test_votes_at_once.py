"""Votes that decide, from several processes at once, on the database of the tests.

The rows are committed for good, and taken away by hand: a flush would take the migrations' too.
"""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.db import connection, connections

from core import roles, search
from core.models import AuditEntry, Letter
from members.models import Application, Membership, MembershipType, Policy, User, Vote
from tests.factories.members import ApplicationFactory, UserFactory

ROOT = Path(__file__).resolve().parent.parent.parent
SEATS = ["voter-vera", "voter-dritan", "voter-eleni"]

# The mark makes pytest-django prepare the database.
pytestmark = [pytest.mark.processes, pytest.mark.django_db]


@pytest.fixture
def _django_db_helper():
    """Not the transaction that the mark would open: nobody else could see into it."""


@pytest.fixture
def application(django_db_setup, django_db_blocker):
    """Handed in, with nobody's vote yet, before a committee of three."""
    with django_db_blocker.unblock():
        assert "test" in str(connection.settings_dict["NAME"])
        had_type = MembershipType.objects.filter(slug="individual").exists()
        had_policy = Policy.objects.filter(version="2026-1").exists()
        seats = Group.objects.get(name=roles.COMMITTEE)
        for handle in SEATS:
            person = UserFactory(handle=handle, email=f"{handle}@vote.example", is_staff=True)
            person.groups.add(seats)
        applicant = UserFactory(handle="voter-petra", email="petra@vote.example")
        try:
            yield ApplicationFactory(applicant=applicant, role="lecturer")
        finally:
            people = User.objects.filter(handle__startswith="voter-")
            Letter.objects.filter(to__endswith="@vote.example").delete()
            Session.objects.all().delete()
            # Past the rule that nobody takes an entry out.
            AuditEntry.objects.all()._raw_delete("default")
            for person in people:
                person.applications.all().delete()
                person.memberships.all().delete()
                search.forget(person)
                person.delete()
            if not had_policy:
                Policy.objects.filter(version="2026-1").delete()
            if not had_type:
                MembershipType.objects.filter(slug="individual").delete()
            connections.close_all()


def address_of_the_test_database() -> str:
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def vote_at_once(application, *votes: tuple[str, str]) -> list[str]:
    """Each in a process of its own that begins in the same moment; what the desk said to each."""
    env = os.environ | {"DATABASE_URL": address_of_the_test_database(), "LOG_LEVEL": "ERROR"}
    voters = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.members.voter", handle, str(application.pk), vote],
            cwd=ROOT, env=env, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )
        for handle, vote in votes
    ]  # fmt: skip
    assert [voter.stdout.readline() for voter in voters] == ["ready\n"] * len(voters)
    for voter in voters:
        voter.stdin.write("go\n")
        voter.stdin.flush()
    said = [voter.communicate(timeout=120)[0].strip() for voter in voters]
    assert [voter.returncode for voter in voters] == [0] * len(voters)
    return said


def letters(kind: str) -> int:
    return Letter.objects.filter(to="petra@vote.example", kind=kind).count()


def test_of_deciding_votes_at_once_there_is_one_membership_and_one_letter(application):
    said = vote_at_once(application, *[(handle, "for") for handle in SEATS])

    application.refresh_from_db()
    assert application.state == Application.State.APPROVED
    assert Membership.objects.filter(person=application.applicant).count() == 1
    assert letters("application_approved") == 1
    assert application.steps.filter(after="approved").count() == 1
    assert Vote.objects.filter(application=application).count() == 2
    assert sum("is admitted" in line for line in said) == 1
    assert sum("approved the application on" in line for line in said) == 1


def test_for_and_against_at_once_come_to_one_decision(application):
    Vote.objects.create(application=application, member=User.objects.get(handle=SEATS[0]),
                        choice="for")  # fmt: skip
    MembershipType.objects.filter(slug="individual").update(votes_needed=1)

    said = vote_at_once(application, (SEATS[1], "for"), (SEATS[2], "against"))

    MembershipType.objects.filter(slug="individual").update(votes_needed=2)
    application.refresh_from_db()
    admitted = application.state == Application.State.APPROVED
    assert admitted or application.state == Application.State.DECLINED
    assert Membership.objects.filter(person=application.applicant).count() == admitted
    assert letters("application_approved") + letters("application_declined") == 1
    assert sum("the application on" in line for line in said) == 1
