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
    checked = upload.checked
    if who.person:
        uploads.check_quota(who.person, checked.size)
    for before in AnswerFile.objects.filter(survey=survey, question=question.key, **who.key):
        before.discard()
    row = AnswerFile(
        survey=survey, question=question.key, name=checked.name, size=checked.size,
        media_type=checked.media_type, scan=uploads.first_state(checked), **who.key,
    )  # fmt: skip
    row.file.save(checked.name, upload, save=False)
    row.save()
    return {"id": str(row.pk), "name": row.name}


def examine_waiting() -> None:
    """Look at what waits for the scanner; the bytes of what is refused go."""
    for row in AnswerFile.objects.filter(scan=uploads.Scan.WAITING):
        if state := uploads.examine(row.file, row.name):
            row.scan = state
            if state in uploads.REFUSED_STATES:
                row.file.delete(save=False)
            row.save(update_fields=["scan", "file"])
