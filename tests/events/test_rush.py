"""Places under real load: several processes on the database of the tests."""

import pytest
from django.db import connection
from django.urls import reverse

from core.models import Letter
from events.models import Registration
from tests.factories.events import EventFactory
from tests.factories.members import MemberFactory
from tests.pressing import press_at_once

PROCESSES, THREADS = 4, 6
PEOPLE, PLACES, LEAVERS, IMPATIENT = 200, 50, 20, 40
if connection.vendor == "sqlite":  # It lets one writer in at a time; half of it shows the same.
    PEOPLE, PLACES, LEAVERS, IMPATIENT = 100, 25, 10, 20

pytestmark = pytest.mark.processes


@pytest.fixture
def hall(transactional_db):
    """A published event with PLACES, and PEOPLE who want to come, all committed."""
    people = [
        MemberFactory(handle=f"rush-{number}", email=f"rush-{number}@rush.example")
        for number in range(PEOPLE)
    ]
    host = MemberFactory(handle="rush-host", email="rush-host@rush.example")
    event = EventFactory(capacity=PLACES, organiser=host)
    return event, [person.handle for person in people]


def all_press(verb, event, handles) -> list[int]:
    """The statuses of what they get who press it in the same moment."""
    address = reverse(f"events:{verb}", args=[event.slug])
    answers = press_at_once(
        [(handle, address, {}) for handle in handles], processes=PROCESSES, threads=THREADS
    )
    return [status for status, _said in answers]


def test_a_crowd_gets_exactly_the_places_there_are(hall):
    event, handles = hall

    answers = all_press("register", event, handles + handles[:IMPATIENT])

    assert answers == [302] * (PEOPLE + IMPATIENT)
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
    answers = all_press("withdraw", event, leaving)

    assert answers == [302] * LEAVERS
    event.refresh_from_db()
    assert (event.places_taken, event.people_waiting) == (PLACES, PEOPLE - PLACES - LEAVERS)
    assert list(
        event.registrations.waiting().values_list("person__handle", flat=True)
    ) == [row.person.handle for row in rows[PLACES + LEAVERS :]]  # fmt: skip
    promoted = letters.filter(kind="registration_promoted")
    assert sorted(letter.to for letter in promoted) == sorted(
        row.person.email for row in rows[PLACES : PLACES + LEAVERS]
    )
