"""The list of people who are asked by letter. The letter says who asks, why and until when."""

from dataclasses import dataclass, field

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.email_addresses import normalise
from core.exceptions import Refused
from core.fields import ascii_address
from core.jobs import enqueue
from members.models import User
from surveys import audiences, emails
from surveys.models import Invitation, Survey

from .locking import State, lock

MOST_INVITED = 5000
_BATCH = 50
_HOST = ("survey__owner", "survey__institution", "survey__centre__institution")
_LANGUAGES = dict(settings.LANGUAGES)


@dataclass
class Pasted:
    """What a list of addresses comes to."""

    added: int = 0
    # Lines that were not taken, with the reason: [(number, line, sentence)].
    refused: list[tuple[int, str, str]] = field(default_factory=list)

    @property
    def left(self) -> str:
        """The lines that were not taken, to be put right."""
        return "\n".join(line for _number, line, _sentence in self.refused)


@transaction.atomic
def invite(survey: Survey, by: User, text: str) -> Pasted:
    """Put addresses on the list, one a line, if wanted with a language behind a comma.

    Good lines are taken, the others come back with their reasons. Who is added while the survey
    is open gets a letter at once.
    """
    survey = lock(survey, by)
    if survey.audience != Survey.Audience.INVITED:
        raise Refused(_("This survey does not ask people on a list."))
    if survey.state in (State.CLOSING, State.CLOSED):
        raise Refused(_("This survey is over."))
    pasted, rows = _read(survey, text)
    Invitation.objects.bulk_create(rows)
    pasted.added = len(rows)
    if rows:
        audit.record("invite", survey, after={"invited": len(rows)})
        if survey.state == State.OPEN:
            _send_soon(survey)
    return pasted


def _read(survey: Survey, text: str) -> tuple[Pasted, list[Invitation]]:
    pasted, rows = Pasted(), []
    there = dict(survey.invitations.values_list("email", "has_declined"))
    usual = next((code for code in survey.languages if code in _LANGUAGES), "en")
    for number, line in enumerate(text.splitlines(), 1):
        line = line.strip()
        if not line:
            continue
        typed, _comma, language = line.partition(",")
        language = language.strip().lower() or usual
        email = _address(typed)
        if sentence := _wrong(email, language, there, len(there)):
            pasted.refused.append((number, line, sentence))
            continue
        there[email] = False
        rows.append(Invitation(survey=survey, email=email, language=language))
    return pasted, rows


def _address(typed: str) -> str:
    """The address in the form in which it is kept; empty when it is none."""
    try:
        email = normalise(ascii_address(typed.strip().lower()))
        validate_email(email)
    except ValidationError:
        return ""
    return email if len(email) <= 254 else ""


def _wrong(email: str, language: str, there: dict[str, bool], number: int) -> str:
    if not email:
        return _("This is not an e-mail address.")
    if language not in _LANGUAGES:
        return _("The site does not speak this language. Write a code, such as en or mk.")
    if there.get(email):
        return _("They asked not to be asked about this survey again.")
    if email in there:
        return _("This address is on the list already.")
    if number >= MOST_INVITED:
        return _("The list is full: %(most)d people at most.") % {"most": MOST_INVITED}
    return ""


@transaction.atomic
def uninvite(invitation: Invitation, by: User) -> None:
    """Take somebody off the list who has no letter yet. Afterwards their link must hold."""
    survey = lock(invitation.survey, by)
    row = survey.invitations.select_for_update().filter(pk=invitation.pk).first()
    if row is None or row.is_sent or row.has_declined:
        raise Refused(_("Their letter has left; they decide now."))
    asked = survey.invitations.filter(has_declined=False).count()
    if survey.is_anonymous and survey.state != State.DRAFT and asked <= audiences.FEWEST:
        raise Refused(_("Fewer than five would be left: nobody among so few is anonymous."))
    row.delete()


# --- Letters -----------------------------------------------------------------------------------


def _send_soon(survey: Survey) -> None:
    from surveys.tasks import send_invitations

    enqueue(send_invitations, survey.pk)


def send_waiting(survey_id: int | None = None) -> int:
    """Write the letters of open surveys that have not left yet, in small transactions.

    A worker that dies in between leaves rows that are not marked; the sweep takes them up.
    """
    sent = 0
    while batch := _send_batch(survey_id):
        sent += batch
    return sent


@transaction.atomic
def _send_batch(survey_id: int | None) -> int:
    waiting = Invitation.objects.filter(
        is_sent=False,
        has_declined=False,
        survey__state=State.OPEN,
        survey__audience=Survey.Audience.INVITED,
    )
    if survey_id is not None:
        waiting = waiting.filter(survey=survey_id)
    # Of two workers that look at once, the second waits and then finds the rows marked.
    rows = list(
        waiting.select_for_update(of=("self",)).select_related(*_HOST).order_by("pk")[:_BATCH]
    )
    for invitation in rows:
        emails.invite(invitation)
    Invitation.objects.filter(pk__in=[row.pk for row in rows]).update(is_sent=True)
    return len(rows)


@transaction.atomic
def send_again(email: str) -> int:
    """The letters once more, for somebody who asks for their own address and lost them.

    Returns how many; the page says the same whether there were any.
    """
    email = _address(email)
    if not email:
        return 0
    lost = Invitation.objects.filter(
        email=email, is_sent=True, has_declined=False, survey__state=State.OPEN
    ).select_related(*_HOST)
    rows = [invitation for invitation in lost if invitation.survey.is_open]
    for invitation in rows:
        emails.invite(invitation)
    return len(rows)


@transaction.atomic
def decline(invitation: Invitation) -> None:
    """They do not want to be asked about this survey again: no letter, no reminder."""
    Invitation.objects.filter(pk=invitation.pk).update(has_declined=True)
