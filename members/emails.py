"""The letters of an application, each in the applicant's language."""

from core import mail

from .models import Application, ApplicationMessage


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
