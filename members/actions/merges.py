"""Two entries of one person, or of one institution, become one. It cannot be undone.

The other entry's things go over; its powers and its ways to sign in do not, because whoever made
it may be somebody else after all.
"""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import transaction
from django.db.models import Model, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect

from core import audit, mail, search
from core.exceptions import Refused
from members import permissions, sessions, signals
from members.models import (
    Application,
    ApplicationStep,
    DataExport,
    Institution,
    InstitutionName,
    KnownDevice,
    Membership,
    MembershipStep,
    NotTheSame,
    Position,
    User,
)

from . import institutions, memberships, moving, positions

# What stays with the account, or is nobody's choice.
_NEVER_OF_PERSON = {
    "id", "password", "email", "handle", "last_login", "date_joined", "is_active", "is_staff",
    "is_superuser", "listed_for", "shows", "language", "timezone",
}  # fmt: skip
_NEVER_OF_INSTITUTION = {"id", "slug", "is_confirmed", "created_at", "country"}


def fields_of(model: type[Model]) -> list[str]:
    """The columns of which one may choose whose value stays."""
    never = _NEVER_OF_PERSON if model is User else _NEVER_OF_INSTITUTION
    columns = [column for column in model._meta.concrete_fields if column.editable]
    return [column.name for column in columns if column.name not in never]


@transaction.atomic
def merge_people(kept: User, gone: User, *, by: User, fields: set[str] = frozenset()) -> User:
    """Let `kept` have all that is `gone`'s, and take `gone` away.

    Of each column in `fields` it is gone's value that stays.
    """
    kept, gone = _locked(User, kept, gone)
    if not permissions.can_merge(by, kept, gone):
        raise Refused(_("Only an administrator can merge these two."))
    before = {name: getattr(kept, name) for name in fields_of(User)}
    values = _values(kept, gone, fields)
    moves = moving.Moved()
    search.forget(gone)
    sessions.end_all(gone)
    old_photo = _photo_that_goes(kept, gone, "photo" in values)
    _leave_powers_and_keys(gone)
    _throw_exports_away(gone)
    _settle_addresses(kept, gone)
    _settle_memberships({"person": kept}, {"person": gone}, by)
    _settle_applications(kept, gone, by)
    _settle_positions({"person": kept}, {"person": gone}, "institution_id")
    moving.move(gone, kept, moves)
    _nobody_is_their_own_deputy(kept)
    signals.people_merged.send(sender=User, kept=kept, gone=gone, dropped=moves.dropped)
    _refuse_what_is_left(gone)
    _forget_pairs("person", gone.pk)
    emails, gone_key = {kept.email, gone.email}, gone.pk
    joined = min(kept.date_joined, gone.date_joined)
    # Not a closing: nothing of the person is to be forgotten.
    gone.delete()
    kept.refresh_from_db()
    for name, value in values.items():
        setattr(kept, name, value)
    kept.date_joined = joined
    kept.save()
    memberships.refresh(person=kept)
    _delete_file_later(old_photo)
    audit.record(
        "merge", kept, whom=kept, before={name: before[name] for name in values},
        after={**values, "gone": gone_key, "moved": dict(moves.counts)},
    )  # fmt: skip
    for email in emails:
        mail.post("accounts_merged", email, {"person": kept}, language=kept.language)
    return kept


def _locked(model, kept, gone):
    if kept.pk == gone.pk:
        raise Refused(_("That is one entry, not two."))
    rows = {row.pk: row for row in model.objects.select_for_update().filter(
        pk__in=[kept.pk, gone.pk]
    ).order_by("pk")}  # fmt: skip
    if len(rows) < 2:
        raise Refused(_("One of the two is gone already."))
    return rows[kept.pk], rows[gone.pk]


def _values(kept, gone, fields) -> dict:
    """What is chosen from the one that goes; and what the other has left empty."""
    chosen = {}
    for name in fields_of(type(kept)):
        theirs, ours = getattr(gone, name), getattr(kept, name)
        if name in fields or (theirs and ours in ("", None, [], {})):
            chosen[name] = theirs
    return chosen


def _photo_that_goes(kept, gone, takes_theirs):
    photo = kept.photo if takes_theirs else gone.photo
    return (photo.storage, photo.name) if photo else None


def _delete_file_later(file) -> None:
    if file:
        storage, name = file
        transaction.on_commit(lambda: storage.delete(name))


def _leave_powers_and_keys(gone) -> None:
    gone.groups.clear()
    gone.user_permissions.clear()
    Authenticator.objects.filter(user=gone).delete()
    SocialAccount.objects.filter(user=gone).delete()
    # Else a stranger's device would be no news to the survivor.
    KnownDevice.objects.filter(person=gone).delete()


def _throw_exports_away(gone) -> None:
    for export in DataExport.objects.filter(person=gone):
        if export.file:
            _delete_file_later((export.file.storage, export.file.name))
        export.delete()


def _settle_addresses(kept, gone) -> None:
    """Both people's addresses are the survivor's; the first one stays the first."""
    EmailAddress.objects.filter(user=gone).update(primary=False)
    theirs = EmailAddress.objects.filter(user=gone)
    for address in theirs:
        ours = EmailAddress.objects.filter(user=kept, email__iexact=address.email).first()
        if ours:
            address.delete()
            if address.verified and not ours.verified:
                ours.verified = True
                ours.save()


def _settle_memberships(ours: dict, theirs: dict, by: User) -> None:
    """Of two memberships that stand, the survivor's stands on; the other one ends today."""
    today = timezone.localdate()
    open_ended = Membership.objects.filter(Q(ended_on=None) | Q(ended_on__gt=today))
    if not open_ended.filter(**ours).exists():
        return
    for membership in open_ended.filter(**theirs):
        before = membership.state
        membership.state, membership.ending = Membership.State.ENDED, Membership.Ending.COMMITTEE
        membership.ended_on = max(today, membership.started_on)
        membership.save()
        MembershipStep.objects.create(
            membership=membership, verb=MembershipStep.Verb.ENDED, actor=by, before=before,
            after=membership.state, reason=_("Two entries were merged."),
        )  # fmt: skip


def _settle_applications(kept, gone, by) -> None:
    """One open application stays: the survivor's."""
    if not Application.objects.open().filter(applicant=kept).exists():
        return
    for application in Application.objects.open().filter(applicant=gone):
        before = application.state
        application.state = Application.State.WITHDRAWN
        application.save()
        ApplicationStep.objects.create(
            application=application, actor=by, before=before, after=application.state,
            reason=_("Two entries were merged."),
        )  # fmt: skip


def _settle_positions(ours: dict, theirs: dict, place: str) -> None:
    """Where both hold the same office today, the older row stays, as the survivor's."""
    for position in Position.objects.current().filter(**theirs):
        same = Position.objects.current().filter(
            **ours, role=position.role, **{place: getattr(position, place)}
        )
        twin = same.first()
        if twin is None:
            continue
        started_on = min(twin.started_on, position.started_on)
        position.delete()
        Position.objects.filter(pk=twin.pk).update(started_on=started_on)


def _nobody_is_their_own_deputy(kept: User) -> None:
    held = Position.objects.current().filter(person=kept)
    speaks_for = held.filter(role=Position.Role.REPRESENTATIVE).values("institution")
    held.filter(role=Position.Role.DEPUTY, institution__in=speaks_for).update(
        ended_on=timezone.localdate(), ending=Position.Ending.REPLACED
    )


def _refuse_what_is_left(gone) -> None:
    # Deleting would take along what a later model has and nobody moved.
    if left := moving.still_pointing_to(gone):
        raise RuntimeError(f"A merge left something behind: {left}")


def _forget_pairs(kind, key) -> None:
    NotTheSame.objects.filter(Q(low=key) | Q(high=key), kind=kind).delete()


@transaction.atomic
def merge_institutions(
    kept: Institution, gone: Institution, *, by: User, fields: set[str] = frozenset()
) -> Institution:
    """Let `kept` have the people, offices, centres and names of `gone`; its address leads on."""
    kept, gone = _locked(Institution, kept, gone)
    if not by.has_perm("members.change_institution"):
        raise Refused(_("Only the committee merges institutions."))
    before = {name: getattr(kept, name) for name in fields_of(Institution)}
    values = _values(kept, gone, fields)
    names = {kept.name, gone.name}
    search.forget(gone)
    old_logo = kept.logo if "logo" in values else gone.logo
    old_logo = (old_logo.storage, old_logo.name) if old_logo else None
    _settle_memberships({"institution": kept}, {"institution": gone}, by)
    _settle_positions({"institution": kept}, {"institution": gone}, "person_id")
    _one_representative(kept, gone)
    moves = moving.move(gone, kept)
    signals.institutions_merged.send(sender=Institution, kept=kept, gone=gone)
    _refuse_what_is_left(gone)
    _forget_pairs("institution", gone.pk)
    if positions.representative_of(kept):
        kept.unrepresented_since = None
    gone_key, gone_slug = gone.pk, gone.slug
    kept.is_confirmed = kept.is_confirmed or gone.is_confirmed
    gone.delete()
    for name, value in values.items():
        setattr(kept, name, value)
    kept.save()
    _keep_names(kept, names)
    _lead_on(gone_slug, kept)
    institutions.refile(kept)
    memberships.refresh(institution=kept)
    for person in User.objects.filter(institution=kept):
        memberships.refile(person)
    _delete_file_later(old_logo)
    audit.record(
        "merge", kept, before={name: before[name] for name in values},
        after={**values, "gone": gone_key, "slug": gone_slug, "moved": dict(moves.counts)},
    )  # fmt: skip
    return kept


def _one_representative(kept, gone) -> None:
    """The survivor's speaks on; the other one's office ends today."""
    office = {"role": Position.Role.REPRESENTATIVE, "ended_on": None}
    if Position.objects.filter(institution=kept, **office).exists():
        for position in Position.objects.filter(institution=gone, **office):
            position.ended_on = max(timezone.localdate(), position.started_on)
            position.ending = Position.Ending.HANDED_OVER
            position.save()
            person = position.person
            if not Position.objects.current().filter(institution=kept, person=person).exists():
                Position.objects.create(person=person, institution=kept, role=Position.Role.STAFF)


def _keep_names(kept, names) -> None:
    known = set(kept.names.values_list("name", flat=True)) | {kept.name}
    InstitutionName.objects.bulk_create(
        InstitutionName(institution=kept, name=name) for name in sorted(names - known)
    )
    # What moved over may be there twice.
    seen = {kept.name}
    for other in kept.names.order_by("pk"):
        if other.name in seen:
            other.delete()
        seen.add(other.name)


def _lead_on(slug: str, kept: Institution) -> None:
    """The old address, in every language, leads to the new one."""
    for code, _label in settings.LANGUAGES:
        head = "" if code == settings.LANGUAGE_CODE else f"/{code}"
        new = f"{head}/institutions/{kept.slug}/"
        Redirect.objects.update_or_create(
            old_path=f"{head}/institutions/{slug}", site=None,
            defaults={"redirect_link": new, "is_permanent": True},
        )  # fmt: skip
        # Whoever was led here before is led on.
        Redirect.objects.filter(redirect_link=f"{head}/institutions/{slug}/").update(
            redirect_link=new
        )


@transaction.atomic
def tell_apart(kind: str, one: Model, two: Model) -> None:
    """Remember that two entries that look alike are two."""
    low, high = sorted([one.pk, two.pk])
    NotTheSame.objects.get_or_create(kind=kind, low=low, high=high)
    audit.record("tell-apart", one, after={"other": two.pk})
