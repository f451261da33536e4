"""What assessments know about a person, and how they forget."""

from members.models import User

from .models import Assessment, NeedsAnalysis, NeedsPlan, OwnSheet, Round


def export(person: User) -> dict:
    """Everything assessments know about `person`, ready for JSON."""
    own = Assessment.objects.filter(person=person).select_related("version__guide")
    sheets = OwnSheet.objects.filter(person=person).select_related(
        "assessment__version__guide", "assessment__centre", "assessment__institution"
    )
    return {
        "assessments": [_assessment(one) for one in own],
        "sheets": [
            {
                "of": str(sheet.assessment),
                "answers": sheet.answers,
                "role": sheet.role,
                "saved": sheet.saved_at.isoformat(),
                "handed_in": sheet.handed_in_at and sheet.handed_in_at.isoformat(),
            }
            for sheet in sheets
        ],
        "started": [
            {"of": str(one), "at": one.started_at.isoformat()}
            for one in Assessment.objects.filter(started_by=person).exclude(person=person)
        ],
        "rounds_opened": [
            {"of": str(one), "at": one.opened_at.isoformat()}
            for one in Round.objects.filter(opened_by=person)
        ],
        "needs_opened": [
            {"of": str(one), "at": one.opened_at.isoformat()}
            for one in NeedsAnalysis.objects.filter(opened_by=person)
        ],
        "plans": [
            {"what": one.title, "due": one.due and one.due.isoformat()}
            for one in NeedsPlan.objects.filter(person=person)
        ],
    }


def _assessment(one: Assessment) -> dict:
    return {
        "guide": one.guide.slug,
        "version": one.version.number,
        "state": one.state,
        "answers": one.agreed,
        "target": one.target,
        "shared_with_centre": str(one.shared_centre or ""),
        "shared_with_committee": one.is_shared_with_committee,
        "in_figures": one.counted_since is not None,
        "started": one.started_at.isoformat(),
        "finished": one.finished_at and one.finished_at.isoformat(),
    }


def erase(person: User, keep_content: bool) -> None:
    """Delete what is theirs. A sheet that helped others to agree stays, without name and words."""
    Assessment.objects.filter(person=person).delete()
    mine = OwnSheet.objects.filter(person=person)
    mine.filter(handed_in_at=None).delete()
    for sheet in mine:
        sheet.answers = {key: _bare(value) for key, value in sheet.answers.items()}
        # An office is a name where one person held it.
        sheet.person, sheet.role = None, ""
        sheet.save(update_fields=["answers", "person", "role", "saved_at"])


def _bare(value):
    return {"choice": value["choice"]} if isinstance(value, dict) and "choice" in value else value
