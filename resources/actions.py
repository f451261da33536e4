"""What can be done with a record. Every step locks the record, so that two never cross."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from core import search
from core.exceptions import Refused
from core.jobs import enqueue
from core.roles import CURATORS
from core.uploads import Scan
from members.models import User
from members.permissions import may_publish_for
from notifications.actions import notify
from notifications.sentences import Sentence

from . import tallies
from .models import Author, Resource, ResourceFile, ReviewStep, Tag, Tagging
from .permissions import (
    REVIEW,
    can_choose_centre,
    can_delete,
    can_edit,
    can_publish,
    can_review,
    can_take_back,
    can_withdraw,
)

State = Resource.State
_HANDED_IN = (State.SUBMITTED, State.ACCEPTED)
_SENTENCES = {
    Scan.INFECTED: _("The virus scanner refused your file “%(name)s”."),
    Scan.REFUSED: _("Your file “%(name)s” is damaged, or unpacks to too much. It was not kept."),
}
_MOVED_ON = _(
    "This resource has been changed by somebody else meanwhile. Please look at it again."
)


def _lock(resource: Resource) -> Resource:
    """The row as it is now, held until the transaction ends."""
    return Resource.objects.select_for_update(of=("self",)).get(pk=resource.pk)


def _step(resource: Resource, actor: User | None, after: str, reason: str = "") -> None:
    """Write down a step and take it."""
    ReviewStep.objects.create(
        resource=resource, actor=actor, before=resource.state, after=after, reason=reason
    )
    resource.state = after


# --- Writing ---------------------------------------------------------------------------------


@transaction.atomic
def save(resource: Resource, member: User, *, authors: Iterable[dict], tags: Iterable[str],
         uploads: Iterable = (), remove: Iterable[int] = ()) -> Resource:  # fmt: skip
    """Keep what was written in the form. An accepted record must stay complete.

    `resource` carries the new words and the state in which the writer saw it. A new record
    whose form was sent before is not made again: the one that is there is returned.
    """
    was_counted = False
    before = None
    if not resource.pk and resource.once:
        # One member's forms wait for each other here.
        User.objects.select_for_update().get(pk=member.pk)
        if there := Resource.objects.filter(depositor=member, once=resource.once).first():
            return there
    if resource.pk:
        before = _lock(resource)
        if before.state != resource.state:
            raise Refused(_MOVED_ON)
        if not can_edit(member, before):
            raise Refused(_("This resource cannot be changed any more."))
        if before.state in _HANDED_IN and (gaps := resource.missing_words()):
            raise Refused(next(iter(gaps.values())))
        resource.last_file_number = before.last_file_number
        resource.download_count = before.download_count
        was_counted = before.is_accepted
        if was_counted:
            tallies.change(before, -1)
    _keep_to_own_centre(resource, before, member)
    rows = [Author(position=at, **author) for at, author in enumerate(authors)]
    resource.byline = ", ".join(row.name for row in rows)[:500]
    resource.save()
    if before:
        before.drop_pictures(kept=resource)
    resource.authors.all().delete()
    for row in rows:
        row.resource = resource
    Author.objects.bulk_create(rows)
    set_tags(resource, tags)
    resource.files.filter(number__in=list(remove)).delete()
    _take_in(resource, member, uploads)
    if resource.state in _HANDED_IN:
        if gaps := resource.missing():
            raise Refused(next(iter(gaps.values())))
        _step(resource, member, resource.state, str(_("The resource was corrected.")))
    if was_counted:
        tallies.change(resource, +1)
        search.index(resource)
    return resource


def _keep_to_own_centre(resource: Resource, before: Resource | None, member: User) -> None:
    """A centre is chosen before it is handed in, by whoever publishes for it (still)."""
    if before and not can_choose_centre(member, before):
        resource.centre_id = before.centre_id
    elif resource.centre_id and not (
        member.has_perm(REVIEW) or may_publish_for(member, resource.centre)
    ):
        resource.centre = None


def set_tags(resource: Resource, names: Iterable[str]) -> None:
    """Give a record these tags and no others. By slug: Assessment and assessment are one."""
    wanted = {slugify(name, allow_unicode=True): name for name in names}
    wanted.pop("", None)
    Tag.objects.bulk_create(
        [Tag(name=name, slug=slug) for slug, name in wanted.items()], ignore_conflicts=True
    )
    resource.taggings.exclude(tag__slug__in=wanted).delete()
    Tagging.objects.bulk_create(
        [Tagging(content_object=resource, tag=tag) for tag in Tag.objects.filter(slug__in=wanted)],
        ignore_conflicts=True,
    )


def _take_in(resource: Resource, member: User, uploads: Iterable) -> None:
    for upload in uploads:
        resource.last_file_number += 1
        row = ResourceFile(resource=resource, number=resource.last_file_number, uploader=member)
        row.take_in(upload)
        row.save()
        if row.scan == Scan.WAITING:
            _queue_scan(row)
    resource.save(update_fields=["last_file_number"])


def _queue_scan(row: ResourceFile) -> None:
    from .tasks import scan_file

    enqueue(scan_file, row.pk)


@transaction.atomic
def delete(resource: Resource, member: User) -> None:
    """Throw away a record that nobody has accepted, with its files."""
    resource = _lock(resource)
    if not can_delete(member, resource):
        raise Refused(_("This resource cannot be deleted any more."))
    _delete(resource)


def _delete(resource: Resource) -> None:
    search.forget(resource)
    resource.drop_pictures()
    resource.delete()


# --- Handing in and deciding -----------------------------------------------------------------


@transaction.atomic
def submit(resource: Resource, member: User) -> None:
    """Hand a complete record to the curators, and tell them."""
    resource = _lock(resource)
    if resource.depositor_id != member.pk or not resource.is_editable:
        raise Refused(_("This resource has been handed in already."))
    if gaps := resource.missing():
        raise Refused(next(iter(gaps.values())))
    _step(resource, member, State.SUBMITTED)
    resource.submitted_at = timezone.now()
    resource.save()
    curators = User.objects.filter(groups__name=CURATORS, is_active=True).exclude(pk=member.pk)
    title = resource.title
    notify(
        "resources.waiting", curators,
        Sentence(_("“%(title)s” waits for a curator."), title=title[:150]),
        review_path(resource),
    )  # fmt: skip


@transaction.atomic
def publish_for_centre(resource: Resource, member: User) -> None:
    """Put a centre's own record into the catalogue at once: no curator has to look at it."""
    resource = _lock(resource)
    if not can_publish(member, resource):
        raise Refused(_("You do not publish for this centre any more."))
    if gaps := resource.missing():
        raise Refused(next(iter(gaps.values())))
    _check_scans(resource)
    _step(resource, member, State.ACCEPTED)
    resource.submitted_at = resource.published_at = timezone.now()
    resource.save()
    tallies.change(resource, +1)
    search.index(resource)


def review_path(resource: Resource) -> str:
    return reverse("admin:resources_resource_change", args=[resource.pk])


@transaction.atomic
def take_back(resource: Resource, member: User) -> None:
    """Make a record that waits for a curator a draft again."""
    resource = _lock(resource)
    if not can_take_back(member, resource):
        raise Refused(_("A curator has decided about this resource already."))
    _step(resource, member, State.DRAFT)
    resource.save()


def _decide(resource: Resource, curator: User) -> Resource:
    """The locked record, if this curator may decide about it now."""
    resource = _lock(resource)
    if not can_review(curator, resource):
        raise Refused(_("Another curator must decide about your own resource."))
    if resource.state != State.SUBMITTED:
        raise Refused(
            _("Somebody has decided already: this resource is “%(state)s” now.")
            % {"state": resource.get_state_display()}
        )
    return resource


@transaction.atomic
def accept(resource: Resource, curator: User, note: str = "", *, seen: str = "") -> None:
    """Put a record into the catalogue and tell its depositor.

    `seen` is its mark as the curator read it: what was changed since is read again first.
    """
    resource = _decide(resource, curator)
    if seen and seen != resource.mark:
        raise Refused(_MOVED_ON)
    _check_scans(resource)
    _step(resource, curator, State.ACCEPTED, note)
    resource.published_at = resource.published_at or timezone.now()
    resource.save()
    tallies.change(resource, +1)
    search.index(resource)
    _tell_depositor(
        resource, "resource_accepted", "resources.accepted",
        _("“%(title)s” is in the repository now."), note,
    )  # fmt: skip


def _check_scans(resource: Resource) -> None:
    states = set(resource.files.values_list("scan", flat=True))
    if Scan.INFECTED in states:
        raise Refused(_("The virus scanner refused a file of this resource. Return it instead."))
    if Scan.REFUSED in states:
        raise Refused(_("A file of this resource cannot be unpacked. Return it instead."))
    if Scan.WAITING in states:
        raise Refused(_("A file is still being checked. Try again in a minute."))


@transaction.atomic
def return_(resource: Resource, curator: User, reason: str) -> None:
    """Give a record back to its depositor with what should be changed."""
    if not reason.strip():
        raise Refused(_("Say what should be changed: the depositor reads it."))
    resource = _decide(resource, curator)
    if resource.depositor_id is None:
        raise Refused(_("Its depositor has left the network. Accept it or withdraw it."))
    _step(resource, curator, State.RETURNED, reason.strip())
    resource.save()
    _tell_depositor(
        resource, "resource_returned", "resources.returned",
        _("“%(title)s” needs a change before it can be accepted."), reason.strip(),
    )  # fmt: skip


def _tell_depositor(resource: Resource, template: str, kind: str, sentence, note: str) -> None:
    if resource.depositor is None:
        return
    title = resource.title[:150]
    notify(
        kind, [resource.depositor], Sentence(sentence, title=title),
        resource.get_absolute_url(), template=template,
        context={"title": resource.title, "note": note, "short_id": resource.short_id},
    )  # fmt: skip


@transaction.atomic
def withdraw(resource: Resource, actor: User, reason: str) -> None:
    """Take an accepted record out of the catalogue. Its page stays and says so; its files go."""
    if not reason.strip():
        raise Refused(_("Say why it is withdrawn: it stands on the page that remains."))
    resource = _lock(resource)
    if not can_withdraw(actor, resource):
        raise Refused(_("Only a resource in the catalogue can be withdrawn."))
    _withdraw(resource, actor, reason.strip())
    if resource.depositor_id != actor.pk:
        _tell_depositor(
            resource, "resource_withdrawn", "resources.withdrawn",
            _("“%(title)s” was withdrawn from the repository."), reason.strip(),
        )  # fmt: skip


def _withdraw(resource: Resource, actor: User | None, reason: str) -> None:
    tallies.change(resource, -1)
    _step(resource, actor, State.WITHDRAWN, reason)
    resource.drop_pictures()
    resource.set_picture(None)
    resource.save()
    resource.files.all().delete()
    search.forget(resource)


# --- Around them -----------------------------------------------------------------------------


def count_download(resource: Resource) -> None:
    Resource.objects.filter(pk=resource.pk).update(download_count=F("download_count") + 1)


@transaction.atomic
def note_scan(row: ResourceFile, result: str) -> None:
    """Keep what the checks said; a refused file loses its bytes and its people are told."""
    if row.note_scan(result) and row.is_refused and row.resource.depositor:
        notify(
            "resources.infected",
            [row.resource.depositor],
            Sentence(_SENTENCES[result], name=row.name),
            row.resource.get_absolute_url(),
        )


@transaction.atomic
def forget_depositor(person: User, keep_content: bool) -> None:
    """Let go of somebody who leaves. Safe to call twice.

    What nobody has accepted goes. What stands in the catalogue stays without its depositor, or,
    when the person wants it gone, is withdrawn and only its tombstone stays.
    """
    for resource in Resource.objects.select_for_update(of=("self",)).filter(depositor=person):
        if resource.state in (State.DRAFT, State.RETURNED) or not (
            keep_content or resource.published_at
        ):
            _delete(resource)
            continue
        if resource.is_accepted and not keep_content:
            _withdraw(resource, None, str(_("The depositor has left the network.")))
        resource.depositor = None
        resource.save()
    ReviewStep.objects.filter(actor=person).update(actor=None)
    ResourceFile.objects.filter(uploader=person).update(uploader=None)
