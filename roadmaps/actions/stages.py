"""The stage of a centre, spoken from its roadmap: the platform proposes, its head confirms."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.exceptions import Refused
from members.actions import centres
from members.models import Centre, CentreStage, User
from roadmaps.models import Chapter, Checklist, HistoryEntry, Step
from roadmaps.permissions import can_say_how_far

from .taking import lock, note

# Dormant is nothing that one arrives at by work.
_ORDER = [Centre.Stage.PLANNED, Centre.Stage.FOUNDING, Centre.Stage.OPERATING]


@dataclass(frozen=True)
class Proposal:
    """The stage that a centre seems to have reached, and the chapter that says so."""

    stage: str
    chapter: Chapter

    @property
    def label(self) -> str:
        return str(Centre.Stage(self.stage).label)


def proposal(checklist: Checklist, steps: list[Step]) -> Proposal | None:
    """The furthest stage of the chapters that are done, if the centre is not so far yet.

    A chapter speaks only when those before it that name a stage are done, too.
    """
    centre = checklist.holder
    if not isinstance(centre, Centre) or centre.stage not in _ORDER or not checklist.is_live:
        return None
    found = None
    for chapter, theirs in _by_chapter(steps):
        if chapter.stage not in _ORDER:
            continue
        if not theirs or not all(step.is_settled for step in theirs):
            break
        found = Proposal(chapter.stage, chapter)
    if found and _ORDER.index(found.stage) > _ORDER.index(centre.stage):
        return found
    return None


def _by_chapter(steps: list[Step]) -> list[tuple[Chapter, list[Step]]]:
    chapters: dict[str, tuple[Chapter, list[Step]]] = {}
    for step in steps:
        if step.retired_at is None:
            chapters.setdefault(step.item.chapter.key, (step.item.chapter, []))[1].append(step)
    return list(chapters.values())


@transaction.atomic
def confirm(
    checklist: Checklist, by: User, *, stage: str, since: date | None, evidence: str
) -> CentreStage:
    """Enter the proposed stage in the centre's history, by its head and nobody else."""
    checklist = lock(checklist)
    if not can_say_how_far(by, checklist):
        raise Refused(_("In which stage a centre is, is for its head to say."))
    proposed = proposal(checklist, checklist.current_steps())
    if proposed is None or proposed.stage != stage:
        raise Refused(_("This stage is not proposed any more. Look at the checklist again."))
    entry = centres.enter_stage(
        checklist.holder,
        by,
        stage=stage,
        since=since or timezone.localdate(),
        precision=CentreStage.Precision.DAY,
        evidence=evidence,
    )
    if Centre.objects.get(pk=checklist.holder_id).stage != stage:
        raise Refused(
            _(
                "Its history says for a later day that it is %(stage)s. Give a later day, or "
                "correct the history of the centre first."
            )
            % {"stage": checklist.holder.get_stage_display()}
        )
    note(checklist, by, HistoryEntry.Verb.STAGE, stage=stage)
    return entry
