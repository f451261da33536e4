"""Places under real load: several processes on the database of the tests, committed for good.

The rows are taken away by hand afterwards: a flush would take the rows of the migrations, too.
"""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, connections

from core.models import Letter
from events.models import Event, Registration
from members.models import MembershipType, User
from notifications.models import Notification
from tests.factories.events import EventFactory
from tests.factories.members import MemberFactory

ROOT = Path(__file__).resolve().parent.parent.parent
PROCESSES, THREADS = 4, 6
PEOPLE, PLACES, LEAVERS, IMPATIENT = 200, 50, 20, 40
if connection.vendor == "sqlite":  # It lets one writer in at a time; half of it shows the same.
    PEOPLE, PLACES, LEAVERS, IMPATIENT = 100, 25, 10, 20

# The mark makes pytest-django prepare the database.
pytestmark = [pytest.mark.processes, pytest.mark.django_db]


@pytest.fixture
def _django_db_helper():
    """Not the transaction that the mark would open: nobody else could see into it."""


@pytest.fixture
def hall(django_db_setup, django_db_blocker):
    """A published event with PLACES, and PEOPLE who want to come, all committed."""
    with django_db_blocker.unblock():
        assert "test" in str(connection.settings_dict["NAME"])
        had_type = MembershipType.objects.filter(slug="individual").exists()
        people = [
            MemberFactory(handle=f"rush-{number}", email=f"rush-{number}@rush.example")
            for number in range(PEOPLE)
        ]
        host = MemberFactory(handle="rush-host", email="rush-host@rush.example")
        event = EventFactory(capacity=PLACES, organiser=host)
        try:
            yield event, [person.handle for person in people]
        finally:
            rush = User.objects.filter(handle__startswith="rush-")
            Letter.objects.filter(to__endswith="@rush.example").delete()
            Notification.objects.filter(recipient__in=rush).delete()
            Event.objects.filter(pk=event.pk).delete()
            Session.objects.all().delete()
            for person in rush:
                person.memberships.all().delete()
                person.delete()
            if not had_type:
                MembershipType.objects.filter(slug="individual").delete()
            connections.close_all()


def address_of_the_test_database() -> str:
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def press_at_once(presses: list[tuple[str, str, str]]) -> list[str]:
    """Every press, dealt out to processes that begin in the same moment; the answers' statuses."""
    env = os.environ | {"DATABASE_URL": address_of_the_test_database(), "LOG_LEVEL": "ERROR"}
    crowd = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.events.rush", str(THREADS)],
            cwd=ROOT, env=env, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )
        for _number in range(PROCESSES)
    ]  # fmt: skip
    for number, process in enumerate(crowd):
        process.stdin.write("".join(f"{' '.join(one)}\n" for one in presses[number::PROCESSES]))
        process.stdin.write("ready?\n")
        process.stdin.flush()
    assert [process.stdout.readline() for process in crowd] == ["ready\n"] * PROCESSES
    for process in crowd:
        process.stdin.write("go\n")
        process.stdin.flush()
    said = [process.communicate(timeout=240)[0] for process in crowd]
    assert [process.returncode for process in crowd] == [0] * PROCESSES
    return "".join(said).split()


def test_a_crowd_gets_exactly_the_places_there_are(hall):
    event, handles = hall
    presses = [("register", handle, event.slug) for handle in handles]
    twice = [("register", handle, event.slug) for handle in handles[:IMPATIENT]]

    answers = press_at_once(presses + twice)

    assert answers == ["302"] * (PEOPLE + IMPATIENT)
    event.refresh_from_db()
    assert (event.places_taken, event.people_waiting) == (PLACES, PEOPLE - PLACES)
    rows = list(event.registrations.select_related("person").order_by("pk"))
    assert [row.state for row in rows] == (
        [Registration.State.CONFIRMED] * PLACES + [Registration.State.WAITING] * (PEOPLE - PLACES)
    )
    assert sorted(row.person.handle for row in rows) == sorted(handles)
    assert [row.registered_at for row in rows] == sorted(row.registered_at for row in rows)
    letters = Letter.objects.filter(to__endswith="@rush.example")
    assert letters.filter(kind="registration_confirmed").count() == PLACES
    line = letters.filter(kind="registration_waiting")
    assert sorted(letter.to for letter in line) == sorted(
        row.person.email for row in rows[PLACES:]
    )

    leaving = [row.person.handle for row in rows[:LEAVERS]]
    answers = press_at_once([("withdraw", handle, event.slug) for handle in leaving])

    assert answers == ["302"] * LEAVERS
    event.refresh_from_db()
    assert (event.places_taken, event.people_waiting) == (PLACES, PEOPLE - PLACES - LEAVERS)
    assert list(
        event.registrations.waiting().values_list("person__handle", flat=True)
    ) == [row.person.handle for row in rows[PLACES + LEAVERS :]]  # fmt: skip
    promoted = letters.filter(kind="registration_promoted")
    assert sorted(letter.to for letter in promoted) == sorted(
        row.person.email for row in rows[PLACES : PLACES + LEAVERS]
    )
