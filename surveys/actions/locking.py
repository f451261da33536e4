"""The one way into a change: whose survey it is, on which state of it, held until it is done."""

from django.utils.translation import gettext as _

from core.exceptions import Refused
from members.models import User
from surveys.models import Draft, FreeText, Participation, Sheet, Survey, Version
from surveys.permissions import can_edit

State = Survey.State


class Outdated(Refused):
    """The page is older than what is there: somebody changed it in another window."""


class Frozen(Refused):
    """An answer has come, and with it the questions stay as they were answered."""


class NotReady(Refused):
    """What is missing before anybody can be asked, in `sentences`."""

    def __init__(self, sentences: list[str]):
        super().__init__(" ".join(sentences))
        self.sentences = sentences


def lock(survey: Survey, by: User) -> Survey:
    """The row as it is now, for whoever may change it."""
    found = Survey.objects.select_for_update(of=("self",)).filter(pk=survey.pk).first()
    if found is None:
        raise Refused(_("This survey has been deleted."))
    if not can_edit(by, found):
        raise Refused(_("You may not do that with this survey."))
    return found


def lock_latest(survey: Survey) -> Version:
    """The version that is worked on. Whoever locks both locks the survey first."""
    return survey.versions.select_for_update(of=("self",)).order_by("-number")[0]


def refuse_outdated(version: Version, revision: int) -> None:
    """Each change names the state of things that its author saw."""
    if version.revision != revision:
        raise Outdated(
            _(
                "This survey was changed in another window in the meantime. What you typed is "
                "still here: look at the other change, then save again."
            )
        )


def refuse_unless_open_to_change(survey: Survey, version: Version) -> None:
    """Questions change in a draft: of the survey, or of a version that comes after this one."""
    if version.is_frozen or (not version.is_draft and is_answered(survey)):
        raise Frozen(_("The first answer has come; make a new version."))
    if survey.state in (State.CLOSING, State.CLOSED):
        raise Refused(_("This survey is over."))
    if survey.state != State.DRAFT and not version.is_draft:
        raise Refused(_("It has been published. Take it back first; nobody has answered yet."))


def is_answered(survey: Survey) -> bool:
    """Whether anybody has answered, or has begun to: asked of every table, not of a counter."""
    return (
        survey.received > 0
        or survey.versions.filter(is_frozen=True).exists()
        or Participation.objects.filter(survey=survey).exists()
        or survey.closed_participations.exists()
        or Draft.objects.filter(survey=survey).exists()
        or Sheet.objects.filter(version__survey=survey).exists()
        or FreeText.objects.filter(version__survey=survey).exists()
    )
