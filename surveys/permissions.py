"""Who may do what with surveys. The committee holds `surveys.change_survey`."""

from collections.abc import Callable

from django.db.models import Q, QuerySet

from members.models import Centre, Institution, Position, User

from .models import Survey

_SPEAK = (Position.Role.REPRESENTATIVE, Position.Role.DEPUTY)
_authors: list[Callable[[User], bool]] = []


def register_authors(may: Callable[[User], bool]) -> None:
    """Let who fulfils `may` make surveys, too: facilitators of groups, organisers of events."""
    _authors.append(may)


def institutions_of(user: User) -> QuerySet[Institution]:
    """The institutions for which somebody speaks today."""
    offices = Position.objects.current().filter(person=user, role__in=_SPEAK)
    return Institution.objects.filter(pk__in=offices.values("institution"), is_confirmed=True)


def centres_of(user: User) -> QuerySet[Centre]:
    """The centres for which somebody publishes today, and those of an institution of theirs."""
    published = Centre.objects.published_by(user).values("pk")
    own = Q(pk__in=published) | Q(institution__in=institutions_of(user).values("pk"))
    return Centre.objects.filter(own)


def can_add(user: User) -> bool:
    """The committee, who publishes for a centre or speaks for an institution, and whom another
    app lets.
    """
    if not user.is_authenticated:
        return False
    return (
        user.has_perm("surveys.add_survey")
        or Centre.objects.published_by(user).exists()
        or institutions_of(user).exists()
        or any(may(user) for may in _authors)
    )


def can_edit(user: User, survey: Survey) -> bool:
    """Its owner, and the committee."""
    if not user.is_authenticated:
        return False
    return survey.owner_id == user.pk or user.has_perm("surveys.change_survey")


def can_copy(user: User, survey: Survey) -> bool:
    """Begin a survey of one's own with the questions of this one: whose results one may see."""
    if not can_add(user):
        return False
    if can_edit(user, survey) or user.has_perm("surveys.view_survey"):
        return survey.state != Survey.State.DRAFT or can_edit(user, survey)
    is_out = survey.published_at is not None and survey.results_for != Survey.Results.OWNER
    return is_out and Survey.objects.visible_to(user).filter(pk=survey.pk).exists()


def can_ask_all_members(user: User) -> bool:
    """The network is asked by the committee, and by whoever publishes for a centre."""
    return user.has_perm("surveys.add_survey") or Centre.objects.published_by(user).exists()


def can_ask_people_of(user: User, institution: Institution | None) -> bool:
    """An institution's people are asked by the committee and by who speaks for it."""
    if institution is None:
        return False
    everywhere = user.has_perm("surveys.add_survey")
    return everywhere or institutions_of(user).filter(pk=institution.pk).exists()


def can_ask_centre(user: User, centre: Centre | None) -> bool:
    """A centre's people are asked by the committee, by its publishers and its institution."""
    if centre is None:
        return False
    return user.has_perm("surveys.add_survey") or centres_of(user).filter(pk=centre.pk).exists()


def can_see_results(user: User, survey: Survey) -> bool:
    """Who runs it, and for whom it is published; nobody while an anonymous survey is open."""
    if survey.is_anonymous and survey.state != Survey.State.CLOSED:
        return False
    if survey.purpose == Survey.Purpose.ROUND:
        # Its own page shows what may be seen of so few, and to whom.
        return False
    if can_edit(user, survey) or user.has_perm("surveys.view_survey"):
        return True
    if survey.published_at is None:
        return False
    if survey.results_for == Survey.Results.PUBLIC:
        return True
    members = survey.results_for == Survey.Results.MEMBERS
    return members and user.is_authenticated and user.is_member


def can_see_sheets(user: User, survey: Survey) -> bool:
    """Who wrote what, of a named survey: for who runs it."""
    return not survey.is_anonymous and can_edit(user, survey)


def can_export(user: User, survey: Survey, what: str) -> bool:
    """Take a table along: "answers" of a named survey, "counts", "texts", "codebook"."""
    if what == "codebook":
        return can_edit(user, survey)
    if what == "answers" and not can_see_sheets(user, survey):
        return False
    return can_edit(user, survey) and can_see_results(user, survey)
