"""The letters of applications and requests, each in the language of who reads it."""

from core import mail

from .models import Application, ApplicationMessage, InstitutionRequest, User


def _write(name: str, application: Application, **context) -> None:
    person = application.applicant
    mail.post(
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
    _write("application_approved", application, membership=application.membership)


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
