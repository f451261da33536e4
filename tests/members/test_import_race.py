"""Workers at once, and a worker that is killed: each row has one effect."""

import os
import signal
import time
from contextlib import suppress
from queue import Empty

import pytest
from celery import current_app
from django.db import connection
from django.db.models.signals import post_save

from core.models import Letter
from members import tasks
from members.actions import imports
from members.models import Import, ImportRow, Institution, Invitation, User
from tests.processes import at_once, exit_code_of

PROCESSES = 4
ROWS = 200 if connection.vendor == "postgresql" else 40

pytestmark = pytest.mark.processes


@pytest.fixture
def queue(monkeypatch):
    """A queue from which nobody takes: eager tasks would leave no row to the processes."""
    # An eager task of a test before may have opened producers, and they keep to their broker.
    monkeypatch.setattr(current_app.amqp, "_producer_pool", None)
    conf = current_app.conf
    before = conf.task_always_eager, conf.broker_url
    conf.task_always_eager, conf.broker_url = False, "memory://"
    yield
    conf.task_always_eager, conf.broker_url = before


def queued():
    """The tasks that wait, each with its arguments; they are taken out."""
    found = []
    with current_app.connection_for_write() as connected, suppress(Empty):
        waiting = connected.SimpleQueue(current_app.conf.task_default_queue, no_ack=True)
        while message := waiting.get(block=False):
            found.append((message.headers["task"], *message.payload[0]))
    return found


@pytest.fixture
def desk(queue, transactional_db):
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


def die_at_row(key, number):
    """Work, and be killed before row `number` is committed."""
    source, written = Import.objects.get(pk=key), iter(range(1, number + 1))

    def count(**kwargs):
        if next(written) == number:
            os.kill(os.getpid(), signal.SIGKILL)

    post_save.connect(count, sender=ImportRow, weak=False)
    return lambda: imports.work(source)


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


def test_an_import_whose_worker_is_killed_is_taken_up_by_the_clock(desk):
    text = "email,type\n" + "".join(f"k{n}@race.example,individual\n" for n in range(130))
    source = imports.upload(text.encode(), kind="members", filename="k.csv", by=desk)
    imports.check(source)
    imports.finish_now(source)
    imports.run(source)
    assert source.rows.filter(is_done=True).count() == 0

    assert exit_code_of(die_at_row, source.pk, 60) == -signal.SIGKILL
    assert Letter.objects.filter(to__endswith="@race.example").count() == 59
    queued()
    tasks.tend_imports()
    assert queued() == []  # whoever has the rows in hand may be alive
    ImportRow.objects.exclude(claimed_until=None).update(claimed_until="2020-01-01T00:00:00Z")

    tasks.tend_imports()
    assert queued() == [(tasks.work_on_import.name, source.pk)]
    tasks.work_on_import(source.pk)

    source.refresh_from_db()
    assert source.state == "done"
    assert Letter.objects.filter(to__endswith="@race.example").count() == 130
