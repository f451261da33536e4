"""Invitations: made, sent again, taken back, accepted, declined.

Nobody gets an account, a place or a membership without accepting. An answer is given under a
lock on the invitation, so that of two answers one counts.
"""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core import audit, limits, mail
from core.email_addresses import normalise
from core.exceptions import Refused
from core.fields import ascii_address
from core.models import AuditEntry, Letter
from members import permissions
from members.handles import free_handle
from members.models import (
    Centre,
    Import,
    ImportRow,
    Institution,
    Invitation,
    Membership,
    MembershipType,
    Policy,
    Position,
    User,
)

from . import consents, memberships, positions

State = Invitation.State
MOST_LETTERS = 3
_BETWEEN_LETTERS = timedelta(hours=24)


@transaction.atomic
def invite(
    email: str,
    *,
    by: User | None,
    institution: Institution | None = None,
    centre: Centre | None = None,
    role: str = "",
    type: MembershipType | None = None,
    language: str = "en",
    first_name: str = "",
    last_name: str = "",
    source: Import | None = None,
) -> Invitation:
    """Ask somebody by letter to take a place or to become a member.

    `by` is None only for the machine room. A `type` is for those whom the network has admitted
    elsewhere; a place without a role is that of staff.
    """
    email = _checked(email)
    if centre and institution is None:
        institution = centre.institution
    if institution and not role:
        role = _usual_role(type)
    if by and not permissions.can_invite(by, institution, role=role, type=type):
        raise Refused(_("You cannot invite people to this place."))
    _refuse_what_does_not_fit(institution, centre, role, type)
    _refuse_who_is_there(email, institution, role, type)
    if by and not source:
        _refuse_too_many(by, email)
    Invitation.objects.overdue().filter(email__iexact=email).update(state=State.EXPIRED)
    try:
        with transaction.atomic():
            invitation = Invitation.objects.create(
                email=email, invited_by=by, institution=institution, centre=centre, role=role,
                type=type, language=_known_language(language), first_name=first_name.strip()[:80],
                last_name=last_name.strip()[:80], source=source,
                expires_at=timezone.now() + Invitation.VALID_FOR,
            )  # fmt: skip
    except IntegrityError:
        raise Refused(_("An invitation to this address is open already.")) from None
    audit.record("invite", invitation, after=_offer(invitation))
    _send(invitation)
    return invitation


def _offer(invitation: Invitation) -> dict:
    return {
        "institution": invitation.institution, "role": invitation.role,
        "membership": invitation.type_id,
    }  # fmt: skip


def _usual_role(type: MembershipType | None) -> str:
    """That of staff; an institution comes with its representative, a member needs none."""
    if type is None:
        return Position.Role.STAFF
    return Position.Role.REPRESENTATIVE if type.for_institutions else ""


def _checked(email: str) -> str:
    try:
        email = ascii_address(email.lower())
        validate_email(email)
    except ValidationError:
        raise Refused(_("This is not an e-mail address.")) from None
    if len(email) > 254:
        raise Refused(_("This is not an e-mail address."))
    return email


def _known_language(language: str) -> str:
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _refuse_what_does_not_fit(institution, centre, role, type) -> None:
    if role and (institution is None or role not in Position.Role.values):
        raise Refused(_("There is no such place."))
    if centre and centre.institution_id != institution.pk:
        raise Refused(_("This centre belongs to another institution."))
    if type and type.for_institutions and institution is None:
        raise Refused(_("Name the institution that becomes a member."))
    if type and type.for_institutions and role != Position.Role.REPRESENTATIVE:
        raise Refused(_("An institution is invited through its representative."))


def _refuse_who_is_there(email, institution, role, type) -> None:
    """Somebody who has what the invitation offers. Only who may see that is ever told."""
    person = person_at(email)
    if person is None:
        return
    if type and not type.for_institutions:
        there = Membership.objects.live().filter(person=person).exists()
    elif institution:
        places = Position.objects.current().filter(institution=institution, person=person)
        there = places.filter(role=role).exists()
    else:
        there = True
    if there:
        raise Refused(_("This person has that place already."))


def _refuse_too_many(by: User, email: str) -> None:
    day, week = 24 * 3600, 7 * 24 * 3600
    if limits.hit("invite", str(by.pk), 100, day) or limits.hit("invited", email, 3, week):
        raise Refused(_("That is a lot of invitations. Please go on tomorrow."))


def person_at(email: str) -> User | None:
    """Whose confirmed address this is, main or not."""
    held = EmailAddress.objects.filter(email__iexact=normalise(email), verified=True)
    address = held.select_related("user").first()
    return address.user if address else None


def _send(invitation: Invitation) -> None:
    invitation.sent_at, invitation.sent_count = timezone.now(), invitation.sent_count + 1
    invitation.save(update_fields=["sent_at", "sent_count", "expires_at"])
    mail.post(
        "invitation", invitation.email, {"invitation": invitation}, language=invitation.language
    )


@transaction.atomic
def resend(invitation: Invitation) -> None:
    """Write once more to somebody who has not answered; the link holds for its days anew."""
    invitation = _take(invitation, overdue=True)
    if invitation.sent_count >= MOST_LETTERS:
        raise Refused(_("Three e-mails are enough. Ask them in person."))
    if invitation.sent_at and invitation.sent_at > timezone.now() - _BETWEEN_LETTERS:
        raise Refused(_("The last e-mail is not a day old. Please wait a little."))
    invitation.expires_at = timezone.now() + Invitation.VALID_FOR
    _send(invitation)


@transaction.atomic
def cancel(invitation: Invitation) -> None:
    """Take an invitation back: its link does not hold any more."""
    invitation = _take(invitation, overdue=True)
    _answer(invitation, State.CANCELLED)
    audit.record("cancel", invitation, before=_offer(invitation))


@transaction.atomic
def decline(invitation: Invitation) -> None:
    """Say no. The address and the name are forgotten at once, the letters to it too."""
    invitation = _take(invitation)
    email = invitation.email
    invitation.email = invitation.first_name = invitation.last_name = ""
    _answer(invitation, State.DECLINED)
    audit.record("decline", invitation, after=_offer(invitation))
    _forget_traces([invitation.pk], [email])


def _forget_traces(keys: list[int], emails: list[str]) -> None:
    """What else holds the address: letters, the line of a table, what the log says of it."""
    AuditEntry.objects.filter(
        thing_type=Invitation._meta.label_lower, thing_pk__in=[str(key) for key in keys]
    ).redact()
    for email in filter(None, emails):
        Letter.objects.filter(to__iexact=email, kind="invitation").delete()
        ImportRow.objects.filter(key=email.lower()).delete()


def needs_adherence(person: User | None) -> Policy | None:
    """The wording that somebody who accepts has yet to agree to, if there is one."""
    policy = Policy.objects.in_force()
    if policy is None or person is None:
        return policy
    said = person.applications.filter(policy=policy).exclude(adhered_at=None).exists()
    return None if said or consents.has_adhered(person, policy) else policy


@transaction.atomic
def accept(invitation: Invitation, person: User, *, adheres: bool = False) -> Invitation:
    """Take the place, or begin the membership, that the invitation offers."""
    invitation = _take(invitation)
    if not holds(person, invitation.email):
        raise Refused(_("This invitation was sent to another address."))
    policy = needs_adherence(person)
    if policy and not adheres:
        raise Refused(_("Please state that you adhere to the policies and guidelines."))
    if policy:
        consents.adhere(person, policy, "invitation")
    place = invitation.centre or invitation.institution or invitation.type or "BALKANETUP"
    consents.give(
        person, "invitation", _("I accept the invitation to %(place)s.") % {"place": place},
        source="invitation",
    )  # fmt: skip
    _give(invitation, person)
    invitation.person = person
    _answer(invitation, State.ACCEPTED)
    audit.record("accept", invitation, whom=person, after=_offer(invitation))
    return invitation


def holds(person: User, email: str) -> bool:
    """Whether `email` is one of the person's confirmed addresses."""
    return EmailAddress.objects.filter(user=person, email__iexact=email, verified=True).exists()


@transaction.atomic
def join(
    invitation: Invitation, *, first_name: str, last_name: str, password: str, adheres: bool
) -> User:
    """Make the account of somebody who came by the link of a letter, and accept with it.

    The link proves the address, so it counts as confirmed.
    """
    invitation = _take(invitation)
    try:
        with transaction.atomic():
            person = User.objects.create_user(
                invitation.email, password, first_name=first_name, last_name=last_name,
                handle=free_handle(f"{first_name} {last_name}"),
                language=get_language() or settings.LANGUAGE_CODE,
            )  # fmt: skip
            EmailAddress.objects.create(
                user=person, email=invitation.email, verified=True, primary=True
            )
    except IntegrityError:
        raise Refused(_("There is an account with this address. Please sign in.")) from None
    accept(invitation, person, adheres=adheres)
    person.refresh_from_db()
    return person


def _give(invitation: Invitation, person: User) -> None:
    institution, type = invitation.institution, invitation.type
    if type and type.for_institutions:
        if not Membership.objects.live().filter(institution=institution).exists():
            memberships.begin(type, institution=institution)
    elif type and not Membership.objects.live().filter(person=person).exists():
        memberships.begin(type, person=person)
    if institution and invitation.role:
        _seat(invitation, person)
    person.refresh_from_db()
    if person.institution_id is None and institution:
        person.institution = institution
        person.country_id = person.country_id or institution.country_id
    memberships.refile(person)


def _seat(invitation: Invitation, person: User) -> None:
    institution, role = invitation.institution, invitation.role
    there = positions.standing(institution).filter(person=person, role=role)
    if there.exists():
        return
    if role != Position.Role.REPRESENTATIVE:
        positions.seat(person, institution, role, invitation.centre)
        return
    Institution.objects.select_for_update().get(pk=institution.pk)
    # An old letter must not take the vote away from somebody who came later.
    if positions.representative_of(institution):
        raise Refused(
            _("%(name)s has an authorised representative, who can hand over to you.")
            % {"name": institution.name}
        )
    positions.appoint(person, institution, invitation.centre, Position.Origin.INVITED)


def _take(invitation: Invitation, *, overdue: bool = False) -> Invitation:
    """The row under a lock, or Refused with what has become of it."""
    row = Invitation.objects.select_for_update().filter(pk=invitation.pk).first()
    if row is None or row.state != State.OPEN:
        raise Refused(_("This invitation has been answered or taken back."))
    if not overdue and not row.is_open:
        raise Refused(_("This invitation has expired. Ask for a new one."))
    return row


def _answer(invitation: Invitation, state: str) -> None:
    invitation.state, invitation.answered_at = state, timezone.now()
    invitation.save()


def forget(before: datetime, dry: bool = False) -> int:
    """Throw away what was made before, and never became an account. Returns how many."""
    old = list(Invitation.objects.filter(created_at__lt=before, person=None))
    if not dry:
        Invitation.objects.overdue().update(state=State.EXPIRED)
        keys = [invitation.pk for invitation in old]
        _forget_traces(keys, [invitation.email for invitation in old])
        Invitation.objects.filter(pk__in=keys).delete()
    return len(old)
