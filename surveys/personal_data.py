"""What surveys know about a person, and how they forget."""

from django.db.models import Q, Sum

from core import uploads

from .models import (
    AnswerFile,
    ClosedParticipation,
    Draft,
    Invitation,
    Participation,
    Sheet,
    Survey,
    TableExport,
)


def export(person) -> dict:
    """Everything with a name on it. What was answered anonymously has none, so nobody finds it."""
    sheets = Sheet.objects.filter(person=person).select_related("version__survey")
    drafts = Draft.objects.filter(person=person).select_related("survey")
    taken_part = [
        *Participation.objects.filter(person=person).select_related("survey"),
        *ClosedParticipation.objects.filter(person=person).select_related("survey"),
    ]
    return {
        "surveys run": [
            {"title": survey.title, "state": survey.state, "anonymous": survey.is_anonymous}
            for survey in Survey.objects.filter(owner=person)
        ],
        "taken part in": sorted(row.survey.title_for() for row in taken_part),
        "answers": [
            {
                "survey": sheet.version.survey.title_for(),
                "handed_in": sheet.handed_in_at and sheet.handed_in_at.isoformat(),
                "answers": sheet.answers,
            }
            for sheet in sheets
        ],
        "tables prepared": [
            {"survey": table.survey.title_for(), "asked": table.asked_at.isoformat()}
            for table in TableExport.objects.filter(person=person).select_related("survey")
        ],
        "begun": [
            {"survey": draft.survey.title_for(), "answers": draft.answers} for draft in drafts
        ],
        "invited to": [
            invitation.survey.title_for()
            for invitation in Invitation.objects.filter(email__iexact=person.email).select_related(
                "survey"
            )
        ],
    }


def files(person) -> list:
    """What somebody handed in with their answers."""
    kept = AnswerFile.objects.filter(person=person, scan=uploads.Scan.CLEAN)
    return [row.file for row in kept]


def usage(person) -> int:
    """The bytes of those files."""
    kept = AnswerFile.objects.filter(person=person).exclude(scan__in=uploads.REFUSED_STATES)
    return kept.aggregate(total=Sum("size"))["total"] or 0


def erase(person, keep_content: bool) -> None:
    """Take the name off answers; without `keep_content` what was written goes with it.

    Numbers that were counted stay counted. The roll of anonymous surveys goes with the person.
    """
    AnswerFile.objects.filter(person=person).delete()
    # Tables that they asked for, and those of others in which their name may stand.
    of_mine = (
        Q(person=person)
        | Q(survey__versions__sheets__person=person)
        | Q(survey__versions__sheets__invitation__email__iexact=person.email)
    )
    TableExport.objects.filter(pk__in=TableExport.objects.filter(of_mine).values("pk")).delete()
    Draft.objects.filter(person=person).delete()
    mine = Sheet.objects.filter(person=person).select_related("version")
    for sheet in mine:
        if not keep_content:
            sheet.answers = _without_words(sheet)
        sheet.person, sheet.invitation = None, None
        sheet.save(update_fields=["answers", "person", "invitation"])
    Invitation.objects.filter(email__iexact=person.email).delete()
    Survey.objects.filter(owner=person, state=Survey.State.DRAFT).delete()
    Survey.objects.filter(owner=person).update(owner=None)


def _without_words(sheet: Sheet) -> dict:
    """The answers without what somebody wrote in words of their own."""
    kept = {}
    for question in sheet.version.instrument.questions:
        value = sheet.answers.get(question.key)
        if value is None or question.kind in ("short", "long", "file", "date"):
            continue
        if isinstance(value, dict):
            value = {key: part for key, part in value.items() if key != "words"}
        kept[question.key] = value
    return kept
