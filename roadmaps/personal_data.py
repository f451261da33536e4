"""What checklists know about a person, and how they forget."""

from django.db.models import Sum

from core.uploads import REFUSED_STATES
from members import forgetting
from members.models import User

from .models import Checklist, Evidence, HistoryEntry, PeerMessage, PeerRequest, Step


def export(person: User) -> dict:
    """Everything that `person` took on, did and wrote here, ready for JSON."""
    own = Checklist.objects.held_by(person).select_related("version__template")
    steps = Step.objects.filter(owner=person).select_related("item__version__template")
    evidence = Evidence.objects.filter(added_by=person).select_related(
        "step__item__version__template"
    )
    history = HistoryEntry.objects.filter(actor=person).select_related(
        "checklist__version__template"
    )
    return {
        "checklists of one's own": [
            {
                "title": str(row),
                "taken": row.taken_at.isoformat(),
                "steps": [_step(step) for step in row.current_steps()],
            }
            for row in own
        ],
        "steps to see to": [_step(step) for step in steps],
        "evidence": [
            {
                "step": str(row.step),
                "kind": row.kind,
                "text": row.text,
                "link": row.url,
                "file": row.name,
                "kept_as": row.file.name,
                "at": row.added_at.isoformat(),
            }
            for row in evidence
        ],
        "history": [
            {"what": entry.verb, "note": entry.words, "at": entry.at.isoformat()}
            for entry in history
        ],
        "asks and offers of help": [
            {
                "what": row.direction,
                "text": row.text,
                "languages": row.language_codes,
                "at": row.created_at.isoformat(),
            }
            for row in PeerRequest.objects.filter(created_by=person)
        ],
        "messages to peers": [
            {"text": row.text, "at": row.at.isoformat()}
            for row in PeerMessage.objects.filter(author=person)
        ],
    }


def _step(step: Step) -> dict:
    return {
        "title": str(step),
        "state": step.state,
        "due": step.due_on and step.due_on.isoformat(),
        "reason": step.reason,
    }


def files(person: User) -> list:
    """The files that `person` has added, for the bundle."""
    return [row.file for row in _theirs(person)]


def usage(person: User) -> int:
    return _theirs(person).aggregate(total=Sum("size"))["total"] or 0


def _theirs(person: User):
    rows = Evidence.objects.filter(added_by=person, kind=Evidence.Kind.FILE)
    return rows.exclude(scan__in=REFUSED_STATES)


def erase(person: User, keep_content: bool) -> None:
    """Their own checklists go. What they did for an institution or a centre stays without a name.

    What shows that a step of others is done is not theirs alone; with the words of theirs it goes
    only where they want their contributions gone, and the step is then open again.
    """
    own = Checklist.objects.held_by(person)
    own.delete()
    if not keep_content:
        _take_away(person)
    Evidence.objects.filter(added_by=person).update(added_by=None)
    Step.objects.filter(owner=person).update(owner=None)
    Step.objects.filter(done_by=person).update(done_by=None)
    HistoryEntry.objects.filter(actor=person).update(actor=None)
    PeerRequest.objects.filter(created_by=person).update(created_by=None)
    PeerMessage.objects.filter(author=person).update(author=None)
    who = forgetting.known(person)
    for entry in HistoryEntry.objects.filter(who.within("note")):
        entry.note = who.out_of(entry.note)
        entry.save(update_fields=["note"])


def _take_away(person: User) -> None:
    rows = Evidence.objects.filter(added_by=person).select_related("step__item")
    steps = {row.step for row in rows}
    for row in rows:
        row.delete()
    from .actions.steps import missing

    for step in steps:
        if step.state == Step.State.DONE and missing(step):
            step.state, step.done_by, step.done_at = Step.State.IN_PROGRESS, None, None
            step.save(update_fields=["state", "done_by", "done_at"])
    PeerMessage.objects.filter(author=person).update(text="")
    PeerRequest.objects.filter(created_by=person).update(text="")
