"""Taking answers. Who has answered and what was answered are transactions of their own.

Rows that one transaction writes can be joined by its number for as long as they stand. First the
sheet is kept, and waits; then comes the tick on the roll; then the sheet is told that it counts.
A process that dies in between loses nothing: before the tick the person hands in again and the
sheet that waits is let go when the survey closes; after it the sheet counts, as there are as many
that count as there were ticks.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.exceptions import Refused
from members.models import User
from surveys import answers, audiences
from surveys.models import AnswerFile, Draft, Invitation, Participation, Sheet, Survey, Version

_CLOSED = _("This survey is closed. Your answers could not be handed in.")
_TWICE = _("You have answered this survey already.")
_NOT_ASKED = _("This survey is for other people.")
_CHANGED = _(
    "The questions have changed meanwhile. Your answers are kept where they still "
    "belong; please look through them."
)
_GAPS = _("Some questions still need an answer.")


@dataclass(frozen=True)
class Respondent:
    """Who answers: somebody with an account, by a personal link, or nobody that we know."""

    person: User | None = None
    invitation: Invitation | None = None

    @property
    def key(self) -> dict:
        """The columns that tell this respondent from others; empty for who is not known."""
        if self.invitation:
            return {"invitation": self.invitation}
        return {"person": self.person} if self.person else {}


def may_answer(survey: Survey, who: Respondent) -> bool:
    """Whether the survey asks this respondent."""
    if who.invitation:
        is_on_list = who.invitation.survey_id == survey.pk
        return is_on_list and survey.audience == Survey.Audience.INVITED
    if who.person:
        return audiences.asks(survey, who.person)
    return survey.audience == Survey.Audience.LINK


def has_answered(survey: Survey, who: Respondent) -> bool:
    return bool(who.key) and Participation.objects.filter(survey=survey, **who.key).exists()


def hand_in(version: Version, sheet: answers.Sheet, who: Respondent) -> None:
    """Keep the answers. Refused: closed, answered already, not asked, something is missing."""
    survey = version.survey
    if version.is_draft:
        raise Refused(_NOT_ASKED)
    if answers.gaps(version.instrument, sheet):
        raise Refused(_GAPS)
    counted = answers.handed_in(version.instrument, sheet)
    if not all(
        answers.fits(question, counted[question.key])
        for question in version.instrument.questions
        if question.key in counted
    ):
        raise Refused(_CHANGED)
    if not survey.is_anonymous:
        _keep_named(version, counted, who)
    elif not who.key:
        _keep(version, counted, who)
    else:
        pk = _keep(version, counted, who)
        try:
            _tick(version, who)
        except Refused:
            # Of any other failure we do not know whether the tick stands: the sheet waits.
            _take_back(pk)
            raise
        _let_count(pk)


def _lock(version: Version, who: Respondent) -> Survey:
    # Closing takes the same lock: what comes before it is counted, who comes after is told.
    survey = Survey.objects.select_for_update().get(pk=version.survey_id)
    if not survey.is_open:
        raise Refused(_CLOSED)
    if not may_answer(survey, who):
        raise Refused(_NOT_ASKED)
    if has_answered(survey, who):
        raise Refused(_TWICE)
    Version.objects.filter(pk=version.pk, is_frozen=False).update(is_frozen=True)
    return survey


@transaction.atomic
def _keep(version: Version, counted: answers.Sheet, who: Respondent) -> UUID:
    """The sheet without a name; that of somebody who will be ticked waits for it."""
    survey = _lock(version, who)
    group = audiences.group_of(survey, who.person)
    if not who.key:
        _add_one(survey)
    return Sheet.objects.create(
        version=version, answers=counted, group=group, is_waiting=bool(who.key)
    ).pk


@transaction.atomic
def _tick(version: Version, who: Respondent) -> None:
    survey = Survey.objects.select_for_update().get(pk=version.survey_id)
    if survey.state not in (Survey.State.OPEN, Survey.State.CLOSING):
        # It was taken apart between the two: the sheet is gone.
        raise Refused(_CLOSED)
    _write_on_roll(survey, who)


def _write_on_roll(survey: Survey, who: Respondent) -> None:
    if who.key:
        try:
            with transaction.atomic():
                Participation.objects.create(survey=survey, **who.key)
        except IntegrityError:
            raise Refused(_TWICE) from None
    _add_one(survey)


def _add_one(survey: Survey) -> None:
    Survey.objects.filter(pk=survey.pk).update(received=F("received") + 1)


@transaction.atomic
def _let_count(pk: UUID) -> None:
    Sheet.objects.filter(pk=pk).update(is_waiting=False)


@transaction.atomic
def _take_back(pk: UUID) -> None:
    Sheet.objects.filter(pk=pk, is_waiting=True).delete()


@transaction.atomic
def _keep_named(version: Version, counted: answers.Sheet, who: Respondent) -> None:
    survey = _lock(version, who)
    _write_on_roll(survey, who)
    Sheet.objects.create(
        version=version,
        person=who.person,
        invitation=who.invitation,
        answers=counted,
        group=audiences.group_of(survey, who.person),
        handed_in_at=timezone.now(),
    )
    if who.key:
        Draft.objects.filter(survey=survey, **who.key).delete()
        kept = {v["id"] for v in counted.values() if isinstance(v, dict) and "id" in v}
        AnswerFile.objects.filter(survey=survey, **who.key).exclude(pk__in=kept).delete()


# --- Named surveys: saved as it goes -----------------------------------------------------------


def draft_of(survey: Survey, who: Respondent) -> Draft | None:
    """What this respondent has begun. Anonymous surveys keep nothing before the end."""
    if survey.is_anonymous or not who.key:
        return None
    return Draft.objects.filter(survey=survey, **who.key).select_related("version").first()


@transaction.atomic
def save_draft(version: Version, sheet: answers.Sheet, who: Respondent) -> None:
    """Keep what has been answered so far, to go on at another place."""
    # Handing in takes the same lock: what comes after it leaves no draft behind.
    survey = Survey.objects.select_for_update().get(pk=version.survey_id)
    if survey.is_anonymous or not who.key:
        raise Refused(_("An anonymous survey keeps nothing before it is handed in."))
    if not survey.is_open or version.is_draft:
        raise Refused(_CLOSED)
    if has_answered(survey, who):
        raise Refused(_TWICE)
    Draft.objects.update_or_create(
        survey=survey, **who.key, defaults={"version": version, "answers": sheet}
    )


def carried_over(draft: Draft, version: Version) -> answers.Sheet:
    """What was begun, on an older version as far as the questions are the same."""
    if draft.version_id == version.pk:
        return dict(draft.answers)
    return kept_answers(draft.answers, draft.version, version)


def kept_answers(sheet: answers.Sheet, older: Version, newer: Version) -> answers.Sheet:
    """The answers whose questions are the same in both versions."""
    before = {question.key: question.fingerprint for question in older.instrument.questions}
    return {
        question.key: sheet[question.key]
        for question in newer.instrument.questions
        if question.key in sheet
        and before.get(question.key) == question.fingerprint
        and answers.fits(question, sheet[question.key])
    }
