"""Taking a copy of a template, and who sees it."""

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.exceptions import Refused
from members.models import User
from roadmaps.models import Checklist, ChecklistTemplate, HistoryEntry, Step, TemplateVersion
from roadmaps.permissions import can_edit, can_say_how_far, can_take

Verb = HistoryEntry.Verb


def lock(checklist: Checklist) -> Checklist:
    """The row as it is now, held until the transaction ends."""
    rows = Checklist.objects.select_for_update(of=("self",))
    return rows.select_related("version__template").get(pk=checklist.pk)


def note(
    checklist: Checklist,
    by: User | None,
    verb: str,
    *,
    step: Step | None = None,
    note: str = "",
    **details,
) -> HistoryEntry:
    """Write a line of the checklist's history: `details` as `HistoryEntry.words` says them."""
    kept = {name: value for name, value in details.items() if value}
    return HistoryEntry.objects.create(
        checklist=checklist, step=step, actor=by, verb=verb, note=note[:500], details=kept
    )


@transaction.atomic
def take(template: ChecklistTemplate, holder: models.Model, by: User) -> Checklist:
    """A copy of the newest version for `holder`. The version stays as it is from now on."""
    if not can_take(by, template, holder):
        raise Refused(_("You cannot take this checklist for them."))
    published = template.published()
    if published is None:
        raise Refused(_("This template is not published yet."))
    version = freeze(published)
    checklist = Checklist(template=template, version=version, taken_by=by)
    checklist.holder = holder
    try:
        with transaction.atomic():
            checklist.save()
    except IntegrityError:
        raise Refused(
            _("%(holder)s works with this checklist already.") % {"holder": holder}
        ) from None
    Step.objects.bulk_create(
        Step(checklist=checklist, item=item, item_key=item.key) for item in version.items.all()
    )
    note(checklist, by, Verb.TAKEN)
    audit.record("take", checklist, after={"holder": holder, "version": version.number})
    return checklist


def freeze(version: TemplateVersion) -> TemplateVersion:
    """Somebody relies on its words from now on; whoever writes in it just now comes first."""
    rows = TemplateVersion.objects.select_for_update(of=("self",)).select_related("template")
    version = rows.get(pk=version.pk)
    if version.frozen_at is None:
        version.frozen_at = timezone.now()
        version.save(update_fields=["frozen_at"])
    return version


@transaction.atomic
def share(checklist: Checklist, by: User, *, is_shared: bool, shows_percent: bool) -> None:
    """Say whether the committee reads it, and whether the public page tells how far it is.

    The second is for the head to say; from others it stays as it was.
    """
    checklist = lock(checklist)
    if not can_edit(by, checklist):
        raise Refused(_("You cannot change this checklist."))
    before = {"shared": checklist.is_shared, "public": checklist.shows_percent}
    if shows_percent != checklist.shows_percent and not can_say_how_far(by, checklist):
        raise Refused(_("What the public page tells is for the head to say."))
    checklist.is_shared, checklist.shows_percent = is_shared, shows_percent
    after = {"shared": is_shared, "public": shows_percent}
    if before != after:
        checklist.save(update_fields=["is_shared", "shows_percent"])
        note(checklist, by, Verb.SHARING)
        audit.record("share", checklist, before=before, after=after)


@transaction.atomic
def put_away(checklist: Checklist, by: User) -> None:
    """Stop working with it. It stays readable for its people, and another copy can be taken."""
    checklist = lock(checklist)
    if not can_edit(by, checklist):
        raise Refused(_("You cannot change this checklist."))
    checklist.put_away_at, checklist.shows_percent = timezone.now(), False
    checklist.save(update_fields=["put_away_at", "shows_percent"])
    note(checklist, by, Verb.PUT_AWAY)
    audit.record("put away", checklist, after={"holder": checklist.holder})
