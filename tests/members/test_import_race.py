"""One file, uploaded twice and worked on by four processes: each row has one effect."""

import time

import pytest
from django.db import connection

from core.models import Letter
from members.actions import imports
from members.models import Import, Institution, Invitation, User
from tests.processes import at_once

PROCESSES = 4
ROWS = 200 if connection.vendor == "postgresql" else 40

pytestmark = pytest.mark.processes


@pytest.fixture
def desk(transactional_db):
    return User.objects.create_superuser(
        "race@race.example", "x", handle="race-chief", first_name="R", last_name="C"
    )


def twice(desk, kind, text):
    """The same file by two people at once, checked and told to run."""
    sources = [
        imports.upload(text.encode(), kind=kind, filename=f"{n}.csv", by=desk) for n in range(2)
    ]
    for source in sources:
        imports.check(source)
        imports.finish_now(source)
        imports.run(source)
    return sources


def work(key):
    source = Import.objects.get(pk=key)

    def begin():
        while not imports.work(source):
            time.sleep(0.2)

    return begin


def work_at_once(sources):
    """Two processes on each import; those of one half begin at the other end."""
    at_once(work, [(sources[number % 2].pk,) for number in range(PROCESSES)])
    for source in sources:
        source.refresh_from_db()
    assert {source.state for source in sources} == {"done"}


def test_everybody_in_a_file_that_is_imported_twice_gets_one_letter(desk):
    text = "email,type\n" + "".join(f"p{n}@race.example,individual\n" for n in range(ROWS))
    sources = twice(desk, "members", text)

    work_at_once(sources)

    invited = Invitation.objects.filter(email__endswith="@race.example")
    assert sorted(invited.values_list("email", flat=True)) == sorted(
        f"p{n}@race.example" for n in range(ROWS)
    )
    assert Letter.objects.filter(to__endswith="@race.example").count() == ROWS
    counts = [imports.counts(source) for source in sources]
    assert sum(one["new"] for one in counts) == ROWS
    assert sum(one["skip"] for one in counts) == ROWS


def test_each_institution_in_a_file_that_is_imported_twice_is_entered_once(desk):
    text = "name,country,other_names\n" + "".join(
        f"Race University {n},RS,Трка {n}\n" for n in range(ROWS)
    )
    sources = twice(desk, "institutions", text)

    work_at_once(sources)

    entered = Institution.objects.filter(name__startswith="Race ")
    assert (entered.count(), len(set(entered.values_list("name", flat=True)))) == (ROWS, ROWS)
    counts = [imports.counts(source) for source in sources]
    assert sum(one["new"] for one in counts) == ROWS
    assert sum(one["error"] for one in counts) == 0
