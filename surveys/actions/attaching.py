"""Files in the answers of named surveys."""

from django.db import transaction
from django.utils.translation import gettext as _

from core import uploads
from core.exceptions import Refused
from surveys.instrument import FILE, Question
from surveys.models import AnswerFile, Survey

from .answering import Respondent


@transaction.atomic
def attach(survey: Survey, question: Question, upload, who: Respondent) -> dict:
    """Keep a file that was looked into; what the answer says of it: {"id": …, "name": …}.

    An earlier file of the same question goes.
    """
    if question.kind != FILE or survey.is_anonymous or not who.key:
        raise Refused(_("This survey does not ask for a file here."))
    if who.person:
        uploads.check_quota(who.person, upload.checked.size)
    AnswerFile.objects.filter(survey=survey, question=question.key, **who.key).delete()
    row = AnswerFile(survey=survey, question=question.key, **who.key)
    row.take_in(upload)
    row.save()
    return {"id": str(row.pk), "name": row.name}


def examine_waiting() -> None:
    """Look at what waits for the scanner; the bytes of what is refused go."""
    for row in AnswerFile.objects.filter(scan=uploads.Scan.WAITING):
        if state := uploads.examine(row.file, row.name):
            row.note_scan(state)
