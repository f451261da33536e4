"""What people, institutions and centres look like to a searcher."""

from core import search

from .models import Centre, Institution, User
from .models.people import institutions_of


def describe_person(person: User) -> search.Entry | None:
    """What everybody in the audience that finds somebody may read of them, and no more."""
    audience = _audience_of(person)
    if not (person.is_active and person.is_member and person.withheld_at is None and audience):
        return None
    # Each audience is part of the ones before it.
    wide = list(_WIDER_FIRST)
    open_to = wide[: wide.index(person.listed_for) + 1]
    folded = dict(
        zip(
            wide,
            (person.folded, person.folded_for_members, person.folded_for_colleagues),
            strict=True,
        )
    )
    words = [folded[one] for one in open_to]
    if person.audience_of("bio") in open_to:
        words.append(person.bio)
    summary = person.headline if person.audience_of("headline") in open_to else ""
    return search.Entry(
        title=person.name, text=" ".join(words), audience=audience, summary=summary
    )


_WIDER_FIRST = (User.Audience.PUBLIC, User.Audience.MEMBERS, User.Audience.COLLEAGUES)


def _audience_of(person: User) -> str:
    """The name of the searchers who find this person; empty when nobody does."""
    match person.listed_for:
        case User.Audience.PUBLIC:
            return search.PUBLIC
        case User.Audience.MEMBERS:
            return search.MEMBERS
        case User.Audience.COLLEAGUES if person.institution_id:
            return f"institution:{person.institution_id}"
    return ""


def describe_institution(institution: Institution) -> search.Entry | None:
    if not institution.is_confirmed:
        return None
    return search.Entry(
        title=institution.name,
        text=f"{institution.folded} {institution.description}",
        summary=f"{institution.get_kind_display()}, {institution.city}",
    )


def describe_centre(centre: Centre) -> search.Entry | None:
    if not centre.institution.is_confirmed:
        return None
    return search.Entry(
        title=centre.name,
        text=f"{centre.institution.folded} {centre.folded} {centre.description}",
        summary=centre.institution.name,
    )


def audiences(viewer) -> list[str]:
    inside = [search.MEMBERS] if viewer.is_authenticated and viewer.is_member else []
    return inside + [f"institution:{key}" for key in institutions_of(viewer)]
