import inspect
import re
from datetime import timedelta
from pathlib import Path

import pytest
from celery import current_app
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from core import jobs, mail
from core.heartbeat import scheduled
from core.models import Letter

ROOT = Path(__file__).resolve().parents[2]
# What an action queues -> the sweep that finds its row when the queue has lost the key.
SWEPT_BY = {
    "core.tasks.deliver_letter": "core.tasks.deliver_waiting",
    "events.tasks.tell_of_change": "events.tasks.tell_of_changes",
    "events.tasks.tell_of_place": "events.tasks.fill_places",
    "forum.tasks.tell_watchers": "forum.tasks.tell_waiting",
    "members.tasks.make_export": "members.tasks.tend_exports",
    "members.tasks.refile_people": "members.tasks.tend_institutions",
    "members.tasks.scan_mandate": "members.tasks.scan_mandates",
    "members.tasks.work_on_import": "members.tasks.tend_imports",
    "newsletters.tasks.send_some": "newsletters.tasks.sweep",
    "resources.tasks.scan_file": "resources.tasks.scan_waiting",
    "roadmaps.tasks.scan_document": "roadmaps.tasks.scan_waiting",
    "roadmaps.tasks.scan_evidence": "roadmaps.tasks.scan_waiting",
    "surveys.tasks.make_table": "surveys.tasks.sweep_surveys",
}


class Recorder:
    """A task as far as `enqueue` knows it."""

    name = "a.task"

    def __init__(self, error=None):
        self.calls, self.error = [], error

    def delay(self, *args):
        self.calls.append(args)
        if self.error:
            raise self.error


@pytest.fixture(scope="module")
def tasks():
    """Our tasks by name -> whether each needs to be told which row."""
    current_app.loader.import_default_modules()
    ours = tuple(f"{app}." for app in settings.PROJECT_APPS)
    return {
        name: any(
            value.default is inspect.Parameter.empty
            for value in inspect.signature(task.run).parameters.values()
        )
        for name, task in current_app.tasks.items()
        if name.startswith(ours)
    }


def test_whatever_needs_no_row_runs_by_the_clock(tasks):
    alone = {name for name, needs_row in tasks.items() if not needs_row}

    assert alone == set(scheduled())


def test_whatever_is_queued_for_a_row_has_a_sweep_by_the_clock(tasks):
    assert {name for name, needs_row in tasks.items() if needs_row} == set(SWEPT_BY)
    assert set(SWEPT_BY.values()) <= set(scheduled())


def test_there_is_one_way_into_the_queue():
    wrong = [
        str(path.relative_to(ROOT))
        for app in (*settings.PROJECT_APPS, "balkanetup")
        for path in (ROOT / app).rglob("*.py")
        if path != ROOT / "core" / "jobs.py"
        and re.search(r"\.(delay|apply_async|send_task)\(", path.read_text())
    ]

    assert wrong == []


@pytest.mark.django_db(transaction=True)
def test_a_task_is_queued_after_the_commit():
    task = Recorder()

    with transaction.atomic():
        jobs.enqueue(task, 7)
        assert task.calls == []

    assert task.calls == [(7,)]


@pytest.mark.django_db(transaction=True)
def test_a_task_of_what_was_taken_back_is_not_queued():
    task = Recorder()

    with transaction.atomic():
        jobs.enqueue(task, 7)
        transaction.set_rollback(True)

    assert task.calls == []


@pytest.mark.django_db(transaction=True)
def test_a_queue_that_is_away_stops_nobody_and_is_in_the_log(caplog):
    task = Recorder(OperationalError("Error 111 connecting to redis"))

    with transaction.atomic():
        jobs.enqueue(task, 7)

    assert task.calls == [(7,)]
    assert "the sweep will do a.task" in caplog.text


def test_what_one_worker_took_is_nobody_elses_until_the_lease_is_over(db):
    letter = mail.put("ana@example.org", kind="k", language="en", subject="s", text="t")
    row = Letter.objects.filter(pk=letter.pk)

    assert row.claim(timedelta(minutes=1), attempts=1) == 1
    assert row.claim(timedelta(minutes=1), attempts=2) == 0
    assert (row.get().attempts, row.free().count(), row.held().count()) == (1, 0, 1)

    row.update(claimed_until=timezone.now() - timedelta(seconds=1))
    assert row.claim(timedelta(minutes=1)) == 1
    assert row.release(failure="421") == 1
    assert (row.get().failure, row.free().count()) == ("421", 1)
