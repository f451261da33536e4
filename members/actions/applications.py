"""The way of an application: kept, handed in, asked about, answered, withdrawn, begun again.

Every verb takes the row under a lock and looks again, so that of two people who act at the same
moment the second one hears what the first one did. Voting and deciding stand in `votes`.
"""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.exceptions import Refused
from members import emails, permissions
from members.models import (
    Application,
    ApplicationMessage,
    InstitutionRequest,
    Membership,
    User,
)

from . import consents, requests
from .steps import State, move, refuse_who_may_not_decide, take, tell

# What an application says: kept when an expired one is begun again.
TEXT = [
    "type", "institution", "centre", "missing_institution", "role", "expertise_names",
    "qualifications", "commitment", "authority", "answers",
]  # fmt: skip


@transaction.atomic
def keep(application: Application) -> Application:
    """Keep a draft as it is; nothing in it is required. One open application per person."""
    if not application._state.adding:
        row = take(application, [State.DRAFT])
        application.link_sent_at, application.nudged_at = row.link_sent_at, row.nudged_at
        application.warned_at = None
    try:
        with transaction.atomic():
            application.save()
    except IntegrityError:
        raise Refused(_("You have an application open already.")) from None
    return application


@transaction.atomic
def send_link(application: Application) -> None:
    """The letter with the link that leads back to a draft: once, when it is first kept."""
    unsent = Application.objects.filter(pk=application.pk, link_sent_at=None)
    if unsent.update(link_sent_at=timezone.now()):
        emails.draft_kept(application)


@transaction.atomic
def submit(application: Application) -> Application:
    """Hand a complete draft in to the committee."""
    application = take(application, [State.DRAFT])
    if not permissions.has_confirmed_address(application.applicant):
        raise Refused(
            _("Please confirm your e-mail address first: the link to do so is in your account.")
        )
    _refuse_what_is_incomplete(application)
    _refuse_what_does_not_fit(application)
    _refuse_who_is_a_member(application)
    asked = {str(pk) for pk in application.type.questions.values_list("pk", flat=True)}
    application.answers = [one for one in application.answers if str(one["question"]) in asked]
    if application.missing_institution.get("name"):
        requests.name_missing(application)
    application.submitted_at = timezone.now()
    consents.adhere(application.applicant, application.policy, "application")
    step = move(application, application.applicant, State.SUBMITTED)
    emails.application_received(application)
    tell(application, step)
    return application


def _refuse_what_is_incomplete(application: Application) -> None:
    whole = (
        application.role
        and application.qualifications.strip()
        and application.commitment.strip()
        and application.policy_id
        and application.adhered_at
    )
    if application.type.for_institutions:
        somewhere = application.institution_id or application.missing_institution.get("name")
        whole = whole and application.authority.strip() and somewhere
    answered = {one["question"] for one in application.answers if one["value"]}
    needed = application.type.questions.filter(is_active=True, required=True)
    whole = whole and answered.issuperset(needed.values_list("pk", flat=True))
    if not whole:
        raise Refused(_("Something is still missing from your application."))
    if not application.type.is_open:
        raise Refused(_("This type of membership takes no applications at the moment."))


def _refuse_what_does_not_fit(application: Application) -> None:
    kinds = application.type.kinds
    if not (application.type.for_institutions and kinds):
        return
    known = application.institution
    kind = known.kind if known else application.missing_institution.get("kind")
    if kind not in kinds:
        raise Refused(_("This type of membership is for another kind of institution."))


def _refuse_who_is_a_member(application: Application) -> None:
    if application.type.for_institutions:
        member = application.institution
        if member and Membership.objects.live().filter(institution=member).exists():
            raise Refused(
                _("%(name)s is a member already. Ask its representative to add you.")
                % {"name": member.name}
            )
    elif Membership.objects.live().filter(person=application.applicant).exists():
        raise Refused(_("You are a member already."))


@transaction.atomic
def ask(application: Application, actor: User, question: str) -> ApplicationMessage:
    """Put a question to the applicant, who answers it on the site. Any of the committee may."""
    application = take(application, Application.VOTED_ON)
    refuse_who_may_not_decide(actor, application)
    if not question.strip():
        raise Refused(_("Write the question first."))
    message = ApplicationMessage.objects.create(
        application=application, author=actor, text=question
    )
    step = move(application, actor, State.ASKED)
    emails.application_question(application, message)
    tell(application, step)
    return message


@transaction.atomic
def answer(application: Application, person: User, text: str) -> ApplicationMessage:
    """Answer what the committee asked."""
    application = take(application, [State.ASKED])
    if application.applicant_id != person.pk:
        raise Refused(_("Only the applicant can answer."))
    if not text.strip():
        raise Refused(_("Write the answer first."))
    message = ApplicationMessage.objects.create(application=application, author=person, text=text)
    tell(application, move(application, person, State.ANSWERED))
    return message


@transaction.atomic
def withdraw(application: Application, person: User) -> None:
    """Take an application back. A draft, which nobody has seen, is thrown away."""
    application = take(application, Application.OPEN)
    if application.applicant_id != person.pk:
        raise Refused(_("Only the applicant can withdraw an application."))
    if application.state == State.DRAFT:
        application.delete()
        return
    requests.drop_of(application)
    tell(application, move(application, person, State.WITHDRAWN))


@transaction.atomic
def begin_again(application: Application, person: User) -> Application:
    """A new draft with the text of an expired one; what nobody has seen does not stay behind."""
    application = take(application, [State.EXPIRED])
    if application.applicant_id != person.pk:
        raise Refused(_("Only the applicant can begin again."))
    draft = Application(applicant=person, **{name: getattr(application, name) for name in TEXT})
    request = InstitutionRequest.objects.filter(application=application).first()
    if request and not draft.institution_id:
        draft.missing_institution = request.described
    keep(draft)
    if application.submitted_at is None:
        application.delete()
    return draft


def first_gap(application: Application) -> str:
    """The field of the form where a draft was left: the first that is needed and still empty."""
    needed = ["role", "qualifications", "commitment"]
    if application.type.for_institutions:
        if not (application.institution_id or application.missing_institution):
            return "place_q"
        needed.insert(0, "authority")
    gaps = [name for name in needed if not getattr(application, name).strip()]
    answered = {one["question"] for one in application.answers if one["value"]}
    asked = application.type.questions.filter(is_active=True, required=True)
    gaps += [f"question_{one.pk}" for one in asked if one.pk not in answered]
    return gaps[0] if gaps else "adheres"
