"""The register of institutions and who stands for them."""

from django.db import transaction

from core import audit, search
from core.jobs import enqueue
from core.slugs import slug_of
from members import tasks
from members.models import Centre, Institution, InstitutionName, Position, User

from . import positions

_BATCH = 500
_WORDS = ["folded", "folded_for_members", "folded_for_colleagues"]


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
    """After a change of its data or names: what typeahead and search know of it.

    What its people are found by follows in the background: a university has thousands.
    """
    institution.save()
    search.index(institution)
    for centre in institution.centres.select_related("institution"):
        search.index(centre)
    if institution.people_stale:
        enqueue(tasks.refile_people, institution.pk)


def refile_people(institution: Institution) -> int:
    """Let the people of a renamed institution be found by its new names. Returns how many."""
    stale = Institution.objects.filter(pk=institution.pk, people_stale=True)
    # Taken down first: a name that changes meanwhile puts it up again.
    if not stale.update(people_stale=False):
        return 0
    done = 0
    try:
        people = User.objects.filter(institution=institution.pk).order_by("pk")
        people = people.select_related("institution").prefetch_related("expertise")
        for batch in search.batched(people.iterator(chunk_size=_BATCH), _BATCH):
            with transaction.atomic():
                done += _refiled(batch)
    except BaseException:
        Institution.objects.filter(pk=institution.pk).update(people_stale=True)
        raise
    return done


def _refiled(people: list[User]) -> int:
    # Who edits a profile now waits, and then writes what is newer.
    list(User.objects.select_for_update().filter(pk__in=[one.pk for one in people]).only("pk"))
    for person in people:
        person.refold(expertise=list(person.expertise.all()))
    User.objects.bulk_update(people, _WORDS, batch_size=100)
    # Who is not to be found today has no entry that could be wrong.
    search.index_many("member", people)
    return len(people)


def tend() -> None:
    """Take up what a task did not come to."""
    for institution in Institution.objects.filter(people_stale=True):
        refile_people(institution)


@transaction.atomic
def edit(institution: Institution, *, others=None) -> Institution:
    """Keep what was changed of an institution; `others` is the formset of its other names.

    The picture before goes when the new one stands.
    """
    stored = Institution.objects.select_for_update().get(pk=institution.pk)
    before, names = audit.snapshot(stored), sorted(map(str, stored.names.all()))
    institution.save()
    if others is not None:
        others.save()
    after = {**audit.snapshot(institution), "other names": _names(institution)}
    audit.record("edit", institution, before={**before, "other names": names}, after=after)
    refile(institution)
    drop_logo(stored, institution)
    return institution


def _names(institution: Institution) -> list[str]:
    return sorted(str(name) for name in InstitutionName.objects.filter(institution=institution))


def drop_logo(before: Institution, after: Institution) -> None:
    """Delete the picture that nothing shows any more, once that stands."""
    old = before.logo
    if old and old.name != after.logo.name:
        storage, name = old.storage, old.name
        transaction.on_commit(lambda: storage.delete(name))


@transaction.atomic
def appoint(person: User, institution: Institution, centre: Centre | None = None) -> Position:
    """Make `person` the authorised representative; whoever was it hands over today."""
    return positions.appoint(person, institution, centre)
