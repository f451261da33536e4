"""The verbs of centres for teaching and learning (CTLs)."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit, search
from core.exceptions import Refused
from core.jobs import enqueue
from core.slugs import slug_of
from core.uploads import Scan
from members import permissions
from members.models import Centre, CentreMandate, CentreName, CentreStage, Institution, User

# Words that stand, or may once stand, for screens under /centres/.
_RESERVED = {"add", "compare", "export", "map", "roadmap"}


def _lock(centre: Centre) -> Centre:
    """The row as it is now, held until the transaction ends."""
    return Centre.objects.select_for_update(of=("self",)).get(pk=centre.pk)


def _check(may: bool) -> None:
    if not may:
        raise Refused(_("You may not do that with this centre."))


# --- Its words -------------------------------------------------------------------------------


@transaction.atomic
def found(centre: Centre, institution: Institution, by: User, *, names: dict,
          former: list[str], chosen: dict, stage: dict) -> Centre:  # fmt: skip
    """Enter a new centre of `institution`, with the stage it is in."""
    _check(permissions.may_run(by, institution))
    Institution.objects.select_for_update().get(pk=institution.pk)
    if institution.centres.filter(name__iexact=centre.name).exists():
        raise Refused(_("%(name)s stands in the register already.") % {"name": centre.name})
    centre.institution, centre.stage = institution, stage["stage"]
    centre.slug = _free_slug(centre)
    centre.save()
    _keep(centre, names, former, chosen)
    CentreStage.objects.create(centre=centre, entered_by=by, **stage)
    audit.record("found", centre, after=audit.snapshot(centre))
    return centre


def _free_slug(centre: Centre) -> str:
    """Its name and whose it is: half of them are called Centre for Teaching and Learning."""
    whose = centre.institution.acronym or centre.institution.name
    stem = slug_of(f"{centre.name} {whose}", "centre")
    taken = _RESERVED | set(
        Centre.objects.filter(slug__startswith=stem).values_list("slug", flat=True)
    )
    slug, number = stem, 2
    while slug in taken:
        slug, number = f"{stem}-{number}", number + 1
    return slug


@transaction.atomic
def change(centre: Centre, by: User, *, names: dict, former: list[str], chosen: dict) -> None:
    """Keep what was written about a centre. Its stage and its institution are not among it."""
    there = _lock(centre)
    _check(permissions.may_edit_centre(by, there))
    before = _snapshot(there)
    for name in ("stage", "institution_id", "slug"):
        setattr(centre, name, getattr(there, name))
    centre.save()
    _keep(centre, names, former, chosen)
    audit.record("change", centre, before=before, after=_snapshot(centre))


def _snapshot(centre: Centre) -> dict:
    return audit.snapshot(centre) | {"names": sorted(map(str, centre.names.all()))}


def _keep(centre: Centre, names: dict, former: list[str], chosen: dict) -> None:
    for relation, terms in chosen.items():
        getattr(centre, relation).set(terms)
    # Names without a language are the committee's, from the desk.
    centre.names.filter(is_former=False, language__in=names).delete()
    centre.names.filter(is_former=True).delete()
    CentreName.objects.bulk_create(
        [CentreName(centre=centre, language=code, name=name)
         for code, name in names.items() if name]
        + [CentreName(centre=centre, name=name, is_former=True) for name in former]
    )  # fmt: skip
    refile(centre)


def refile(centre: Centre) -> None:
    """After a change of its names: what the list and the search know of it."""
    centre.refold()
    Centre.objects.filter(pk=centre.pk).update(folded=centre.folded)
    search.index(centre)


# --- Its stages ------------------------------------------------------------------------------


@transaction.atomic
def enter_stage(centre: Centre, by: User, *, stage: str, since: date | None,
                precision: str, evidence: str) -> CentreStage:  # fmt: skip
    """Write down from when on a centre was in a stage. The latest of all is the one it is in."""
    centre = _lock(centre)
    _check(permissions.may_edit_centre(by, centre))
    if centre.stages.filter(stage=stage, since=since).exists():
        raise Refused(_("This has been entered already."))
    before = {"stage": centre.stage}
    entry = CentreStage.objects.create(
        centre=centre, stage=stage, since=since, precision=precision, evidence=evidence,
        entered_by=by,
    )  # fmt: skip
    _follow(centre)
    after = {"stage": centre.stage, "entered": stage, "since": since, "evidence": evidence}
    audit.record("enter stage", centre, before=before, after=after)
    return entry


@transaction.atomic
def strike_stage(entry: CentreStage, by: User) -> None:
    """Take back what was written down by mistake. The last one stays: a centre has a stage."""
    centre = _lock(entry.centre)
    _check(permissions.may_edit_centre(by, centre))
    if centre.stages.count() < 2:
        raise Refused(_("A centre is always in some stage. Enter the right one first."))
    before = {"stage": centre.stage, "entered": entry.stage, "since": entry.since,
              "evidence": entry.evidence}  # fmt: skip
    entry.delete()
    _follow(centre)
    audit.record("strike stage", centre, before=before, after={"stage": centre.stage})


def _follow(centre: Centre) -> None:
    """Bring the column up to date with the history."""
    latest = centre.history()[-1]
    if latest.stage != centre.stage:
        centre.stage = latest.stage
        centre.save(update_fields=["stage"])


# --- Its mandate -----------------------------------------------------------------------------


@transaction.atomic
def keep_mandate(centre: Centre, by: User, upload, audience: str) -> CentreMandate:
    """Put a document in the place of the one that was there."""
    centre = _lock(centre)
    _check(permissions.may_edit_centre(by, centre))
    before = _drop(centre)
    mandate = CentreMandate(centre=centre, audience=audience, uploader=by)
    mandate.take_in(upload)
    mandate.save()
    if mandate.scan == Scan.WAITING:
        _queue_scan(mandate)
    after = {"mandate": mandate.name, "audience": audience}
    audit.record("keep mandate", centre, before=before, after=after)
    return mandate


@transaction.atomic
def open_mandate(centre: Centre, by: User, audience: str) -> None:
    """Say who may read the document that is there."""
    centre = _lock(centre)
    _check(permissions.may_edit_centre(by, centre))
    mandate = CentreMandate.objects.filter(centre=centre).first()
    if mandate and mandate.audience != audience:
        before, mandate.audience = {"audience": mandate.audience}, audience
        mandate.save(update_fields=["audience"])
        audit.record("open mandate", centre, before=before, after={"audience": audience})


@transaction.atomic
def drop_mandate(centre: Centre, by: User) -> None:
    """Take the document away."""
    centre = _lock(centre)
    _check(permissions.may_edit_centre(by, centre))
    if before := _drop(centre):
        audit.record("drop mandate", centre, before=before)


def _drop(centre: Centre) -> dict:
    mandate = CentreMandate.objects.filter(centre=centre).first()
    if mandate is None:
        return {}
    mandate.delete()
    return {"mandate": mandate.name, "audience": mandate.audience}


def _queue_scan(mandate: CentreMandate) -> None:
    from members.tasks import scan_mandate

    enqueue(scan_mandate, mandate.pk)
