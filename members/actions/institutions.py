"""The register of institutions and who stands for them."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import search
from core.exceptions import Refused
from core.slugs import slug_of
from members.models import Centre, Institution, Position, User

from . import memberships


@transaction.atomic
def enter(*, name: str, kind: str, country: str, city: str = "", website: str = "") -> Institution:
    """Put an institution into the register, or find the one that is there by that name."""
    institution, made = Institution.objects.get_or_create(
        name=name,
        country_id=country,
        defaults={
            "slug": free_slug(name), "kind": kind, "city": city, "website": website,
            "is_confirmed": True,
        },
    )  # fmt: skip
    if made:
        search.index(institution)
    elif not institution.is_confirmed:
        confirm(institution)
    return institution


def free_slug(name: str, model: type = Institution) -> str:
    """A readable slug that nothing else of `model` has."""
    stem = slug_of(name, "institution")
    slug, number = stem, 2
    while model.objects.filter(slug=slug).exists():
        slug, number = f"{stem}-{number}", number + 1
    return slug


@transaction.atomic
def confirm(institution: Institution) -> None:
    """Let an institution stand in the register for everybody."""
    institution.is_confirmed = True
    institution.save(update_fields=["is_confirmed"])
    refile(institution)


def refile(institution: Institution) -> None:
    """After a change of its data or names: what typeahead and search know of it."""
    institution.save()
    search.index(institution)
    for centre in institution.centres.select_related("institution"):
        search.index(centre)


@transaction.atomic
def save_centre(centre: Centre) -> None:
    """Keep a centre and let it be found."""
    centre.save()
    search.index(centre)


@transaction.atomic
def appoint(person: User, institution: Institution, centre: Centre | None = None) -> Position:
    """Make `person` the authorised representative; whoever was it hands over today."""
    Institution.objects.select_for_update().get(pk=institution.pk)
    current = Position.objects.filter(
        institution=institution, role=Position.Role.REPRESENTATIVE, ended_on=None
    )
    before = list(current.select_related("person"))
    if [position.person_id for position in before] == [person.pk]:
        raise Refused(_("%(name)s is the representative already.") % {"name": person.name})
    current.update(ended_on=timezone.localdate())
    position = Position.objects.create(
        person=person, institution=institution, centre=centre, role=Position.Role.REPRESENTATIVE
    )
    for somebody in [*(position.person for position in before), person]:
        memberships.refresh(person=somebody)
    return position
