"""Who may do what: powers given and taken by administrators, and a lost second factor."""

from collections.abc import Iterable

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import audit, mail, roles
from core.exceptions import Refused
from members import permissions, sessions
from members.models import User


def refuse_a_seat_too_many(person: User) -> None:
    """Raise Refused where the Steering Committee is complete without `person`."""
    seats = settings.ETUP_COMMITTEE_SEATS
    holders = [each.name for each in permissions.committee().exclude(pk=person.pk)]
    if len(holders) >= seats:
        sentence = ngettext(
            "The Steering Committee has %(seats)d seat, held by %(names)s."
            " Take a seat back before you give it to somebody else.",
            "The Steering Committee has %(seats)d seats, held by %(names)s."
            " Take a seat back before you give it to somebody else.",
            seats,
        )
        raise Refused(sentence % {"seats": seats, "names": get_text_list(holders, _("and"))})


@transaction.atomic
def give(person: User, groups: Iterable[Group]) -> None:
    """Let `person` be in just these groups; whoever is in one works at the desk."""
    groups = list(groups)
    before = _powers(person)
    if person.is_active and any(group.name == roles.COMMITTEE for group in groups):
        # Whoever gives a seat waits here for the one before.
        Group.objects.select_for_update().get(name=roles.COMMITTEE)
        refuse_a_seat_too_many(person)
    person.groups.set(groups)
    person.is_staff = bool(groups) or person.is_superuser
    person.save(update_fields=["is_staff"])
    after = _powers(person)
    if before != after:
        audit.record("powers", person, whom=person, before=before, after=after)


def _powers(person):
    return {"groups": sorted(person.groups.values_list("name", flat=True))}


@transaction.atomic
def reset_second_factor(person: User) -> None:
    """Take every key, app and recovery code away, end the sessions, and tell `person` by letter.

    For somebody whose phone is lost. Where a second factor is required, they set up a new one
    before they come to a desk again.
    """
    gone, _by_model = Authenticator.objects.filter(user=person).delete()
    if not gone:
        raise Refused(_("%(name)s has no second factor.") % {"name": person.name})
    sessions.end_all(person)
    audit.record("second factor reset", person, whom=person)
    mail.post("second_factor_reset", person.email, {"person": person}, language=person.language)
