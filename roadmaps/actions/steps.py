"""The steps of a checklist: who sees to one, what shows it done, and how far it is."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from core.exceptions import Refused
from core.jobs import enqueue
from core.uploads import Scan
from members.models import User
from notifications.actions import notify
from notifications.sentences import Sentence
from roadmaps import holders
from roadmaps.models import Evidence, HistoryEntry, Item, Step
from roadmaps.permissions import can_do, can_edit

from .taking import lock, note

State = Step.State
Verb = HistoryEntry.Verb
OWNER = "roadmaps.owner"


def _lock(step: Step, by: User) -> Step:
    """The step as it is now, with its checklist; both are held until the transaction ends.

    All verbs of a checklist wait for each other: what one step may do depends on others.
    """
    checklist = lock(step.checklist)
    step = checklist.steps.select_related("item__version__template").get(pk=step.pk)
    step.checklist = checklist
    if not can_do(by, step):
        raise Refused(_("This step is for others to do."))
    if step.retired_at is not None:
        raise Refused(_("This step is not part of the checklist any more."))
    return step


def _check_seen(step: Step, revision: int | None) -> None:
    """Whoever decides must have seen how it is now."""
    if revision is not None and revision != step.revision:
        raise Refused(
            _(
                "Somebody else has changed this step meanwhile: it is %(state)s now. Look at it "
                "again; nothing was overwritten."
            )
            % {"state": step.get_state_display()}
        )


def _save(step: Step, *columns: str) -> None:
    step.revision += 1
    step.save(update_fields=[*columns, "revision"])


def missing(step: Step) -> str:
    """What still stands in the way of its being done, as a sentence; empty when nothing does."""
    waits_for = needs(step)
    if waits_for:
        names = ", ".join(f"“{other}”" for other in waits_for)
        return _("First comes what it depends on: %(steps)s.") % {"steps": names}
    asked = step.item.evidence
    if is_shown(step):
        return ""
    return {
        Item.Evidence.FILE: _("Add the file that shows it is done."),
        Item.Evidence.LINK: _("Add the link that shows it is done."),
        Item.Evidence.NOTE: _("Add a note that tells how it was done."),
        Item.Evidence.ANY: _("Add what shows it is done: a file, a link or a note."),
    }[asked]


def is_shown(step: Step) -> bool:
    """Whether there is evidence of the kind that its item asks for."""
    asked = step.item.evidence
    if asked == Item.Evidence.NONE:
        return True
    kinds = {row.kind for row in step.evidence.all() if row.counts}
    return bool(kinds) if asked == Item.Evidence.ANY else asked in kinds


def needs(step: Step) -> list[Step]:
    """What it depends on and is not settled yet."""
    keys = [other.key for other in step.item.depends_on.all()]
    return [other for other in _others(step, keys) if not other.is_settled]


def _others(step: Step, keys: list[str]) -> list[Step]:
    if not keys:
        return []
    steps = Step.objects.current().filter(checklist=step.checklist_id, item_key__in=keys)
    return list(steps.select_related("item__version__template").order_by("item__position"))


def _stands_on(step: Step) -> Step | None:
    """A step that is done and depends on this one."""
    done = Step.objects.current().filter(checklist=step.checklist_id, state=State.DONE)
    done = done.filter(item__depends_on__key=step.item_key)
    return done.select_related("item__version__template").first()


# --- How far it is -----------------------------------------------------------------------------


@transaction.atomic
def move(step: Step, by: User, revision: int | None, state: str, *, reason: str = "") -> Step:
    """Open, in progress, done, or not applicable for a reason.

    Pressing twice does no harm: what is in that state already stays in it.
    """
    if state not in State.values:
        raise Refused(_("There is no such state."))
    step = _lock(step, by)
    # Of two who finish the same step, the second is not told off: it is done.
    if step.state == state and state != State.NOT_APPLICABLE:
        return step
    _check_seen(step, revision)
    if state == State.NOT_APPLICABLE:
        _check_may_be_left_out(step, by, reason)
    if step.is_settled and state in Step.OPEN and (other := _stands_on(step)):
        raise Refused(
            _("“%(step)s” stands on this one and is done. Open that one again first.")
            % {"step": other}
        )
    if state == State.DONE and (gap := missing(step)):
        raise Refused(gap)
    is_done = state == State.DONE
    step.state = state
    step.reason = reason.strip()[:500] if state == State.NOT_APPLICABLE else ""
    step.done_by, step.done_at = (by, timezone.now()) if is_done else (None, None)
    _save(step, "state", "reason", "done_by", "done_at")
    note(step.checklist, by, state, step=step, note=step.reason)
    return step


def _check_may_be_left_out(step: Step, by: User, reason: str) -> None:
    if not reason.strip():
        raise Refused(_("Say in a sentence why it does not apply to you."))
    if not can_edit(by, step.checklist):
        raise Refused(
            _("Whether a step applies is for those to say who look after the checklist.")
        )


# --- Who and until when ------------------------------------------------------------------------


@transaction.atomic
def plan(
    step: Step, by: User, revision: int | None, *, owner: User | None, due_on: date | None
) -> Step:
    """Say who sees to it, one of the holder's people, and until when. A new owner is told."""
    step = _lock(step, by)
    _check_seen(step, revision)
    if not can_edit(by, step.checklist):
        raise Refused(_("Who sees to a step is for those to say who look after the checklist."))
    holder = step.checklist.holder
    people = holders.kind_of(holder).people(holder)
    is_other = owner is not None and owner.pk != step.owner_id
    if is_other and not people.filter(pk=owner.pk).exists():
        raise Refused(_("Choose somebody who is one of their people."))
    if (step.owner, step.due_on) == (owner, due_on):
        return step
    is_new = owner is not None and owner.pk not in (step.owner_id, by.pk)
    step.owner, step.due_on = owner, due_on
    step.reminded_of = step.reminded_late_on = None
    _save(step, "owner", "due_on", "reminded_of", "reminded_late_on")
    note(
        step.checklist,
        by,
        Verb.PLANNED,
        step=step,
        note=owner.name if owner else "",
        due=due_on and due_on.isoformat(),
    )
    if is_new:
        with override(owner.language):
            sentence = Sentence(gettext_lazy("You see to “%(step)s” now."), step=str(step))
        notify(OWNER, [owner], sentence, step.get_absolute_url())
    return step


# --- What shows it -----------------------------------------------------------------------------


@transaction.atomic
def add_evidence(
    step: Step, by: User, *, note_text: str = "", url: str = "", upload=None
) -> list[Evidence]:
    """Keep a note, a link, a file: whatever of them there is."""
    step = _lock(step, by)
    given = [
        (Evidence.Kind.NOTE, {"text": note_text.strip()}, note_text.strip()),
        (Evidence.Kind.LINK, {"url": url}, url),
        (Evidence.Kind.FILE, {}, upload),
    ]
    rows = []
    for kind, columns, is_there in given:
        if not is_there:
            continue
        row = Evidence(step=step, kind=kind, added_by=by, **columns)
        if kind == Evidence.Kind.FILE:
            row.take_in(upload)
        row.save()
        rows.append(row)
        # A note may be long and personal; the history says only that there is one.
        words = "" if kind == Evidence.Kind.NOTE else str(row)
        note(step.checklist, by, Verb.EVIDENCE, step=step, note=words)
        if row.scan == Scan.WAITING:
            _queue_scan(row)
    if not rows:
        raise Refused(_("Write a note, give a link or choose a file."))
    if step.state == State.OPEN:
        step.state = State.IN_PROGRESS
        _save(step, "state")
    return rows


def _queue_scan(row: Evidence) -> None:
    from roadmaps.tasks import scan_evidence

    enqueue(scan_evidence, row.pk)


@transaction.atomic
def remove_evidence(row: Evidence, by: User) -> None:
    """Take it away: whoever added it, or looks after the checklist. What is done stays shown."""
    step = _lock(row.step, by)
    if row.added_by_id != by.pk and not can_edit(by, step.checklist):
        raise Refused(_("Others have added this. Ask those who look after the checklist."))
    words = "" if row.kind == Evidence.Kind.NOTE else str(row)
    row.delete()
    if step.state == State.DONE and missing(step):
        raise Refused(_("The step is done, and this shows it. Open the step again first."))
    note(step.checklist, by, Verb.EVIDENCE_GONE, step=step, note=words)
