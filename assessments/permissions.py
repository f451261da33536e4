"""Who may do what with guides, assessments, rounds and needs analyses.

The committee and administrators have no power over an assessment: it is its subject's own.
"""

from django.db.models import Q

from members.models import Centre, Institution, Position, User

from .models import Assessment, Guide, NeedsAnalysis, Round
from .models.assessments import SPEAKERS

EDITORS = (*SPEAKERS, Position.Role.CENTRE_HEAD, Position.Role.EDITOR)
OPENERS = (*SPEAKERS, Position.Role.CENTRE_HEAD)


def _holds(person, roles, *, centre: Centre | None, institution: Institution | None) -> bool:
    """Whether somebody holds one of the offices there today; who speaks for an institution
    does so for its centres, too.
    """
    if not person.is_authenticated:
        return False
    held = Position.objects.current().filter(person=person)
    if centre is None:
        return held.filter(institution=institution, role__in=roles).exists()
    speaks = Q(institution=centre.institution_id, role__in=SPEAKERS)
    return held.filter(Q(centre=centre, role__in=roles) | speaks).exists()


def can_edit_guides(user) -> bool:
    return user.has_perm("assessments.change_guide")


def can_start(
    user, guide: Guide, *, centre: Centre | None = None, institution: Institution | None = None
) -> bool:
    """For oneself with an account; for a centre or an institution who edits for it."""
    if not (user.is_authenticated and guide.is_offered):
        return False
    for_one = guide.subject == Guide.Subject.PERSON
    if centre is None and institution is None:
        return for_one
    if for_one or (centre and guide.subject == Guide.Subject.SCHOOL):
        return False
    return _holds(user, EDITORS, centre=centre, institution=institution)


def can_answer(user, assessment: Assessment) -> bool:
    """Fill in a sheet: the subject, everybody who holds a position there; a guest by the link."""
    if assessment.is_guests:
        return True
    if assessment.person_id:
        return assessment.person_id == user.pk
    return _holds(
        user, Position.Role.values, centre=assessment.centre, institution=assessment.institution
    )


def can_edit(user, assessment: Assessment) -> bool:
    """Agree, finish, set a target, share, throw away."""
    if assessment.is_guests:
        return True
    if assessment.person_id:
        return assessment.person_id == user.pk
    return _holds(user, EDITORS, centre=assessment.centre, institution=assessment.institution)


def can_see_spread(user, assessment: Assessment) -> bool:
    """Who answered what, for who has said it, too: only those who handed in theirs."""
    if not (assessment.is_of_several and user.is_authenticated):
        return False
    if not can_answer(user, assessment):
        return False
    return assessment.sheets.filter(person=user, handed_in_at__isnull=False).exists()


def can_open_round(user, institution: Institution, centre: Centre | None) -> bool:
    """Who represents the institution, or leads the centre."""
    return _holds(user, OPENERS, centre=centre, institution=institution)


def can_run_round(user, one: Round) -> bool:
    return can_open_round(user, one.institution, one.centre)


def can_open_needs(user, institution: Institution | None) -> bool:
    """Among all members the committee; among an institution's people who represents it."""
    if not user.is_authenticated:
        return False
    if institution is None:
        return user.has_perm("assessments.add_needsanalysis")
    return _holds(user, OPENERS, centre=None, institution=institution)


def can_plan(user, analysis: NeedsAnalysis) -> bool:
    """Turn topics into a plan: who may open such an analysis."""
    return can_open_needs(user, analysis.institution)


def editable_subjects(user: User) -> tuple[list[Centre], list[Institution]]:
    """The centres and institutions for which somebody edits, for the door of a guide."""
    held = list(
        Position.objects.current()
        .filter(person=user, role__in=EDITORS)
        .select_related("institution", "centre")
    )
    institutions = {one.institution_id: one.institution for one in held}
    speaks = [one.institution_id for one in held if one.role in SPEAKERS]
    centres = {one.centre_id: one.centre for one in held if one.centre}
    centres |= {one.pk: one for one in Centre.objects.filter(institution__in=speaks)}
    return list(centres.values()), list(institutions.values())
