"""Drafts that other apps hand in for somebody: `core.deposits`."""

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse

from core import uploads
from core.deposits import Deposit
from core.exceptions import Refused
from members.models import User

from . import actions
from .models import Resource


def deposit(person: User, given: Deposit) -> str:
    """A draft with its files, for the person to look over; the address of its form."""
    files = [_looked_into(name, content) for name, content in given.files]
    resource = Resource(
        depositor=person,
        title=given.title[:300],
        abstract=given.abstract[:10_000],
        language=given.language,
        kind=given.kind,
        centre=given.centre,
    )
    author = {"name": person.name, "person": person, "orcid": person.orcid}
    actions.save(resource, person, authors=[author], tags=[], uploads=files)
    return reverse("resources:edit", args=[resource.short_id])


def _looked_into(name: str, content: bytes) -> ContentFile:
    file = ContentFile(content, name=name)
    try:
        file.checked = uploads.check(file)
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    return file
