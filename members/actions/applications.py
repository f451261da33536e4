"""The way of an application: kept, handed in, asked about, answered, decided, withdrawn.

Every verb takes the row under a lock and looks again, so that of two people who decide at the
same moment the second one hears what the first one did.
"""

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core.exceptions import Refused
from core.textfold import fold
from members import emails, signals
from members.models import (
    Application,
    ApplicationMessage,
    ApplicationStep,
    Institution,
    Membership,
    User,
)

from . import institutions, memberships, profile

State = Application.State
HANDED_IN = [State.SUBMITTED, State.ASKED, State.ANSWERED]


@transaction.atomic
def keep(application: Application) -> Application:
    """Keep a draft as it is; nothing in it is required. One open application per person."""
    if not application._state.adding:
        _take(application, [State.DRAFT])
    try:
        with transaction.atomic():
            application.save()
    except IntegrityError:
        raise Refused(_("You have an application open already.")) from None
    return application


@transaction.atomic
def submit(application: Application) -> Application:
    """Hand a complete draft in to the committee."""
    application = _take(application, [State.DRAFT])
    _refuse_what_is_incomplete(application)
    _refuse_who_is_a_member(application)
    application.submitted_at = timezone.now()
    step = _move(application, application.applicant, State.SUBMITTED)
    emails.application_received(application)
    _tell(application, step)
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
    if not whole:
        raise Refused(_("Something is still missing from your application."))
    if not application.type.is_open:
        raise Refused(_("This type of membership takes no applications at the moment."))


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
    """Put a question to the applicant, who answers it on the site."""
    application = _take_for_decision(application, actor)
    if not question.strip():
        raise Refused(_("Write the question first."))
    message = ApplicationMessage.objects.create(
        application=application, author=actor, text=question
    )
    step = _move(application, actor, State.ASKED)
    emails.application_question(application, message)
    _tell(application, step)
    return message


@transaction.atomic
def answer(application: Application, person: User, text: str) -> ApplicationMessage:
    """Answer what the committee asked."""
    application = _take(application, [State.ASKED])
    if application.applicant_id != person.pk:
        raise Refused(_("Only the applicant can answer."))
    if not text.strip():
        raise Refused(_("Write the answer first."))
    message = ApplicationMessage.objects.create(application=application, author=person, text=text)
    _tell(application, _move(application, person, State.ANSWERED))
    return message


@transaction.atomic
def withdraw(application: Application, person: User) -> None:
    """Take an application back. A draft, which nobody has seen, is thrown away."""
    application = _take(application, Application.OPEN)
    if application.applicant_id != person.pk:
        raise Refused(_("Only the applicant can withdraw an application."))
    if application.state == State.DRAFT:
        application.delete()
        return
    _tell(application, _move(application, person, State.WITHDRAWN))


@transaction.atomic
def approve(
    application: Application, actor: User, institution: Institution | None = None
) -> Membership:
    """Admit the applicant, or the institution they represent.

    `institution` is the one of the register that the committee recognised in a missing one.
    """
    application = _take_for_decision(application, actor)
    person = application.applicant
    institution = institution or application.institution
    if institution is None and application.missing_institution.get("name"):
        institution = institutions.enter(**application.missing_institution)
    elif institution and not institution.is_confirmed:
        institutions.confirm(institution)
    application.institution = institution

    if application.type.for_institutions:
        if institution is None:
            raise Refused(_("There is no institution to admit."))
        membership = memberships.begin(application.type, institution=institution)
        institutions.appoint(person, institution, centre=application.centre)
    else:
        membership = memberships.begin(application.type, person=person)
    application.membership = membership
    application.decided_at = timezone.now()
    step = _move(application, actor, State.APPROVED)
    _complete_profile(person, application)
    emails.application_approved(application)
    signals.member_admitted.send(sender=Application, member=person)
    _tell(application, step)
    return membership


def _complete_profile(person: User, application: Application) -> None:
    """What the application says and the profile does not yet."""
    person.refresh_from_db()
    person.role = person.role or application.role
    person.institution = person.institution or application.institution
    if person.country_id is None and person.institution:
        person.country_id = person.institution.country_id
    person.expertise.add(*profile.named(application.expertise_names))
    memberships.refile(person)


@transaction.atomic
def decline(application: Application, actor: User, reason: str) -> None:
    """Say no, with the reason that the applicant will read."""
    application = _take_for_decision(application, actor)
    if not reason.strip():
        raise Refused(_("Give the reason: the applicant will read it."))
    application.decided_at = timezone.now()
    step = _move(application, actor, State.DECLINED, reason)
    emails.application_declined(application, reason)
    _tell(application, step)


def _take_for_decision(application: Application, actor: User) -> Application:
    application = _take(application, HANDED_IN)
    if application.applicant_id == actor.pk:
        raise Refused(_("Nobody decides on their own application."))
    return application


def _take(application: Application, states: list[str]) -> Application:
    """The row under a lock, or Refused with what has happened to it meanwhile."""
    row = Application.objects.select_for_update().filter(pk=application.pk).first()
    if row is None:
        raise Refused(_("This application has been withdrawn."))
    if row.state not in states:
        last = row.steps.select_related("actor").last()
        raise Refused(
            _("That is not possible any more. %(what_happened)s")
            % {"what_happened": last.in_words if last else row.get_state_display()}
        )
    return row


def _move(application: Application, actor: User, after: str, reason: str = "") -> ApplicationStep:
    before, application.state = application.state, after
    application.save()
    return ApplicationStep.objects.create(
        application=application, actor=actor, before=before, after=after, reason=reason
    )


def _tell(application: Application, step: ApplicationStep) -> None:
    signals.application_moved.send(sender=Application, application=application, step=step)


def near_matches(missing: dict) -> list[Institution]:
    """What the register already holds that may be the missing institution, likeliest first."""
    words = {word for word in fold(missing.get("name", "")).split() if len(word) > 3}
    hit = Q(pk=None)
    for word in words:
        hit |= Q(folded__contains=word)
    if website := missing.get("website"):
        hit |= Q(website__icontains=website.split("//")[-1].strip("/")[:60])
    found = Institution.objects.filter(hit).select_related("country")
    if missing.get("country"):
        found = found.filter(country_id=missing["country"])
    # Most share "university"; what they share beyond it tells them apart.
    ranked = sorted(found[:200], key=lambda one: -len(words & set(one.folded.split())))
    return ranked[:5]
