"""What the repository knows about a person, and how it forgets."""

from django.db import transaction
from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from core import search
from core.uploads import REFUSED_STATES
from members import forgetting
from members.models import User

from . import actions
from .models import Author, Resource, ResourceFile, ReviewStep


def export(person: User) -> dict:
    """Everything `person` has deposited and decided, ready for JSON."""
    records = Resource.objects.filter(depositor=person).prefetch_related(
        "authors", "tags", "files", "steps"
    )
    return {
        "records": [_record(record) for record in records],
        "decisions": [
            {"record": step.resource.title, "after": step.after, "reason": step.reason,
             "at": step.at.isoformat()}
            for step in ReviewStep.objects.filter(actor=person).exclude(
                resource__depositor=person
            ).select_related("resource")
        ],
    }  # fmt: skip


def _record(record: Resource) -> dict:
    return {
        "id": record.short_id, "state": record.state, "kind": record.kind, "title": record.title,
        "abstract": record.abstract, "language": record.language, "licence": record.licence,
        "discipline": record.discipline, "year": record.year, "doi": record.doi,
        "link": record.link, "published_in": record.published_in, "audience": record.audience,
        "downloads": record.download_count,
        "picture": record.picture.name, "picture_shows": record.picture_alt,
        "tags": [tag.name for tag in record.tags.all()],
        "authors": [
            {"name": author.name, "affiliation": author.affiliation, "orcid": author.orcid}
            for author in record.authors.all()
        ],
        "files": [
            {"name": file.name, "size": file.size, "sha256": file.sha256,
             "kept_as": file.file.name}
            for file in record.files.all()
        ],
        "steps": [
            {"before": step.before, "after": step.after, "reason": step.reason,
             "at": step.at.isoformat()}
            for step in record.steps.all()
        ],
    }  # fmt: skip


def files(person: User) -> list:
    """The files `person` has uploaded, for the bundle."""
    pictures = Resource.objects.filter(depositor=person).exclude(picture="")
    return [*(row.file for row in _theirs(person)), *(record.picture for record in pictures)]


def usage(person: User) -> int:
    return _theirs(person).aggregate(total=Sum("size"))["total"] or 0


def _theirs(person: User):
    return ResourceFile.objects.filter(uploader=person).exclude(scan__in=REFUSED_STATES)


@transaction.atomic
def erase(person: User, keep_content: bool) -> None:
    """Let go of what `person` deposited; as an author of what stays they are "a former member".

    Other authors stay as they are written.
    """
    _take_the_author_out(person)
    actions.forget_depositor(person, keep_content)


def _take_the_author_out(person: User) -> None:
    """Their name under works: where it hangs on the account, or in what they deposited."""
    spelt = Q(pk=None)
    for name in forgetting.known(person).names:
        spelt |= Q(name__iexact=name)
    theirs = Author.objects.filter(Q(person=person) | Q(spelt, resource__depositor=person))
    works = list(Resource.objects.filter(pk__in=theirs.values("resource")))
    pks = list(theirs.values_list("pk", flat=True))
    Author.objects.filter(pk__in=pks).update(
        person=None, name=_("A former member"), affiliation="", orcid=""
    )
    for work in works:
        work.byline = ", ".join(work.authors.values_list("name", flat=True))[:500]
        work.save(update_fields=["byline"])
        search.index(work)
