"""The letters of applications, requests and memberships, each in its reader's language."""

from django.utils import timezone

from core import mail
from core.models import Letter

from .actions import notices
from .models import (
    Application,
    ApplicationMessage,
    InstitutionRequest,
    Membership,
    User,
)


def _write(name: str, application: Application, **context) -> Letter:
    person = application.applicant
    return mail.post(
        name,
        person.email,
        {"person": person, "application": application, **context},
        language=person.language,
    )


def application_received(application: Application) -> None:
    _write("application_received", application)


def application_question(application: Application, message: ApplicationMessage) -> None:
    _write("application_question", application, question=message.text)


def application_approved(application: Application) -> None:
    """One letter: what the committee wants said at approval stands in it."""
    membership, person = application.membership, application.applicant
    notice = notices.for_approval(membership)
    sending = notice and notices.claim(notice, membership, timezone.localdate())
    letter = _write(
        "application_approved", application, membership=membership,
        said=notices.words(notice, membership, person) if sending else None,
    )  # fmt: skip
    if sending:
        sending.letter = letter
        sending.save(update_fields=["letter"])


def application_declined(application: Application, reason: str) -> None:
    _write("application_declined", application, reason=reason)


def draft_kept(application: Application) -> None:
    _write("application_kept", application)


def draft_waits(application: Application) -> None:
    _write("application_waits", application)


def application_expires(application: Application) -> None:
    _write("application_expires", application)


def application_before_assembly(application: Application) -> None:
    _write("application_before_assembly", application)


def votes_waiting(member: User, applications: list[Application]) -> None:
    """To one of the committee: what waits for their vote."""
    context = {"person": member, "applications": applications}
    mail.post("votes_waiting", member.email, context, language=member.language)


def institution_request_settled(request: InstitutionRequest) -> None:
    _about("institution_request_settled", request)


def institution_request_declined(request: InstitutionRequest) -> None:
    _about("institution_request_declined", request)


def _about(name: str, request: InstitutionRequest) -> None:
    person = request.asked_by
    context = {"person": person, "wanted": request}
    mail.post(name, person.email, context, language=person.language)


def membership_ended(membership: Membership, reason: str = "") -> None:
    """To the member, or to who stands for the institution, whoever ended it."""
    person = membership.spokesperson
    if person:
        mail.post(
            "membership_ended", person.email,
            {"person": person, "membership": membership, "reason": reason},
            language=person.language,
        )  # fmt: skip
