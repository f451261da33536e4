"""What stands over the questions: title, who is asked and how, and for whom the results are."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.exceptions import Refused
from members.models import Centre, Institution, User
from surveys import permissions
from surveys.deadlines import refuse_past
from surveys.models import Survey
from surveys.texts import Texts

from .locking import State, is_answered, lock, lock_latest, refuse_outdated

Audience, Results = Survey.Audience, Survey.Results
_WIDTH = [Results.OWNER, Results.MEMBERS, Results.PUBLIC]


@dataclass(frozen=True)
class Head:
    """All that the form over the questions says."""

    title: Texts
    intro: Texts = field(default_factory=dict)
    institution: Institution | None = None
    centre: Centre | None = None
    is_anonymous: bool = True
    audience: str = Audience.MEMBERS
    audience_key: str = ""
    is_listed: bool = True
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    results_for: str = Results.OWNER
    breakdown: str = ""


# What people were told when they were asked stays; words may be corrected.
_PROMISED = (
    "institution_id",
    "centre_id",
    "is_anonymous",
    "audience",
    "audience_key",
    "opens_at",
    "closes_at",
    "breakdown",
)


@transaction.atomic
def change_head(survey: Survey, by: User, revision: int, head: Head) -> Survey:
    """Keep the head. Once it is published only its words, its place in the list and, as far as
    nobody's answer is shown to more people than they knew, who sees the results.
    """
    survey = lock(survey, by)
    version = lock_latest(survey)
    refuse_outdated(version, revision)
    before = audit.snapshot(survey)
    promised = {name: getattr(survey, name) for name in _PROMISED}
    results_before = survey.results_for
    _set(survey, head)
    if not survey.title:
        raise Refused(_("Give it a title."))
    if survey.state != State.DRAFT:
        _refuse_broken_promises(survey, promised)
    _refuse_other_anonymity(survey, promised["is_anonymous"])
    _refuse_wider_results(survey, results_before)
    changed_audience = (promised["audience"], promised["audience_key"]) != (
        survey.audience,
        survey.audience_key,
    )
    if changed_audience:
        refuse_foreign_audience(by, survey)
    _refuse_foreign_name(by, survey, promised)
    if survey.state == State.DRAFT:
        refuse_past(survey.closes_at)
    if survey.opens_at and survey.closes_at and survey.closes_at <= survey.opens_at:
        raise Refused(_("It has to close after it opens."))
    survey.save()
    version.revision += 1
    version.save(update_fields=["revision"])
    audit.record("change", survey, before=before, after=audit.snapshot(survey))
    return survey


def _set(survey: Survey, head: Head) -> None:
    for name in (
        "institution",
        "centre",
        "is_anonymous",
        "audience",
        "audience_key",
        "is_listed",
        "opens_at",
        "closes_at",
        "results_for",
        "breakdown",
    ):
        setattr(survey, name, getattr(head, name))
    for name in ("title", "intro"):
        texts = {code: text.strip() for code, text in getattr(head, name).items()}
        setattr(survey, name, {code: text for code, text in texts.items() if text})


def _refuse_broken_promises(survey: Survey, promised: dict) -> None:
    if any(getattr(survey, name) != value for name, value in promised.items()):
        raise Refused(
            _(
                "It has been published: whom it asks, in whose name and whether it is anonymous "
                "stay as they were told."
            )
        )


def _refuse_other_anonymity(survey: Survey, before: bool) -> None:
    """Also where the state says draft: it is the answers that count, not the word."""
    if survey.is_anonymous == before:
        return
    # Somebody may have the page open on which it was promised.
    if audit.about(survey).filter(verb="publish").exists():
        raise Refused(
            _(
                "It has been published: whom it asks, in whose name and whether it is anonymous "
                "stay as they were told."
            )
        )
    if is_answered(survey):
        raise Refused(
            _(
                "Somebody has answered: an anonymous survey stays anonymous, and a named "
                "one stays named."
            )
        )


def _refuse_wider_results(survey: Survey, before: str) -> None:
    is_asked = survey.state in (State.OPEN, State.CLOSING) or (
        survey.state != State.CLOSED and is_answered(survey)
    )
    wider = _WIDTH.index(survey.results_for) > _WIDTH.index(before)
    if survey.is_anonymous and is_asked and wider:
        raise Refused(
            _(
                "While an anonymous survey is open its results cannot be shown to more "
                "people than was said before the first question."
            )
        )


def refuse_foreign_audience(by: User, survey: Survey) -> None:
    """Whom somebody may ask."""
    kind, key = survey.audience, survey.audience_key
    if kind in (Audience.MEMBERS, Audience.TYPE):
        may = permissions.can_ask_all_members(by)
    elif kind == Audience.INSTITUTION:
        may = permissions.can_ask_people_of(by, _row(Institution, key))
    elif kind == Audience.CENTRE:
        may = permissions.can_ask_centre(by, _row(Centre, key))
    elif kind == Audience.OTHER:
        # A group or an event asks its own people, by its own page.
        may = by.has_perm("surveys.add_survey")
    else:
        may = kind in Audience.values
    if not may:
        raise Refused(_("You cannot ask these people. Choose whom you speak for."))


def _row(model, key: str):
    return model.objects.filter(pk=key).first() if key.isdecimal() else None


def _refuse_foreign_name(by: User, survey: Survey, before: dict) -> None:
    own = by.has_perm("surveys.add_survey")
    institution, centre = survey.institution_id, survey.centre_id
    if institution and institution != before["institution_id"] and not own:
        own_ones = permissions.institutions_of(by)
        if not own_ones.filter(pk=institution).exists():
            raise Refused(_("You do not speak for this institution."))
    if (
        centre
        and centre != before["centre_id"]
        and not own
        and not permissions.centres_of(by).filter(pk=centre).exists()
    ):
        raise Refused(_("You do not speak for this CTL."))
