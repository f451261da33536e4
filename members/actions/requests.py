"""Requests that an institution stand in the register: asked, settled, declined, taken back."""

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.exceptions import Refused
from core.textfold import fold
from members import emails, permissions
from members.models import Application, Institution, InstitutionRequest, User

from . import institutions

State = InstitutionRequest.State


@transaction.atomic
def ask(person: User, request: InstitutionRequest) -> InstitutionRequest:
    """Ask the committee to enter an institution; `request` carries what was typed."""
    if not permissions.has_confirmed_address(person):
        raise Refused(
            _("Please confirm your e-mail address first: the link to do so is in your account.")
        )
    there = Institution.objects.filter(
        name__iexact=request.name, country=request.country, is_confirmed=True
    )
    if there.exists():
        raise Refused(_("%(name)s is in the register already.") % {"name": request.name})
    request.asked_by = person
    try:
        with transaction.atomic():
            request.save()
    except IntegrityError:
        raise Refused(_("You have asked for this institution already.")) from None
    return request


def name_missing(application: Application) -> InstitutionRequest:
    """The request that an application makes for its institution when it is handed in."""
    missing = application.missing_institution
    described = {key: missing.get(key, "") for key in ("kind", "city", "website")}
    request, _made = InstitutionRequest.objects.update_or_create(
        asked_by=application.applicant,
        name=missing["name"],
        country_id=missing["country"],
        state=State.OPEN,
        defaults={"application": application, **described},
    )
    application.missing_institution = {}
    return request


def drop_of(application: Application) -> None:
    """An application that is given up takes its open request along."""
    InstitutionRequest.objects.open().filter(application=application).update(
        state=State.WITHDRAWN, decided_at=timezone.now()
    )


@transaction.atomic
def withdraw(request: InstitutionRequest, person: User) -> None:
    """Take one's own request back."""
    request = _take(request)
    if request.asked_by_id != person.pk:
        raise Refused(_("Only who asked can take the request back."))
    if request.application_id:
        raise Refused(_("This request belongs to your application. Withdraw that instead."))
    _close(request, person, State.WITHDRAWN)


@transaction.atomic
def recognise(request: InstitutionRequest, actor: User, institution: Institution) -> None:
    """It is one that the register holds already."""
    _refuse_who_may_not(actor)
    request = _take(request)
    _settle(request, actor, State.KNOWN, institution)
    emails.institution_request_settled(request)


@transaction.atomic
def enter(request: InstitutionRequest, actor: User, **described) -> Institution:
    """Put it into the register, as asked or as the desk has put it right."""
    _refuse_who_may_not(actor)
    request = _take(request)
    institution = institutions.enter(**{**request.described, **described})
    _settle(request, actor, State.ENTERED, institution)
    emails.institution_request_settled(request)
    return institution


@transaction.atomic
def decline(request: InstitutionRequest, actor: User, reason: str) -> None:
    """Leave it out of the register, and say why."""
    _refuse_who_may_not(actor)
    request = _take(request)
    if not reason.strip():
        raise Refused(_("Give the reason: who asked will read it."))
    _close(request, actor, State.DECLINED, reason.strip())
    emails.institution_request_declined(request)


def settle_with(
    application: Application, actor: User, known: Institution | None
) -> Institution | None:
    """Settle what an application asked for while it is approved; its letter is the approval's."""
    request = (
        InstitutionRequest.objects.select_for_update()
        .filter(application=application, state=State.OPEN)
        .first()
    )
    if request is None:
        return known
    state = State.KNOWN if known else State.ENTERED
    _settle(request, actor, state, known or institutions.enter(**request.described))
    return request.institution


def _refuse_who_may_not(actor: User) -> None:
    if not permissions.can_settle_requests(actor):
        raise Refused(_("Only the committee settles requests."))


def _settle(request, actor, state, institution) -> None:
    request.institution = institution
    if request.application_id:
        Application.objects.filter(pk=request.application_id).update(institution=institution)
    _close(request, actor, state)


def _close(request: InstitutionRequest, actor: User, state: str, reason: str = "") -> None:
    request.state, request.reason = state, reason
    request.decided_at, request.decided_by = timezone.now(), actor
    request.save()
    audit.record(
        "settle request", request, whom=request.asked_by, reason=reason,
        before={"state": State.OPEN},
        after={"state": state, "institution": str(request.institution or "")},
    )  # fmt: skip


def _take(request: InstitutionRequest) -> InstitutionRequest:
    """The row under a lock, its application's first, as approving takes them."""
    if request.application_id:
        Application.objects.select_for_update().filter(pk=request.application_id).first()
    row = InstitutionRequest.objects.select_for_update().filter(pk=request.pk).first()
    if row is None:
        raise Refused(_("This request has been withdrawn."))
    if not row.is_open:
        raise Refused(
            _("That is not possible any more: this request is %(state)s.")
            % {"state": row.get_state_display()}
        )
    return row


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
