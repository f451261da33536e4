"""Rows of members: invited, never created. Who has an account may be brought up to date."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import audit
from core.fields import ascii_address
from core.names import split_name
from members.actions import invitations, memberships
from members.models import (
    Import,
    ImportRow,
    Institution,
    Invitation,
    Membership,
    Position,
    User,
)

from .plans import (
    Column,
    Outcome,
    Plan,
    Wrong,
    choice_of,
    country_of,
    guess,
    harmless,
    institutions_named,
    language_of,
    type_of,
)

COLUMNS = [
    Column("email", gettext_lazy("E-mail address"), required=True,
           aliases=("e-mail", "e-mail address", "mail", "email address")),
    Column("first_name", gettext_lazy("First name"), aliases=("given name", "forename")),
    Column("last_name", gettext_lazy("Last name"), aliases=("surname", "family name")),
    Column("name", gettext_lazy("Whole name"),
           gettext_lazy("where first and last name stand in one column; the last word is the last"
                        " name, or what stands before a comma, or what is in capitals alone"),
           aliases=("full name", "name and surname", "member", "person")),
    Column("language", gettext_lazy("Language of e-mails"), gettext_lazy("such as mk")),
    Column("institution", gettext_lazy("Institution"), gettext_lazy("Name or ROR iD"),
           aliases=("university", "affiliation")),
    Column("country", gettext_lazy("Country"), gettext_lazy("Code or name")),
    Column("role", gettext_lazy("Role at the institution"),
           gettext_lazy("representative, deputy, centre-head, editor or staff")),
    Column("type", gettext_lazy("Type of membership"), aliases=("membership", "membership type")),
]  # fmt: skip
EXAMPLE = {
    "email": "iskra@example.org", "first_name": "Iskra", "last_name": "Primerova",
    "language": "mk", "institution": "", "country": "MK", "role": "", "type": "individual",
}  # fmt: skip


def columns_of(header: list[str]) -> dict[str, int]:
    """Which of our columns stands where. "Name" beside "Surname" is the first name."""
    found = guess(COLUMNS, header)
    if "name" in found and "last_name" in found and "first_name" not in found:
        found["first_name"] = found.pop("name")
    return found


def _names(values) -> tuple[str, str]:
    first, last = values.get("first_name", ""), values.get("last_name", "")
    if values.get("name") and not (first or last):
        return split_name(values["name"])
    return first, last


def _name_as_read(values) -> str:
    """How a whole name was split, so that somebody sees it before it is used."""
    if not values.get("name") or values.get("first_name") or values.get("last_name"):
        return ""
    first, last = split_name(values["name"])
    return _("First name “%(first)s”, last name “%(last)s”.") % {"first": first, "last": last}


def key_of(values: dict[str, str]) -> str:
    return values.get("email", "").strip().lower()[:254]


def plan(source: Import, row: ImportRow, values: dict[str, str]) -> Plan:
    """What the row would do, as the register is now."""
    found = _plan(source, row, values)
    found.sentence = " ".join(filter(None, [found.sentence, _name_as_read(values)]))
    return found


def _plan(source, row, values) -> Plan:
    wish = _wish(source, row, values)
    person = invitations.person_at(wish["email"])
    if person and _has_it(person, wish):
        return _existing(source, person, values, wish)
    waiting = Invitation.objects.open().filter(
        email__iexact=wish["email"], institution=wish["institution"]
    )
    if invitation := waiting.first():
        return _waiting(source, invitation, wish)
    sentence = _("Gets an invitation.")
    if person:
        sentence = _("Has an account, and gets an invitation.")
    return Plan(
        Outcome.NEW, sentence, do=lambda: invitations.invite(by=source.by, source=source, **wish)
    )


def _wish(source, row, values) -> dict:
    """What the row asks for; Wrong with everything that is, so that one look mends it."""
    faults = []

    def heed(read, *args):
        try:
            return read(*args)
        except Wrong as fault:
            faults.append(str(fault))

    first, last = _names(values)
    wish = {
        "email": heed(_email, values.get("email", "")),
        "first_name": (heed(harmless, first, _("first name")) or "")[:80],
        "last_name": (heed(harmless, last, _("last name")) or "")[:80],
        "language": heed(language_of, values.get("language", ""), source.language),
        "role": heed(_role, values.get("role", "")),
        "type": heed(type_of, values.get("type", ""), source.type),
    }
    country = heed(country_of, values.get("country", ""))
    named = values.get("institution", "")
    wish["institution"] = heed(_institution, named, country)
    if wish["role"] and not named:
        faults.append(_("A role needs an institution."))
    if wish["type"] and wish["type"].for_institutions and not named:
        faults.append(_("Name the institution that becomes a member."))
    if faults:
        raise Wrong(" ".join(faults))
    return wish


def _email(typed) -> str:
    typed = typed.strip().lower()
    try:
        email = ascii_address(typed)
        validate_email(email)
    except ValidationError:
        raise Wrong(_("“%(typed)s” is not an e-mail address.") % {"typed": typed[:60]}) from None
    return email


def _role(typed) -> str:
    return typed and choice_of(typed, Position.Role.choices, _("There is no role “%(typed)s”."))


def _institution(typed, country) -> Institution | None:
    if not typed:
        return None
    if "ror.org/" in typed.lower():
        end = typed.rstrip("/").rpartition("/")[2]
        if there := Institution.objects.filter(ror__iendswith=end).first():
            return there
    named = institutions_named(typed, country)
    if not named:
        raise Wrong(
            _("There is no institution “%(typed)s” in the register.") % {"typed": typed[:80]}
        )
    if len(named) > 1:
        raise Wrong(
            _("Several institutions are called so: %(names)s.")
            % {"names": ", ".join(f"{one.name} ({one.country})" for one in named[:3])}
        )
    return named[0]


def _has_it(person: User, wish) -> bool:
    """Whether somebody holds already what the row would invite to."""
    if wish["type"] and not wish["type"].for_institutions:
        return Membership.objects.live().filter(person=person).exists()
    if wish["institution"]:
        places = Position.objects.current().filter(institution=wish["institution"], person=person)
        return places.filter(role=wish["role"]).exists() if wish["role"] else places.exists()
    return True


def _existing(source, person, values, wish) -> Plan:
    new = {name: wish[name] for name in ("first_name", "last_name") if wish[name]}
    if wish["institution"]:
        new["institution"] = wish["institution"]
    if country := country_of(values.get("country", "")):
        new["country"] = country
    changes = [
        [name, str(getattr(person, name) or ""), str(value)]
        for name, value in new.items()
        if getattr(person, name) != value
    ]
    if not changes:
        return Plan(Outcome.SKIP, _("Exists already, unchanged."))
    if source.existing == Import.Existing.SKIP:
        return Plan(Outcome.SKIP, _("Exists already."), changes)
    if person.is_staff and not (source.by and source.by.is_superuser):
        return Plan(Outcome.SKIP, _("Works for the network: an administrator corrects that."))
    return Plan(Outcome.UPDATE, changes=changes, do=lambda: _bring_up_to_date(source, person, new))


def _bring_up_to_date(source, person, new) -> None:
    person = User.objects.select_for_update().get(pk=person.pk)
    before = {name: getattr(person, name) for name in new}
    for name, value in new.items():
        setattr(person, name, value)
    memberships.refile(person)
    audit.record("import", person, whom=person, before=before, after=new, reason=str(source))


def _waiting(source, invitation, wish) -> Plan:
    names = ("first_name", "last_name", "language")
    changes = [
        [name, getattr(invitation, name), wish[name]]
        for name in names
        if wish[name] and wish[name] != getattr(invitation, name)
    ]
    if not changes or source.existing == Import.Existing.SKIP:
        return Plan(Outcome.SKIP, _("An invitation to this address is open already."), changes)

    def correct():
        Invitation.objects.filter(pk=invitation.pk).update(
            **{name: wish[name] for name in names if wish[name]}
        )

    return Plan(Outcome.UPDATE, _("The open invitation is corrected."), changes, correct)
