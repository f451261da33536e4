"""To agree, and to take it back as easily. Rows are added, never changed."""

from django.db import transaction
from django.utils.translation import gettext as _

from core.exceptions import Refused
from members import consents
from members.models import Consent, Policy, User


def give(
    person: User, purpose: str, wording: str, *, version: str = "", source: str = ""
) -> Consent:
    """`person` agrees to `wording`."""
    return Consent.objects.create(
        person=person, purpose=purpose, wording=wording, version=version, source=source[:80]
    )


def adhere(person: User, policy: Policy, source: str) -> Consent | None:
    """The statement of adherence to one wording of the policies; said again it is one row."""
    if has_adhered(person, policy):
        return None
    wording = _("I adhere to the policies and guidelines of the network, version %(version)s.")
    return give(
        person, "adherence", wording % {"version": policy.version}, version=policy.version,
        source=source,
    )  # fmt: skip


def has_adhered(person: User, policy: Policy) -> bool:
    return person.consents.filter(purpose="adherence", version=policy.version, given=True).exists()


def withdrawn(person: User, purpose: str, source: str) -> Consent | None:
    """Write down that it no longer holds, in the words that it was given in."""
    last = person.consents.filter(purpose=purpose).order_by("-at", "-pk").first()
    if last is None or not last.given:
        return None
    return Consent.objects.create(
        person=person, purpose=purpose, given=False, wording=last.wording, version=last.version,
        source=source[:80],
    )  # fmt: skip


def listing_changed(person: User, before: str) -> None:
    """Who shows themselves to everybody has agreed to it, and takes it back by hiding."""
    public = User.Audience.PUBLIC
    if person.listed_for == public and before != public:
        give(
            person, "listing", _("Everybody may find me in the directory, visitors too."),
            source="profile",
        )  # fmt: skip
    elif before == public and person.listed_for != public:
        withdrawn(person, "listing", "profile")


@transaction.atomic
def take_back(person: User, name: str) -> None:
    """Take one consent back: what it allowed ends at once."""
    purpose = consents.purpose(name)
    if purpose is None or purpose.take_back is None:
        raise Refused(_("This is taken back in another place."))
    if not consents.stands(purpose, person):
        raise Refused(_("You have taken this back already."))
    purpose.take_back(person)
    withdrawn(person, name, "my data")
