"""The verbs of an assessment, from its start to its frozen end."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments import permissions, results
from assessments.models import Assessment, Guide, OwnSheet
from core import audit, ids
from core.exceptions import Refused
from members.models import Centre, Institution, Position, User
from notifications.actions import notify
from notifications.sentences import Sentence
from surveys.answers import handed_in, is_empty

from .guides import freeze


def _lock(assessment: Assessment) -> Assessment:
    return (
        Assessment.objects.select_for_update(of=("self",))
        .select_related("version__guide", "person", "centre", "institution")
        .get(pk=assessment.pk)
    )


def _open(assessment: Assessment) -> Assessment:
    assessment = _lock(assessment)
    if assessment.is_finished:
        raise Refused(
            _("This assessment is finished and stays as it is. Begin a new one instead.")
        )
    return assessment


def _check(may: bool) -> None:
    if not may:
        raise Refused(_("You may not do that with this assessment."))


# --- Starting and answering --------------------------------------------------------------------


@transaction.atomic
def start(
    guide: Guide,
    by: User,
    *,
    centre: Centre | None = None,
    institution: Institution | None = None,
) -> Assessment:
    """Begin for oneself, for a centre or for an institution. What is open already is given back.

    Nothing is copied from an earlier one: who sees old answers repeats them.
    """
    guide = Guide.objects.select_for_update().get(pk=guide.pk)
    _check(permissions.can_start(by, guide, centre=centre, institution=institution))
    subject = {
        "person": None if centre or institution else by,
        "centre": centre,
        "institution": institution,
    }
    rows = Assessment.objects.filter(version__guide=guide, state=Assessment.State.OPEN, **subject)
    if there := rows.filter(guest_key=None).first():
        return there
    assessment = Assessment.objects.create(version=_version(guide), started_by=by, **subject)
    if assessment.is_of_several:
        audit.record("start", assessment)
        _tell_circle(assessment, by)
    return assessment


def _tell_circle(assessment: Assessment, by: User) -> None:
    """The people of a centre. Of an institution they may be hundreds: they see it at /my/."""
    if assessment.centre is None:
        return
    held = Position.objects.current().filter(centre=assessment.centre).exclude(person=by)
    notify(
        "assessments.circle",
        User.objects.filter(pk__in=held.values("person")),
        Sentence(
            gettext_lazy("%(name)s assesses itself. You can fill in a sheet of your own."),
            name=str(assessment.centre),
        ),
        assessment.get_absolute_url(),
    )


@transaction.atomic
def start_as_guest(guide: Guide) -> Assessment:
    """Begin without an account: whoever has the link has it all."""
    _check(guide.is_offered)
    return Assessment.objects.create(version=_version(guide), guest_key=ids.token())


def _version(guide: Guide):
    version = guide.current
    if version is None:
        raise Refused(_("This guide has no content yet."))
    return version


@transaction.atomic
def save(assessment: Assessment, by: User | None, answers: Mapping[str, Any]) -> OwnSheet:
    """Keep the answers to some criteria in the sheet of `by`; the others stay as they are.

    So two devices that work at two dimensions do not undo each other.
    """
    assessment = _open(assessment)
    _check(permissions.can_answer(by, assessment))
    sheet, _made = OwnSheet.objects.get_or_create(assessment=assessment, person=_who(by))
    if sheet.is_handed_in:
        raise Refused(_("You have handed in your answers. They stay as they are."))
    sheet.answers = _merged(sheet.answers, answers)
    sheet.save(update_fields=["answers", "saved_at"])
    freeze(assessment.version)
    return sheet


def _who(by) -> User | None:
    return by if by is not None and by.is_authenticated else None


def _merged(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in {**old, **new}.items() if not is_empty(value)}


@transaction.atomic
def hand_in(assessment: Assessment, by: User | None) -> Assessment:
    """Hand in one's sheet. Of one person that is the end; of several they agree after it."""
    assessment = _open(assessment)
    _check(permissions.can_answer(by, assessment))
    sheet = assessment.sheets.filter(person=_who(by)).first()
    instrument = assessment.version.instrument
    answers = handed_in(instrument, sheet.answers) if sheet else {}
    if not answers:
        raise Refused(_("You have not answered anything yet."))
    if sheet.is_handed_in:
        raise Refused(_("You have handed in your answers. They stay as they are."))
    sheet.answers, sheet.handed_in_at = answers, timezone.now()
    sheet.role = _role(assessment, by) if assessment.is_of_several else ""
    sheet.save(update_fields=["answers", "handed_in_at", "role", "saved_at"])
    if not assessment.is_of_several:
        _finish(assessment, answers)
    return assessment


def _role(assessment: Assessment, by: User) -> str:
    """The office that weighs most of those held there, on the day of handing in."""
    place = assessment.centre.institution if assessment.centre else assessment.institution
    held = Position.objects.current().filter(person=by, institution=place).by_weight()
    here = [
        one
        for one in held
        if assessment.centre is None or one.centre_id == assessment.centre_id or not one.centre_id
    ]
    return here[0].role if here else ""


# --- One common answer ---------------------------------------------------------------------------


@transaction.atomic
def agree(
    assessment: Assessment, by: User, answers: Mapping[str, Any], *, revision: int
) -> Assessment:
    """Keep what was agreed on some criteria. Refuses an older page: somebody else wrote since."""
    assessment = _open(assessment)
    _check(assessment.is_of_several and permissions.can_edit(by, assessment))
    _check_spread(assessment, by)
    if assessment.revision != revision:
        raise Refused(
            _("Somebody else has changed the common answer meanwhile. Please look at it again.")
        )
    assessment.agreed = _merged(assessment.agreed, answers)
    assessment.revision += 1
    assessment.save(update_fields=["agreed", "revision"])
    return assessment


def _check_spread(assessment: Assessment, by: User) -> None:
    if not permissions.can_see_spread(by, assessment):
        raise Refused(_("Hand in your own answers first, so that nobody is led by the others."))


@transaction.atomic
def finish(assessment: Assessment, by: User) -> Assessment:
    """Freeze the common answer."""
    assessment = _open(assessment)
    _check(assessment.is_of_several and permissions.can_edit(by, assessment))
    _check_spread(assessment, by)
    answers = handed_in(assessment.version.instrument, assessment.agreed)
    if not answers:
        raise Refused(_("You have not agreed on anything yet."))
    _finish(assessment, answers)
    audit.record("finish", assessment)
    return assessment


def _finish(assessment: Assessment, answers: dict) -> None:
    assessment.agreed = answers
    assessment.state, assessment.finished_at = Assessment.State.FINISHED, timezone.now()
    assessment.save(update_fields=["agreed", "state", "finished_at"])
    # Sheets that were begun and not handed in were nobody's word.
    assessment.sheets.filter(handed_in_at=None).delete()


# --- What stays open after the end ---------------------------------------------------------------


@transaction.atomic
def aim(assessment: Assessment, by: User | None, target: Mapping[str, int]) -> None:
    """Set the level that is wanted in each dimension; a dimension without one has no target."""
    assessment = _lock(assessment)
    _check(permissions.can_edit(by, assessment))
    instrument = assessment.version.instrument
    top = results.highest(instrument)
    keys = {section.key for section in instrument.sections}
    if any(key not in keys or not 1 <= level <= top for key, level in target.items()):
        raise Refused(_("Please choose one of the levels of the guide."))
    assessment.target = dict(target)
    assessment.save(update_fields=["target"])


@transaction.atomic
def share(
    assessment: Assessment,
    by: User,
    *,
    centre: Centre | None,
    with_committee: bool,
    in_figures: bool,
) -> None:
    """Say who else sees the result: one's CTL, the committee, or nobody but the figures."""
    assessment = _lock(assessment)
    _check(permissions.can_edit(by, assessment) and not assessment.is_guests)
    if not assessment.is_finished:
        raise Refused(_("It can be shared when it is finished."))
    if centre and centre not in own_centres(assessment):
        raise Refused(_("This is not a CTL of yours."))
    before = _shares(assessment)
    assessment.shared_centre = centre
    assessment.is_shared_with_committee = with_committee
    if not in_figures:
        assessment.counted_since = None
    elif assessment.counted_since is None:
        assessment.counted_since = timezone.now()
    assessment.save(update_fields=["shared_centre", "is_shared_with_committee", "counted_since"])
    audit.record("share", assessment, before=before, after=_shares(assessment))


def _shares(assessment: Assessment) -> dict:
    return {
        "centre": assessment.shared_centre_id,
        "committee": assessment.is_shared_with_committee,
        "figures": assessment.counted_since is not None,
    }


def own_centres(assessment: Assessment) -> list[Centre]:
    """The CTLs that an assessment can be shared with: of the institutions it belongs to."""
    if assessment.person:
        places = Position.objects.current().filter(person=assessment.person)
        where = set(places.values_list("institution", flat=True)) | {
            assessment.person.institution_id
        }
    elif assessment.centre:
        where = {assessment.centre.institution_id}
    else:
        where = {assessment.institution_id}
    return list(Centre.objects.filter(institution__in=where - {None}))


@transaction.atomic
def discard(assessment: Assessment, by: User | None) -> None:
    """Throw it away: one's own at any time, one of several while it is open."""
    assessment = _lock(assessment)
    _check(permissions.can_edit(by, assessment))
    if assessment.is_of_several and assessment.is_finished:
        raise Refused(_("What several people have agreed on stays."))
    if assessment.is_of_several:
        audit.record("discard", assessment)
    assessment.delete()
