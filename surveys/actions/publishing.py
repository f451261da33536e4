"""From draft to open and back, the end, and versions. The survey's row is locked first."""

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import audit
from core.exceptions import Refused
from core.jobs import enqueue
from members.models import MembershipType, User
from notifications.actions import notify
from notifications.sentences import Sentence
from surveys import audiences, checking
from surveys.models import Survey, Version

from .heads import Audience, refuse_foreign_audience
from .locking import (
    Frozen,
    NotReady,
    State,
    is_answered,
    lock,
    lock_latest,
    refuse_outdated,
)

# Two groups with two answers each, and five people for each of the four.
_LEAST_BROKEN_DOWN = 4 * audiences.FEWEST
_LONGEST = timedelta(days=2 * 366)


def missing(survey: Survey, version: Version | None = None) -> list[str]:
    """What is missing before people can be asked, a sentence each."""
    version = version or survey.latest
    found = []
    if not any(text.strip() for text in survey.title.values()):
        found.append(_("It has no title."))
    found += _of_the_audience(survey)
    found += _of_the_times(survey)
    return found + checking.problems(version.instrument, is_anonymous=survey.is_anonymous)


def _of_the_audience(survey: Survey) -> list[str]:
    kind, key = survey.audience, survey.audience_key
    if kind == Audience.TYPE and not MembershipType.objects.filter(slug=key).exists():
        return [_("Say members of which type are asked.")]
    if kind == Audience.INSTITUTION and not key:
        return [_("Say the people of which institution are asked.")]
    if kind == Audience.CENTRE and not key:
        return [_("Say the people of which CTL are asked.")]
    number = audiences.number(survey)
    if kind == Audience.INVITED and not number:
        return [_("Nobody is on the list of invited people yet.")]
    if survey.is_anonymous and number is not None and number < audiences.FEWEST:
        if kind == Audience.INVITED:
            return [_("Fewer than five people are invited: nobody among so few is anonymous.")]
        return [_("Fewer than five people are asked: nobody among so few is anonymous.")]
    return []


def warnings(survey: Survey) -> list[str]:
    """What its author should know before people are asked, a sentence each."""
    number = audiences.number(survey)
    if number is None or number < audiences.FEWEST:
        return []
    if survey.breakdown and number < _LEAST_BROKEN_DOWN:
        return [_("So few people are asked that the results cannot be broken down.")]
    if survey.is_anonymous and number < 2 * audiences.FEWEST:
        return [
            _("Few people are asked: of a question that fewer than five answer, nothing is shown.")
        ]
    return []


def _of_the_times(survey: Survey) -> list[str]:
    if survey.closes_at is None:
        if survey.is_anonymous:
            return [
                _(
                    "Say when it closes: the results of an anonymous survey are shown after "
                    "its end."
                )
            ]
        return []
    begins = max(survey.opens_at or now(), now())
    if survey.closes_at <= begins:
        return [_("It would close before it opens.")]
    return []


# --- Open and back -----------------------------------------------------------------------------


@transaction.atomic
def publish(survey: Survey, by: User, revision: int) -> Survey:
    """Ask people: now, or by itself at the hour that the head says. `NotReady` says all that is
    missing.
    """
    survey = lock(survey, by)
    version = lock_latest(survey)
    refuse_outdated(version, revision)
    if survey.state != State.DRAFT:
        raise Refused(_("It has been published already."))
    if survey.audience != Audience.OTHER:
        refuse_foreign_audience(by, survey)
    if sentences := missing(survey, version):
        raise NotReady(sentences)
    if survey.opens_at and survey.opens_at > now():
        survey.state = State.READY
        survey.save(update_fields=["state"])
    else:
        _open(survey)
    audit.record("publish", survey, before={"state": State.DRAFT}, after={"state": survey.state})
    return survey


def _open(survey: Survey) -> None:
    from surveys.tasks import send_invitations

    survey.state = State.OPEN
    survey.opens_at = survey.opens_at or now()
    survey.save(update_fields=["state", "opens_at"])
    enqueue(send_invitations, survey.pk)


def open_due() -> int:
    """Open what waits for its hour. What cannot be opened is a draft again, and its owner told."""
    opened = 0
    for pk in list(Survey.objects.to_open().values_list("pk", flat=True)):
        opened += _open_one(pk)
    return opened


@transaction.atomic
def _open_one(pk: int) -> bool:
    survey = Survey.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if survey is None or survey.state != State.READY or survey.opens_at > now():
        return False
    if missing(survey):
        survey.state = State.DRAFT
        survey.save(update_fields=["state"])
        if survey.owner:
            _notify_owner(survey)
        return False
    _open(survey)
    return True


def _notify_owner(survey: Survey) -> None:
    words = gettext_lazy("“%(title)s” could not open: something is missing. It is a draft again.")
    path = reverse("surveys:build", args=[survey.slug])
    sentence = Sentence(words, title=survey.title_for(survey.owner.language))
    notify("surveys.mine", [survey.owner], sentence, path)


@transaction.atomic
def take_back(survey: Survey, by: User) -> Survey:
    """Make it a draft again, while nobody has answered or begun to."""
    survey = lock(survey, by)
    if survey.state not in (State.READY, State.OPEN):
        raise Refused(_("There is nothing to take back."))
    if is_answered(survey):
        raise Frozen(_("Somebody has begun to answer: it cannot be taken back any more."))
    before = survey.state
    survey.state = State.DRAFT
    survey.save(update_fields=["state"])
    audit.record("take back", survey, before={"state": before}, after={"state": State.DRAFT})
    return survey


@transaction.atomic
def change_end(survey: Survey, by: User, closes_at: datetime | None) -> Survey:
    """Let it run longer or shorter. What is to end now is closed, by another verb."""
    survey = lock(survey, by)
    if survey.state not in (State.READY, State.OPEN):
        raise Refused(_("Only what is open, or about to open, has an end to change."))
    if survey.closes_at and survey.closes_at <= now():
        raise Refused(_("It is over. Results are being made ready."))
    if closes_at is None and survey.is_anonymous:
        raise Refused(
            _("Say when it closes: the results of an anonymous survey are shown after its end.")
        )
    if closes_at is not None:
        begins = max(survey.opens_at or now(), now())
        if closes_at <= begins:
            raise Refused(_("The new end has to be ahead of us, and after it opens."))
        if closes_at > now() + _LONGEST:
            raise Refused(_("Nobody answers for longer than two years. Choose an earlier day."))
    before = {"closes_at": survey.closes_at}
    survey.closes_at = closes_at
    survey.save(update_fields=["closes_at"])
    audit.record("change end", survey, before=before, after={"closes_at": closes_at})
    return survey


@transaction.atomic
def delete_draft(survey: Survey, by: User) -> None:
    """Throw a draft away, with its list of invited people."""
    survey = lock(survey, by)
    if survey.state != State.DRAFT or is_answered(survey):
        raise Refused(_("Only a draft that nobody has answered can be deleted."))
    audit.record("delete", survey, before=audit.snapshot(survey))
    survey.delete()


# --- Versions ----------------------------------------------------------------------------------


@transaction.atomic
def new_version(survey: Survey, by: User) -> Version:
    """A draft of the next version, with the same questions under the same keys.

    People answer the one before it until the draft is put to use.
    """
    survey = lock(survey, by)
    latest = lock_latest(survey)
    if not survey.is_open:
        raise Refused(_("A new version makes sense only while people can still answer."))
    if latest.is_draft:
        raise Refused(_("A new version is being written already."))
    if not (latest.is_frozen or is_answered(survey)):
        raise Refused(_("Nobody has answered yet: take it back and change it."))
    version = Version.objects.create(
        survey=survey, number=latest.number + 1, content=latest.content, is_draft=True
    )
    audit.record("begin a version", survey, after={"version": version.number})
    return version


@transaction.atomic
def use_version(survey: Survey, by: User, revision: int) -> Version:
    """From now on people answer the new version; answers to the one before it stay."""
    survey = lock(survey, by)
    version = lock_latest(survey)
    if not version.is_draft:
        raise Refused(_("There is no new version."))
    refuse_outdated(version, revision)
    if not survey.is_open:
        raise Refused(_("A new version makes sense only while people can still answer."))
    problems = checking.problems(version.instrument, is_anonymous=survey.is_anonymous)
    if problems:
        raise NotReady(problems)
    version.is_draft = False
    version.save(update_fields=["is_draft"])
    survey.language_order = list(version.instrument.languages)
    survey.save(update_fields=["language_order"])
    audit.record("use a version", survey, after={"version": version.number})
    return version


@transaction.atomic
def delete_version(survey: Survey, by: User) -> None:
    """Throw the draft of a new version away."""
    survey = lock(survey, by)
    version = lock_latest(survey)
    if not version.is_draft:
        raise Refused(_("There is no new version."))
    version.delete()
    audit.record("delete a version", survey, before={"version": version.number})
