"""Rows of institutions: entered as confirmed, or brought up to date."""

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import audit
from core.exceptions import Refused
from core.textfold import fold
from members.actions import institutions
from members.models import Country, Import, ImportRow, Institution, InstitutionName

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
)

COLUMNS = [
    Column("name", gettext_lazy("Name"), required=True, aliases=("institution", "university")),
    Column("country", gettext_lazy("Country"), gettext_lazy("Code or name"), required=True),
    Column("acronym", gettext_lazy("Acronym")),
    Column("kind", gettext_lazy("Kind"),
           gettext_lazy("hei, organisation, associate or public-body"), aliases=("type",)),
    Column("city", gettext_lazy("City")),
    Column("website", gettext_lazy("Website"), aliases=("url",)),
    Column("ror", gettext_lazy("ROR iD"), aliases=("ror id",)),
    Column("erasmus_code", gettext_lazy("Erasmus code"), aliases=("erasmus",)),
    Column("pic", gettext_lazy("PIC")),
    Column("other_names", gettext_lazy("Other names"),
           gettext_lazy("separated by |"), aliases=("names", "former names")),
]  # fmt: skip
EXAMPLE = {
    "name": "Univerzitet u Primeru", "country": "RS", "acronym": "UPR", "kind": "hei",
    "city": "Primer", "website": "https://www.example.org", "other_names": "Универзитет у Примеру",
}  # fmt: skip
_PLAIN = ["acronym", "kind", "city", "website", "ror", "erasmus_code", "pic"]


def columns_of(header: list[str]) -> dict[str, int]:
    """Which of our columns stands where, by what the header says."""
    return guess(COLUMNS, header)


def key_of(values: dict[str, str]) -> str:
    """What two rows about one institution share."""
    return f"{fold(values.get('country', ''))}:{fold(values.get('name', ''))}"[:254]


def plan(source: Import, row: ImportRow, values: dict[str, str]) -> Plan:
    """What the row would do to the register as it is now."""
    entry = _entry(values)
    others = _other_names(values)
    there = _match(entry)
    if there is None:
        return Plan(Outcome.NEW, do=lambda: _enter(source, entry, others))
    changes = _changes(there, entry, others)
    if not changes:
        return Plan(Outcome.SKIP, _("It is in the register already, unchanged."))
    if source.existing == Import.Existing.SKIP:
        return Plan(Outcome.SKIP, _("It is in the register already."), changes)
    return Plan(
        Outcome.UPDATE, changes=changes,
        do=lambda: _bring_up_to_date(source, there, entry, others, changes),
    )  # fmt: skip


def _entry(values) -> Institution:
    """An institution as the row says, not kept yet; Wrong with the first thing that is."""
    name = harmless(" ".join(values.get("name", "").split()), _("name"))
    if not name:
        raise Wrong(_("The name is missing."))
    country = country_of(values.get("country", ""))
    if country is None:
        raise Wrong(_("The country is missing."))
    entry = Institution(name=name, country=country, slug="not-kept", is_confirmed=True, kind="")
    for field in _PLAIN:
        if (value := values.get(field)) and hasattr(entry, field):
            setattr(entry, field, harmless(value, field))
    if entry.kind:
        entry.kind = choice_of(
            entry.kind, Institution.Kind.choices, _("There is no kind “%(typed)s”.")
        )
    if entry.website and "://" not in entry.website:
        entry.website = f"https://{entry.website}"
    try:
        entry.clean_fields(exclude={"kind"} if not entry.kind else None)
    except ValidationError as error:
        field, sentences = next(iter(error.message_dict.items()))
        label = Institution._meta.get_field(field).verbose_name
        raise Wrong(f"{label}: {sentences[0]}") from None
    return entry


def _other_names(values) -> list[str]:
    parts = (part.strip() for part in values.get("other_names", "").split("|"))
    return [harmless(part, _("name"))[:200] for part in parts if part]


def _match(entry: Institution) -> Institution | None:
    """The one of the register that the row speaks of: by ROR, else by country and any name."""
    by_ror = None
    if entry.ror:
        end = entry.ror.rstrip("/").rpartition("/")[2]
        by_ror = Institution.objects.filter(Q(ror=entry.ror) | Q(ror__iendswith=end)).first()
    named = institutions_named(entry.name, entry.country)
    if by_ror:
        if named and by_ror not in named:
            raise Wrong(_("Its ROR iD is that of %(name)s.") % {"name": by_ror.name})
        return by_ror
    if len(named) > 1:
        raise Wrong(_("Several institutions are called so: %(names)s.") % {
            "names": ", ".join(one.name for one in named[:3])
        })  # fmt: skip
    return named[0] if named else None


def _changes(there, entry, others) -> list[list[str]]:
    changes = []
    for field in ["name", *_PLAIN]:
        new, old = getattr(entry, field, ""), getattr(there, field, "")
        # Another spelling of a name it has is not another name.
        if field == "name" and new != old and fold(new) in _folded_names(there):
            continue
        if new and new != old:
            changes.append([field, str(old), str(new)])
    known = _folded_names(there)
    fresh = [name for name in others if fold(name) not in known]
    if fresh:
        changes.append(["other_names", "", " | ".join(fresh)])
    if not there.is_confirmed:
        changes.append(["is_confirmed", "", _("yes")])
    return changes


def _folded_names(institution) -> set[str]:
    return {fold(institution.name), *(fold(one.name) for one in institution.names.all())}


def _enter(source, entry: Institution, others) -> None:
    # Whoever enters institutions of one country at the same moment waits here.
    Country.objects.select_for_update().get(pk=entry.country_id)
    if _match(entry):
        raise Refused(_("It is in the register already."))
    entry.slug = institutions.free_slug(entry.name)
    entry.kind = entry.kind or Institution.Kind.HEI
    entry.save()
    InstitutionName.objects.bulk_create(
        InstitutionName(institution=entry, name=name) for name in others
    )
    institutions.refile(entry)
    audit.record("import", entry, after=audit.snapshot(entry), reason=str(source))


def _bring_up_to_date(source, there, entry, others, changes) -> None:
    there = Institution.objects.select_for_update().get(pk=there.pk)
    before = audit.snapshot(there)
    for field, _old, _new in changes:
        if field not in {"other_names", "is_confirmed"}:
            setattr(there, field, getattr(entry, field))
    there.is_confirmed = True
    there.save()
    known = _folded_names(there)
    InstitutionName.objects.bulk_create(
        InstitutionName(institution=there, name=name) for name in others if fold(name) not in known
    )
    institutions.refile(there)
    audit.record("import", there, before=before, after=audit.snapshot(there), reason=str(source))
