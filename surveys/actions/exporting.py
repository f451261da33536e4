"""Tables of large surveys: asked for, made in the background, fetched for a few days."""

import time
from datetime import timedelta
from tempfile import TemporaryFile
from zoneinfo import ZoneInfo

from django.core.files import File
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

from core import audit, tables
from core.exceptions import Refused
from core.jobs import enqueue
from members.models import User
from notifications.actions import notify
from notifications.sentences import Sentence
from surveys import exports
from surveys.models import Survey, TableExport
from surveys.permissions import can_export

# Renewed while a maker is at work: this long after it has died another begins.
LEASE = timedelta(minutes=2)
# Between two marks of how far it is, in seconds.
_BETWEEN_MARKS = 0.5


class _Gone(Exception):
    """The wish was taken back, or another maker was quicker."""


@transaction.atomic
def ask(survey: Survey, by: User, what: str, kind: str) -> TableExport:
    """Begin a table; the one that is in the making already where there is one."""
    from surveys.tasks import make_table

    if not can_export(by, survey, what):
        raise Refused(_("You may not do that with this survey."))
    mine = TableExport.objects.filter(survey=survey, person=by, what=what, kind=kind)
    for older in mine.exclude(ready_at=None):
        older.delete()
    try:
        with transaction.atomic():
            export = TableExport.objects.create(
                survey=survey, person=by, what=what, kind=kind, language=get_language() or "en"
            )
    except IntegrityError:
        export = mine.get(ready_at=None)
    else:
        record(survey, what, kind)
    enqueue(make_table, export.pk)
    return export


def record(survey: Survey, what: str, kind: str) -> None:
    """Into the log, where it is a table of who answered what."""
    if what == "answers":
        audit.record("export", survey, after={"what": what, "kind": kind})


def make(export: TableExport) -> bool:
    """Write the table and tell; False when somebody else has it in hand, or it is done.

    Rows are read and written one after the other: what it takes of memory does not grow.
    """
    waiting = TableExport.objects.filter(pk=export.pk, ready_at=None)
    if not waiting.claim(LEASE, done=0):
        return False
    if not can_export(export.person, export.survey, export.what):
        export.delete()
        return False
    with TemporaryFile() as file:
        try:
            _write(export, file)
        except _Gone:
            return False
        file.seek(0)
        export.file.save(export.name, File(file), save=False)
    return _hand_over(export)


def _write(export: TableExport, file) -> None:
    marked = 0.0

    def step(done: int, total: int) -> None:
        nonlocal marked
        if time.monotonic() - marked < _BETWEEN_MARKS:
            return
        marked = time.monotonic()
        mine = TableExport.objects.filter(pk=export.pk, ready_at=None)
        until = timezone.now() + LEASE
        if not mine.update(done=done, total=total, claimed_until=until):
            raise _Gone

    with override(export.language), timezone.override(ZoneInfo(export.person.timezone)):
        header, rows = exports.table(export.survey, export.what, step)
        tables.write(file, export.kind, export.survey.slug, header, rows)


@transaction.atomic
def _hand_over(export: TableExport) -> bool:
    mine = TableExport.objects.filter(pk=export.pk, ready_at=None)
    if not mine.release(file=export.file.name, ready_at=timezone.now()):
        export.file.storage.delete(export.file.name)
        return False
    words = gettext_lazy("Your table of “%(title)s” is ready to download.")
    path = reverse("surveys:prepare", args=[export.survey.slug, export.what, export.kind])
    notify("surveys.mine", [export.person], Sentence(words, title=export.survey.title_for()), path)
    return True


def take_up() -> None:
    """Queue what was asked for and is in nobody's hands."""
    from surveys.tasks import make_table

    waiting = TableExport.objects.filter(ready_at=None).kept().free()
    for pk in waiting.values_list("pk", flat=True):
        enqueue(make_table, pk)
