"""The worker and the schedule leave a mark when they do something, for the health page."""

import logging
import time

from celery import current_app, signals
from django.db import DatabaseError, InterfaceError
from django.utils import timezone

from .models import Job

log = logging.getLogger(__name__)
WORKER, SCHEDULE, BACKUP = "worker", "schedule", "backup"
_EVERY = 20
_last: dict[str, float] = {}


def connect() -> None:
    signals.task_postrun.connect(_after_task, dispatch_uid="core.heartbeat.task")
    signals.task_failure.connect(_after_failure, dispatch_uid="core.heartbeat.failure")
    for started in (signals.beat_init, signals.beat_embedded_init):
        started.connect(_begin_schedule, dispatch_uid="core.heartbeat.schedule")


def scheduled() -> dict[str, dict]:
    """The table of what runs by the clock: task -> its entry, with the words for it."""
    table = current_app.conf.beat_schedule or {}
    return {entry["task"]: {"label": label, **entry} for label, entry in table.items()}


def seen(name: str, **fields) -> None:
    """Mark a job as seen. A database that is away is no reason to lose the task."""
    now = timezone.now()
    try:
        Job.objects.update_or_create(name=name, defaults={"seen_at": now, **fields})
    except (DatabaseError, InterfaceError) as error:
        log.warning("No mark for %s: %s", name, error)


def _now_and_then(name):
    if time.monotonic() - _last.get(name, -_EVERY) >= _EVERY:
        _last[name] = time.monotonic()
        seen(name, ok_at=timezone.now())


def _after_task(sender=None, state="", **kwargs):
    if sender.request.is_eager:
        return
    _now_and_then(WORKER)
    if state == "SUCCESS" and sender.name in scheduled():
        seen(sender.name, ok_at=timezone.now())


def _after_failure(sender=None, exception=None, **kwargs):
    if not sender.request.is_eager and sender.name in scheduled():
        # Only the kind of error: its words may hold somebody's address.
        seen(sender.name, failed_at=timezone.now(), failure=type(exception).__name__)


def _begin_schedule(**kwargs):
    # Only in the process of the schedule; the web publishes tasks, too.
    signals.before_task_publish.connect(_after_publish, dispatch_uid="core.heartbeat.publish")


def _after_publish(**kwargs):
    _now_and_then(SCHEDULE)
