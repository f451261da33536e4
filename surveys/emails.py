from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from core import mail
from core.models import Letter

from .models import Invitation, Survey

# A kind of their own for reminders, which are deleted as soon as they have left.
INVITATION = "survey_invitation"
REMINDER, REMINDER_BY_ACCOUNT = "survey_reminder", "survey_reminder_by_account"


def invite(invitation: Invitation, *, template: str = INVITATION) -> Letter:
    """Ask somebody on the list, by a link that is theirs alone."""
    survey, language = invitation.survey, invitation.language
    with override(language):
        path = reverse("surveys:answer_by_link", args=[invitation.token])
        decline = reverse("surveys:decline", args=[invitation.token])
    context = {
        "survey": survey,
        "host": host_of(survey),
        "title": survey.title_for(language),
        "intro": survey.intro_for(language),
        "path": path,
        "decline_path": decline,
    }
    headers = {
        "List-Unsubscribe": f"<{settings.BASE_URL}{decline}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    return mail.post(template, invitation.email, context, language=language, headers=headers)


def host_of(survey: Survey) -> str:
    """Who asks: the centre or the institution in whose name it is, else the owner's name."""
    if survey.centre_id:
        return f"{survey.centre.name} ({survey.centre.institution.name})"
    if survey.institution_id:
        return survey.institution.name
    return survey.owner.name if survey.owner_id else settings.WAGTAIL_SITE_NAME
