"""How the machine room is doing: a list of findings, each with a plain sentence of advice.

Nothing secret is said here: no address, no path, no words of an error that could hold one.
"""

import logging
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

from celery import current_app
from django.conf import settings
from django.core.cache import cache
from django.core.files.storage import default_storage, storages
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from . import cldr, heartbeat, search
from .models import AuditEntry, Job, Letter, RetentionRun

log = logging.getLogger(__name__)
GOOD, WARN, BAD = "good", "warn", "bad"
# Not known yet: a job whose hour has not come.
QUIET = "neutral"
_AWAY = timedelta(minutes=3)
_UNWELL = "health:unwell"


@dataclass(frozen=True)
class Finding:
    area: "str | Promise"
    state: str
    words: "str | Promise"
    advice: "str | Promise" = ""


@dataclass(frozen=True)
class JobInWords:
    label: str
    state: str
    last: datetime | None
    next: datetime | None
    advice: str


_checks: list[tuple["str | Promise", Callable[[], Iterable[Finding]]]] = []


def check(area: "str | Promise"):
    """Add a look at something; what it raises is a finding, too."""

    def add(function):
        _checks.append((area, function))
        return function

    return add


def findings() -> list[Finding]:
    found = []
    for area, function in _checks:
        try:
            found += [Finding(area, *told) for told in function()]
        except Exception as error:
            log.warning("Health of %s: %s", area, error)
            found.append(
                Finding(
                    area, BAD, _("This could not be looked at."),
                    _("The log says why, at this minute."),
                )
            )  # fmt: skip
    return found


def unwell() -> int:
    """How many things are not well, asked at most once a minute: it stands on the desk."""

    def count():
        return sum(one.state in (WARN, BAD) for one in [*findings(), *jobs()])

    return cache.get_or_set(_UNWELL, count, 60)


@check(gettext_lazy("Database"))
def _migrations():
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        yield BAD, _("Its schema is not the one this version needs."), _("Run manage.py migrate.")
    else:
        yield GOOD, _("Its schema is the one this version needs.")


@check(gettext_lazy("Cache"))
def _cache():
    key = f"health:{uuid4()}"
    cache.set(key, "there", 10)
    if cache.get(key) == "there":
        cache.delete(key)
        yield GOOD, _("It keeps what it is given.")
    else:
        yield WARN, _("It does not answer."), _("Pages work, slower. Is Redis running?")


@check(gettext_lazy("E-mails"))
def _letters():
    late = timezone.now() - timedelta(minutes=15)
    waiting = Letter.objects.waiting().filter(due_at__lt=late).count()
    week = timezone.now() - timedelta(days=7)
    lost = Letter.objects.filter(failed_at__gte=week).count()
    if waiting:
        words = ngettext(
            "%d e-mail waits for more than a quarter of an hour.",
            "%d e-mails wait for more than a quarter of an hour.", waiting,
        )  # fmt: skip
        yield (
            BAD, words % waiting,
            _("Is the worker running, and does the mail server (EMAIL_URL) answer?"),
        )  # fmt: skip
    if lost:
        words = ngettext("%d e-mail of this week failed.", "%d e-mails of this week failed.", lost)
        yield WARN, words % lost, _("Under “E-mails” stands what the mail server said.")
    if not (waiting or lost):
        yield GOOD, _("None is waiting, none failed this week.")


@check(gettext_lazy("Queue"))
def _queue():
    with current_app.connection_for_read() as line:
        line.ensure_connection(max_retries=1, timeout=2)
        waiting = line.default_channel.queue_declare("celery", passive=True).message_count
    words = ngettext("%d task waits.", "%d tasks wait.", waiting) % waiting
    if waiting > 500:
        yield WARN, words, _("The worker does not keep up, or does not run.")
    else:
        yield GOOD, words


@check(gettext_lazy("Worker and schedule"))
def _processes():
    seen = dict(Job.objects.values_list("name", "seen_at"))
    for name, label, advice in (
        (
            heartbeat.WORKER,
            _("The worker"),
            _("Start the worker: e-mails and exports wait for it."),
        ),
        (
            heartbeat.SCHEDULE,
            _("The schedule"),
            _("Start the schedule: nothing runs at its hour."),
        ),
    ):
        at = seen.get(name)
        if at is None:
            yield BAD, _("%(what)s has never been seen.") % {"what": label}, advice
        elif timezone.now() - at > _AWAY:
            words = _("%(what)s was last seen at %(when)s.")
            when = cldr.format_datetime(timezone.localtime(at), "medium")
            yield BAD, words % {"what": label, "when": when}, advice
        else:
            yield GOOD, _("%(what)s works.") % {"what": label}


@check(gettext_lazy("Storage"))
def _storage():
    for storage in (default_storage, storages["private"]):
        place = getattr(storage, "location", None)
        if place is None:
            continue
        probe = Path(place) / f".health-{uuid4().hex}"
        try:
            probe.parent.mkdir(parents=True, exist_ok=True)
            probe.write_bytes(b"there")
            probe.unlink()
        except OSError:
            yield (
                BAD, _("A folder for files cannot be written."),
                _("Whoever runs the web process must own DATA_DIR and all below it."),
            )  # fmt: skip
    usage = shutil.disk_usage(settings.DATA_DIR)
    gigabytes = usage.free / 1e9
    words = _("%(free).1f GB are free, %(share)d %% of the disk.") % {
        "free": gigabytes, "share": usage.free * 100 // usage.total,
    }  # fmt: skip
    if gigabytes < 1 or usage.free < usage.total / 20:
        yield BAD, words, _("Make room: uploads, e-mails and backups need it.")
    else:
        yield GOOD, words


@check(gettext_lazy("Search"))
def _search():
    """The newest of each kind, described anew and compared with what the index holds."""
    wrong = [str(kind.label) for kind in search.kinds() if _is_out_of_step(kind)]
    if wrong:
        words = _("The index is not in step: %(kinds)s.") % {"kinds": ", ".join(wrong)}
        yield WARN, words, _("Run manage.py reindex.")
    else:
        yield GOOD, _("The index is in step with the newest of each kind.")


def _is_out_of_step(kind: search.Kind) -> bool:
    newest = list(kind.queryset().order_by("-pk")[:10])
    entries = search.SearchEntry.objects.filter(
        kind=kind.name, object_id__in=[str(thing.pk) for thing in newest]
    )
    held = {entry.object_id: entry for entry in entries}
    for thing in newest:
        fields, entry = search.entry_fields(kind, thing), held.get(str(thing.pk))
        if (fields is None) != (entry is None):
            return True
        if fields and (fields["title"], fields["path"]) != (entry.title, entry.path):
            return True
    return False


@check(gettext_lazy("Log of changes"))
def _log():
    late = timezone.now() - timedelta(minutes=15)
    open_ = AuditEntry.objects.filter(number=None, at__lt=late).count()
    if open_:
        words = ngettext("%d entry is not sealed.", "%d entries are not sealed.", open_) % open_
        yield WARN, words, _("The schedule seals them every minute. Is it running?")
    else:
        yield GOOD, _("All entries are sealed. manage.py audit_check looks at each of them.")


@check(gettext_lazy("Retention periods"))
def _terms():
    last = RetentionRun.objects.filter(dry=False).first()
    two_days = timezone.now() - timedelta(days=2)
    if last is None or last.at < two_days:
        yield (
            WARN,
            _("There was no retention run in the last two nights."),
            _("The schedule does it at half past two. Is it running?"),
        )
    elif failed := RetentionRun.objects.filter(dry=False, at__gte=two_days).exclude(failure=""):
        words = _("Not everything could be deleted: %(kinds)s.")
        kinds = ", ".join(sorted({run.name for run in failed}))
        yield BAD, words % {"kinds": kinds}, _("Run manage.py retention, and read what it says.")
    else:
        day = cldr.format_date(timezone.localtime(last.at))
        yield GOOD, _("Last applied on %(day)s.") % {"day": day}


@check(gettext_lazy("Backup"))
def _backup():
    last = Job.objects.filter(name=heartbeat.BACKUP).values_list("seen_at", flat=True).first()
    advice = _("Run manage.py backup FILE every night, and keep the file on another machine.")
    if last is None:
        yield BAD, _("There is none yet."), advice
        return
    days = (timezone.now() - last).days
    words = ngettext("The last one is %d day old.", "The last one is %d days old.", days) % days
    yield (WARN, words, advice) if days > 2 else (GOOD, words)


def jobs() -> list[JobInWords]:
    """Everything that runs by the clock: when it did, when it will, and what to do if not."""
    seen = {job.name: job for job in Job.objects.all()}
    return [
        _job(name, entry, seen.get(name)) for name, entry in sorted(heartbeat.scheduled().items())
    ]


def _job(name: str, entry: dict, job: Job | None) -> JobInWords:
    last = job.ok_at if job else None
    due = _next(entry["schedule"], last) if last else None
    state, advice = GOOD, ""
    if job and job.failed_at and (last is None or job.failed_at > last):
        state = BAD
        advice = _("It failed the last time (%(why)s). The worker's log says more.") % {
            "why": job.failure
        }
    elif last is None:
        state = QUIET
    elif due and timezone.now() > due + timedelta(minutes=15):
        state, advice = BAD, _("It is late. Do worker and schedule run?")
    return JobInWords(entry["label"], state, last, due, advice)


def _next(schedule, last: datetime) -> datetime:
    if isinstance(schedule, int | float):
        return last + timedelta(seconds=schedule)
    # What is left, counted from the last run.
    return timezone.now() + schedule.remaining_estimate(last)
