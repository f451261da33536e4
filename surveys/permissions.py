"""Who may do what with surveys. The committee holds `surveys.change_survey`."""

from .models import Survey


def can_edit(user, survey: Survey) -> bool:
    """The owner, and the committee."""
    if not user.is_authenticated:
        return False
    return survey.owner_id == user.pk or user.has_perm("surveys.change_survey")


def can_see_results(user, survey: Survey) -> bool:
    """Who runs it, and for whom it is published; nobody while an anonymous survey is open."""
    if survey.is_anonymous and survey.state != Survey.State.CLOSED:
        return False
    if can_edit(user, survey) or user.has_perm("surveys.view_survey"):
        return True
    if survey.published_at is None:
        return False
    if survey.results_for == Survey.Results.PUBLIC:
        return True
    members = survey.results_for == Survey.Results.MEMBERS
    return members and user.is_authenticated and user.is_member


def can_see_sheets(user, survey: Survey) -> bool:
    """Who wrote what, of a named survey: for who runs it."""
    return not survey.is_anonymous and can_edit(user, survey)
