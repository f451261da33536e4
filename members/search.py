"""What people, institutions and centres look like to a searcher."""

from core import search

from .models import Centre, Institution, User


def describe_person(person: User) -> search.Entry | None:
    """What everybody in the audience that finds somebody may read of them, and no more."""
    audiences = {User.Audience.PUBLIC: search.PUBLIC, User.Audience.MEMBERS: search.MEMBERS}
    audience = audiences.get(person.listed_for)
    if not (person.is_active and person.is_member and audience):
        return None
    inside = audience == search.MEMBERS
    words = [person.folded, person.folded_for_members if inside else ""]
    if person.audience_of("bio") == User.Audience.PUBLIC or (
        inside and person.audience_of("bio") == User.Audience.MEMBERS
    ):
        words.append(person.bio)
    open_to = {User.Audience.PUBLIC, User.Audience.MEMBERS} if inside else {User.Audience.PUBLIC}
    summary = person.headline if person.audience_of("headline") in open_to else ""
    return search.Entry(
        title=person.name, text=" ".join(words), audience=audience, summary=summary
    )


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
        text=f"{centre.institution.folded} {centre.description}",
        summary=centre.institution.name,
    )


def audiences(viewer) -> list[str]:
    return [search.MEMBERS] if viewer.is_authenticated and viewer.is_member else []
