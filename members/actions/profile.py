from django.core.files.base import File
from django.db import transaction

from core.textfold import fold
from members.models import Expertise, Institution, User

from . import consents, memberships


@transaction.atomic
def save(
    person: User,
    *,
    shows: dict[str, str],
    links: list[dict],
    institution: Institution | None,
    expertise: list[str],
    photo: File | None = None,
    remove_photo: bool = False,
) -> User:
    """Keep what a person says of themselves; `person` carries the plain fields."""
    row = User.objects.select_for_update().get(pk=person.pk)
    stored = row.photo
    if photo:
        person.photo = photo
    elif remove_photo:
        person.photo = ""
    person.shows, person.links, person.institution = shows, links, institution
    if not person.country_id and institution:
        person.country_id = institution.country_id
    person.expertise.set(named(expertise))
    memberships.refile(person)
    consents.listing_changed(person, before=row.listed_for)
    if stored and stored.name != person.photo.name:
        storage, name = stored.storage, stored.name
        transaction.on_commit(lambda: storage.delete(name))
    return person


@transaction.atomic
def save_audiences(person: User, *, shows: dict[str, str], listed_for: str, written_to_by: str):
    """Keep who sees, who finds and who may write to a person."""
    person = User.objects.select_for_update().get(pk=person.pk)
    person.shows, person.listed_for, person.written_to_by = shows, listed_for, written_to_by
    memberships.refile(person)


def named(words: list[str]) -> list[str]:
    """The fields that exist already, in whatever language they are named, and the new ones."""
    known = {}
    for tag in Expertise.objects.all():
        for word in (*tag.labels.values(), tag.name):
            known[fold(word)] = tag.name
    return [known.get(fold(word), word) for word in words]
