"""A table on its way into the register: read, checked, run, interrupted, taken up again.

The check and the run go through the same rows by the same plan; the check only does not do it.
Rows are claimed in batches, and each is done in a transaction of its own that also says so: a
worker that dies, or two at once, do nothing twice.
"""

import csv
import io
import json
import logging
import time
import traceback
from collections.abc import Callable
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from core import audit, ids
from core.exceptions import Refused
from core.jobs import enqueue
from members.importing import encodings, institutions, people, plans, reading
from members.models import Import, ImportRow, MembershipType, User

log = logging.getLogger(__name__)
State, Outcome = Import.State, ImportRow.Outcome
KINDS = {Import.Kind.MEMBERS: people, Import.Kind.INSTITUTIONS: institutions}
_BATCH = 50
# A batch takes seconds. A row is done only by whoever still holds it, so a short one is safe.
_LEASE = timedelta(minutes=2)


@transaction.atomic
def upload(
    data: bytes,
    *,
    kind: str,
    filename: str,
    by: User | None,
    existing: str = Import.Existing.SKIP,
    type: MembershipType | None = None,
    language: str = "en",
    encoding: str = "",
) -> Import:
    """Read a file and keep its rows; nothing else happens. Refused when it is no table."""
    table = reading.read(data, encoding)
    source = Import.objects.create(
        kind=kind, filename=filename.replace("\0", "")[-200:], by=by, existing=existing, type=type,
        language=language, header=table.header, encoding=table.encoding, total=len(table.rows),
        columns=KINDS[kind].columns_of(table.header),
    )  # fmt: skip
    ImportRow.objects.bulk_create(
        (
            ImportRow(source=source, number=number, cells=json.dumps(cells, ensure_ascii=False))
            for number, cells in table.rows
        ),
        batch_size=500,
    )
    audit.record("upload", source, after={"rows": source.total})
    return source


@transaction.atomic
def check(source: Import, columns: dict[str, int] | None = None, **choices) -> None:
    """Begin a dry run: what each row would do, and nothing changes.

    `columns` says which of our fields stands where; `choices` are existing, type, language, and
    the encoding in which the file is to be read.
    """
    source = _take(source, [State.READ, State.CHECKED])
    _read_as(source, choices.get("encoding", ""))
    if columns is not None:
        source.columns = columns
    for name in ("existing", "type", "language"):
        if name in choices:
            setattr(source, name, choices[name])
    for column in KINDS[source.kind].COLUMNS:
        if column.required and column.name not in source.columns:
            raise Refused(_("Say which column holds this: %(label)s.") % {"label": column.label})
    source.state, source.applies = State.CHECKING, False
    source.save()
    _set_keys(source)
    _begin(source)


def _read_as(source, encoding: str) -> None:
    """Turn the cells into those of another encoding. The separators are the same in all."""
    old = source.codec
    if not (old and encoding) or encoding == old:
        return
    source.header = [_in(cell, old, encoding) for cell in source.header]
    source.encoding = encodings.CHOICES[encoding]
    rows = []
    for row in source.rows.iterator(chunk_size=500):
        cells = [_in(cell, old, encoding) for cell in row.cells_list]
        row.cells = json.dumps(cells, ensure_ascii=False)
        rows.append(row)
    ImportRow.objects.bulk_update(rows, ["cells"], batch_size=500)


def _in(cell: str, old: str, new: str) -> str:
    return reading.tidy(encodings.recoded(cell, old, new))


def _set_keys(source):
    kind, rows = KINDS[source.kind], []
    for row in source.rows.iterator(chunk_size=500):
        row.key = kind.key_of(row.values(source.columns))
        rows.append(row)
    ImportRow.objects.bulk_update(rows, ["key"], batch_size=500)


@transaction.atomic
def run(source: Import) -> None:
    """Do what the check showed. What has changed since is looked at again, row by row."""
    source = _take(source, [State.CHECKED])
    source.state, source.applies, source.started_at = State.RUNNING, True, timezone.now()
    source.save()
    audit.record("run", source, after=counts(source))
    _begin(source)


def _begin(source):
    from members.tasks import work_on_import

    source.rows.release(is_done=False, claim="")
    enqueue(work_on_import, source.pk)


@transaction.atomic
def pause(source: Import) -> None:
    """Stop after the rows that are in hand."""
    source = _take(source, Import.AT_WORK)
    source.state = State.PAUSED
    source.save()


@transaction.atomic
def resume(source: Import) -> None:
    """Go on where it was interrupted."""
    from members.tasks import work_on_import

    source = _take(source, [State.PAUSED])
    source.state = State.RUNNING if source.applies else State.CHECKING
    source.save()
    enqueue(work_on_import, source.pk)


@transaction.atomic
def discard(source: Import) -> None:
    """Throw away a table; what it has done stays done."""
    source = _take(source, [State.READ, State.CHECKED, State.PAUSED, State.DONE])
    audit.record("discard", source, before={"rows": source.total})
    source.delete()


def _take(source: Import, states) -> Import:
    row = Import.objects.select_for_update().filter(pk=source.pk).first()
    if row is None or row.state not in states:
        raise Refused(_("That is not possible now: somebody else has gone on with this import."))
    return row


def work(
    source: Import,
    *,
    seconds: float = 240,
    step: Callable[[str, int, int], None] | None = None,
) -> bool:
    """Go through rows that nobody has in hand. True when there is nothing left to do."""
    until = time.monotonic() + seconds
    language = source.by.language if source.by else "en"
    with override(language), audit.acting(source.by, where="import"):
        while time.monotonic() < until:
            source = Import.objects.filter(pk=source.pk).select_related("type", "by").first()
            if source is None or not source.is_at_work:
                return True
            rows, claim = _claim(source)
            if not rows:
                return _finish(source)
            plans.look_again()
            for row in rows:
                _do(source, row, claim)
            if step:
                done = source.rows.filter(is_done=True).count()
                step(source.get_state_display(), done, source.total)
    return False


def finish_now(source: Import, step: Callable[[str, int, int], None] | None = None) -> None:
    """Work here, and not in the background, until there is nothing left."""
    while not work(source, step=step):
        time.sleep(1)
    source.refresh_from_db()


def has_free_rows(source: Import) -> bool:
    """Whether a worker would find something to do."""
    return _free(source).exists()


def _free(source):
    return source.rows.free().filter(is_done=False)


def _claim(source) -> tuple[list[ImportRow], str]:
    claim, free = ids.token(), _free(source)
    keys = list(free.order_by("number").values_list("pk", flat=True)[:_BATCH])
    free.filter(pk__in=keys).claim(_LEASE, claim=claim)
    return list(source.rows.filter(claim=claim, is_done=False)), claim


def _do(source: Import, row: ImportRow, claim: str) -> None:
    """Follow one row, and say in the same transaction that it is done."""
    with transaction.atomic():
        row = ImportRow.objects.select_for_update().filter(pk=row.pk, claim=claim).first()
        if row is None or row.is_done:
            return
        try:
            with transaction.atomic():
                plan = _plan(source, row)
                if source.applies and plan.do:
                    plan.do()
        except plans.Wrong as wrong:
            plan = plans.Plan(Outcome.ERROR, str(wrong))
        except Refused as refusal:
            # Somebody else was quicker: what the row asks for is there.
            plan = plans.Plan(Outcome.SKIP, str(refusal))
        except (IntegrityError, DataError, ValidationError, ValueError) as error:
            _log_untaken(row, error)
            plan = plans.Plan(Outcome.ERROR, _("The register does not take this row."))
        row.outcome, row.sentence, row.changes = plan.outcome, plan.sentence, plan.changes
        row.is_done, row.claimed_until = True, None
        row.save()


def _log_untaken(row: ImportRow, error: Exception) -> None:
    """Which row, what kind of error, and where: its words may hold what stands in the row."""
    where = "".join(traceback.format_tb(error.__traceback__))
    kind = type(error).__name__
    log.error("Row %s of import %s: %s\n%s", row.number, row.source_id, kind, where)


def _plan(source, row) -> plans.Plan:
    values = row.values(source.columns)
    if any(encodings.UNDEFINED.search(value) for value in values.values()):
        raise plans.Wrong(
            _("A letter of this row does not exist in %(encoding)s. Choose another encoding.")
            % {"encoding": source.encoding}
        )
    twin = source.rows.filter(key=row.key, number__lt=row.number).order_by("number").first()
    if row.key and twin:
        raise plans.Wrong(_("Says the same as row %(row)d.") % {"row": twin.number})
    return KINDS[source.kind].plan(source, row, values)


def _finish(source) -> bool:
    if source.rows.filter(is_done=False).exists():
        # In the hands of another worker, or of one that died: the schedule looks again.
        return False
    after = State.DONE if source.applies else State.CHECKED
    mine = Import.objects.filter(pk=source.pk, state=source.state)
    if mine.update(state=after, finished_at=timezone.now()) and source.applies:
        audit.record("finish", source, after=counts(source))
    return True


def counts(source: Import) -> dict[str, int]:
    """How many rows came to what, and how many wait."""
    return source.rows.aggregate(
        done=Count("pk", filter=Q(is_done=True)),
        **{value: Count("pk", filter=Q(outcome=value, is_done=True)) for value in Outcome.values},
    )


def recap(source: Import) -> tuple[list[str], list[list]]:
    """Row by row what happened and why; header and rows of a table."""
    header = [_("Row"), *source.header, _("What happened"), _("Why")]
    rows = (
        [
            row.number,
            *(row.cells_list + [""] * len(source.header))[: len(source.header)],
            row.get_outcome_display() if row.is_done else _("not done"),
            " ".join(filter(None, [row.sentence, row.changes_in_words])),
        ]
        for row in source.rows.iterator(chunk_size=500)
    )
    return header, rows


def template(kind: str) -> str:
    """A table to begin with: our columns and one line as an example."""
    module, out = KINDS[kind], io.StringIO()
    writer = csv.writer(out)
    writer.writerow([column.name for column in module.COLUMNS])
    writer.writerow([module.EXAMPLE.get(column.name, "") for column in module.COLUMNS])
    return out.getvalue()


def tend() -> None:
    """Queue the imports that nobody works on, as after a crash or while the queue was away.

    A worker that died holds its rows until their lease is over; until then it may be alive, and a
    second one beside it would only take turns with it.
    """
    from members.tasks import work_on_import

    in_hand = ImportRow.objects.held().filter(source=OuterRef("pk"), is_done=False)
    idle = Import.objects.filter(~Exists(in_hand), state__in=Import.AT_WORK)
    for key in idle.values_list("pk", flat=True):
        enqueue(work_on_import, key)
