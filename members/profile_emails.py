"""The letters about a profile: messages through the platform, and what moderators decided."""

from core import mail

from .models import Message, ProfileReport, ProfileRuling
from .privacy import FIELDS

# What is good news, or nobody's loss, needs no way to object.
OBJECTED_TO = {
    ProfileRuling.Verb.WITHHOLD, ProfileRuling.Verb.CLEAR, ProfileRuling.Verb.SUSPEND,
}  # fmt: skip


def member_message(message: Message) -> None:
    """Under the platform's address; an answer goes to the sender, who was told so."""
    person = message.recipient
    mail.post(
        "member_message",
        person.email,
        {"person": person, "message": message},
        language=person.language,
        headers={"Reply-To": message.sender.email},
    )


def profile_ruling(ruling: ProfileRuling) -> None:
    person = ruling.person
    mail.post(
        "profile_ruling",
        person.email,
        {
            "person": person,
            "ruling": ruling,
            "field": FIELDS.get(ruling.field, ""),
            "may_object": ruling.verb in OBJECTED_TO,
        },
        language=person.language,
    )


def objection_answered(ruling: ProfileRuling, *, reason: str, takes_back: bool) -> None:
    person = ruling.person
    mail.post(
        "objection_answered",
        person.email,
        {"person": person, "ruling": ruling, "reason": reason, "takes_back": takes_back},
        language=person.language,
    )


def profile_looked_at(report: ProfileReport) -> None:
    """Whoever reported learns that it was looked at, and not what was said to the person."""
    reporter = report.reporter
    mail.post(
        "profile_looked_at",
        reporter.email,
        {"person": reporter, "report": report},
        language=reporter.language,
    )
