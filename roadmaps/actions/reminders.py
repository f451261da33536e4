"""Telling who sees to a step that it comes up, or that it is late: a sentence a checklist."""

from collections import defaultdict
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy, override

from members.models import User
from notifications.actions import notify
from notifications.sentences import Sentence
from roadmaps import holders
from roadmaps.models import Checklist, Step

DUE = "roadmaps.due"
# So many days before it is told that something comes up, and again that it is late.
AHEAD, AGAIN = timedelta(days=7), timedelta(days=7)
_COMES_UP = gettext_lazy("Due within a week in “%(title)s”: %(steps)s.")
_IS_LATE = gettext_lazy("Late in “%(title)s”: %(steps)s.")


def remind() -> None:
    """Harmless twice a day: what was told is written on the step, in the same transaction."""
    today = timezone.localdate()
    for key in sorted(set(_waiting(today).values_list("checklist", flat=True))):
        with transaction.atomic():
            _remind_of(key, today)


def _waiting(today: date):
    coming = Q(due_on__gte=today, due_on__lte=today + AHEAD) & Q(reminded_of=None)
    late = Q(due_on__lt=today) & (
        Q(reminded_late_on=None) | Q(reminded_late_on__lte=today - AGAIN)
    )
    return Step.objects.open().filter(coming | late, checklist__put_away_at=None)


def _remind_of(key: int, today: date) -> None:
    rows = Checklist.objects.select_for_update(of=("self",)).select_related("version__template")
    checklist = rows.get(pk=key)
    if checklist.holder is None:
        return
    steps = _waiting(today).filter(checklist=key).order_by("due_on", "item__position")
    told: dict[tuple[User, bool], list[Step]] = defaultdict(list)
    kind = holders.kind_of(checklist.holder)
    people_there = {person.pk for person in kind.people(checklist.holder)}
    stand_in = None
    for step in steps.select_related("item__version__template", "owner"):
        people = [step.owner]
        if step.owner_id not in people_there:
            # Nobody sees to it: whoever looks after the checklist hears of it.
            stand_in = stand_in if stand_in is not None else _editors(checklist)
            people = stand_in
        for person in people:
            told[person, step.due_on < today].append(step)
        step.reminded_of = step.due_on
        if step.due_on < today:
            step.reminded_late_on = today
        step.save(update_fields=["reminded_of", "reminded_late_on"])
    for (person, is_late), their in told.items():
        _tell(checklist, person, their, _IS_LATE if is_late else _COMES_UP)


def _tell(checklist: Checklist, person: User, steps: list[Step], words) -> None:
    with override(person.language):
        names = ", ".join(str(step) for step in steps)
        sentence = Sentence(words, title=str(checklist), steps=names)
    steps[0].checklist = checklist
    thing = steps[0] if len(steps) == 1 else checklist
    notify(DUE, [person], sentence, thing.get_absolute_url())


def _editors(checklist: Checklist) -> list[User]:
    """Those of its people who act for the holder."""
    kind = holders.kind_of(checklist.holder)
    return [
        person
        for person in kind.people(checklist.holder)
        if kind.edited_by(person).filter(pk=checklist.holder_id).exists()
    ]
