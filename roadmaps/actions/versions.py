"""What a newer version of the template changes, taken over one by one. Nothing is lost by it."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.exceptions import Refused
from members.models import User
from roadmaps.models import (
    Checklist,
    DeclinedChange,
    HistoryEntry,
    Item,
    Step,
    TemplateVersion,
)
from roadmaps.permissions import can_edit

from .steps import missing
from .taking import freeze, lock, note

Verb = HistoryEntry.Verb
ADDED, CHANGED, GONE = "added", "changed", "gone"
LABELS = {
    ADDED: gettext_lazy("new"),
    CHANGED: gettext_lazy("changed"),
    GONE: gettext_lazy("no longer in the template"),
}


@dataclass(frozen=True)
class Change:
    """One item that the newest version has otherwise than the checklist."""

    key: str
    kind: str
    # As the checklist has it; None for what is new.
    step: Step | None
    # As the newest version has it; None for what it has no more.
    item: Item | None

    @property
    def label(self) -> str:
        return str(LABELS[self.kind])

    @property
    def title(self) -> str:
        return str(self.item or self.step)


def newest(checklist: Checklist) -> TemplateVersion | None:
    """The version to compare with; None when it is the one that the checklist follows."""
    version = checklist.template.published()
    return version if version and version.number > checklist.version.number else None


def changes(checklist: Checklist) -> list[Change]:
    """What the newest version would change here and has not been left out, in its order.

    What was left out of an earlier version stays out, until the template changes it once more.
    """
    version = newest(checklist)
    if version is None:
        return []
    found = _compared(checklist, version)
    left_out = _left_out(checklist)
    return [
        change
        for change in found
        if (change.key, change.item.content() if change.item else None) not in left_out
    ]


def _left_out(checklist: Checklist) -> list[tuple[str, tuple | None]]:
    """Key and content of each change that was left out; None for what was to go."""
    declined = list(
        DeclinedChange.objects.filter(checklist=checklist).values_list("version", "item_key")
    )
    if not declined:
        return []
    items = (
        Item.objects.filter(
            version__in={version for version, _key in declined},
            key__in={key for _version, key in declined},
        )
        .select_related("chapter")
        .prefetch_related("documents", "depends_on")
    )
    contents = {(item.version_id, item.key): item.content() for item in items}
    return [(key, contents.get((version, key))) for version, key in declined]


def _compared(checklist: Checklist, version: TemplateVersion) -> list[Change]:
    items = {item.key: item for chapter in version.outline() for item in chapter.list_of_items}
    steps = {step.item_key: step for step in checklist.current_steps()}
    found = []
    for key, item in items.items():
        step = steps.get(key)
        if step is None or step.retired_at is not None:
            found.append(Change(key, ADDED, step, item))
        elif step.item_id != item.pk and step.item.content() != item.content():
            found.append(Change(key, CHANGED, step, item))
    gone = [step for key, step in steps.items() if key not in items and step.retired_at is None]
    return found + [Change(step.item_key, GONE, step, None) for step in gone]


def _find(checklist: Checklist, key: str) -> Change:
    change = next((one for one in changes(checklist) if one.key == key), None)
    if change is None:
        raise Refused(_("This change has been decided already."))
    return change


def _lock(checklist: Checklist, by: User) -> Checklist:
    checklist = lock(checklist)
    if not can_edit(by, checklist):
        raise Refused(_("You cannot change this checklist."))
    return checklist


@transaction.atomic
def accept(checklist: Checklist, by: User, key: str) -> Checklist:
    """Take one change over. Evidence and history of a step that is gone stay readable."""
    checklist = _lock(checklist, by)
    _accept(checklist, by, _find(checklist, key))
    return _settle(checklist)


@transaction.atomic
def accept_all(checklist: Checklist, by: User) -> Checklist:
    """Take over all that is left."""
    checklist = _lock(checklist, by)
    for change in changes(checklist):
        _accept(checklist, by, change)
    return _settle(checklist)


@transaction.atomic
def decline(checklist: Checklist, by: User, key: str) -> Checklist:
    """Leave one change out. A later version that changes the item again offers it again."""
    checklist = _lock(checklist, by)
    change = _find(checklist, key)
    version = newest(checklist)
    DeclinedChange.objects.create(checklist=checklist, version=version, item_key=key)
    note(checklist, by, Verb.CHANGE_DECLINED, step=change.step, title=_title(change))
    return _settle(checklist)


def _title(change: Change) -> dict:
    """The texts of an item that is no step here; a step says its own."""
    return {} if change.step else change.item.title


def _accept(checklist: Checklist, by: User, change: Change) -> None:
    step = change.step
    if change.item is not None:
        freeze(change.item.version)
    if step is None:
        step = Step.objects.create(checklist=checklist, item=change.item, item_key=change.item.key)
    elif change.kind == GONE:
        step.retired_at = timezone.now()
    else:
        step.item, step.retired_at = change.item, None
        _keep_honest(step)
    step.revision += 1
    step.save()
    note(checklist, by, Verb.CHANGE_TAKEN, step=step)


def _keep_honest(step: Step) -> None:
    """A step that was done goes on when other evidence is asked for now."""
    if step.state == Step.State.DONE and missing(step):
        step.state, step.done_by, step.done_at = Step.State.IN_PROGRESS, None, None


def _settle(checklist: Checklist) -> Checklist:
    """When all is decided: follow the new version, also in what it left as it was."""
    version = newest(checklist)
    if version is None or changes(checklist):
        return checklist
    version = freeze(version)
    items = {item.key: item for chapter in version.outline() for item in chapter.list_of_items}
    same = []
    for step in checklist.current_steps():
        item = items.get(step.item_key)
        if item and step.item_id != item.pk and step.item.content() == item.content():
            step.item = item
            same.append(step)
    Step.objects.bulk_update(same, ["item"])
    checklist.version = version
    checklist.save(update_fields=["version"])
    return checklist
