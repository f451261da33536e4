"""What the owner does with results: sort texts, write the summary, publish."""

import uuid
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from core import audit, deposits, search, tables
from core.exceptions import Refused
from core.models import Letter
from members.models import User
from notifications.actions import notify
from notifications.sentences import Sentence
from surveys import audiences, emails, exports, threshold
from surveys.models import Participation, Survey, TextTag
from surveys.permissions import can_edit, can_see_results
from surveys.results import results_of, texts_of

MOST_TAGS = 20
# Between two reminders, and the fewest that one goes to: a reminder to one person tells of them.
BETWEEN_REMINDERS = timedelta(days=3)
FEWEST_REMINDED = 5
# For longer no e-mail is tried.
_ON_THEIR_WAY = timedelta(days=7)
_FORBIDDEN = gettext_lazy("You may not do that with this survey.")


def _lock(survey: Survey, by: User) -> Survey:
    survey = Survey.objects.select_for_update(of=("self",)).get(pk=survey.pk)
    if not can_edit(by, survey):
        raise Refused(_FORBIDDEN)
    return survey


@transaction.atomic
def tag_text(survey: Survey, by: User, question_key: str, answer: str, word: str) -> None:
    """Put a word on a text; nothing where it stands already."""
    survey = _lock(survey, by)
    question = survey.current.instrument.question(question_key)
    word = " ".join(word.split())[:60]
    if not can_see_results(by, survey) or question is None or not word:
        raise Refused(_("Write a word, and choose a text of this survey."))
    if answer not in {key for key, _text in texts_of(survey, question)}:
        raise Refused(_("This text is not there any more."))
    tags = TextTag.objects.filter(survey=survey, question=question_key, answer=uuid.UUID(answer))
    if tags.count() >= MOST_TAGS:
        raise Refused(_("That is enough words for one text."))
    try:
        with transaction.atomic():
            TextTag.objects.create(
                survey=survey, question=question_key, answer=uuid.UUID(answer), word=word
            )
    except IntegrityError:
        return


@transaction.atomic
def untag_text(survey: Survey, by: User, tag_pk: int) -> None:
    """Take a word off a text."""
    survey = _lock(survey, by)
    TextTag.objects.filter(survey=survey, pk=tag_pk).delete()


@transaction.atomic
def publish_results(
    survey: Survey, by: User, *, results_for: str, summary: dict[str, str], questions: list[str]
) -> Survey:
    """Show the figures of some questions, with the owner's words around them."""
    survey = _lock(survey, by)
    if survey.state != Survey.State.CLOSED and survey.is_anonymous:
        raise Refused(_("The results of an anonymous survey can be shown when it has closed."))
    if results_for not in (Survey.Results.MEMBERS, Survey.Results.PUBLIC):
        raise Refused(_("Say who shall see the results."))
    known = {question.key for question in survey.current.instrument.questions}
    survey.results_for = results_for
    survey.summary = {code: text for code, text in summary.items() if text.strip()}
    survey.shown_questions = [key for key in questions if key in known]
    survey.published_at = survey.published_at or timezone.now()
    survey.save(update_fields=["results_for", "summary", "shown_questions", "published_at"])
    audit.record("publish results", survey, after={"results_for": results_for})
    search.index(survey)
    return survey


@transaction.atomic
def withdraw_results(survey: Survey, by: User) -> Survey:
    """Take the page of results back; the figures stay with the owner."""
    survey = _lock(survey, by)
    survey.published_at = None
    survey.save(update_fields=["published_at"])
    audit.record("withdraw results", survey)
    search.index(survey)
    return survey


def deposit(survey: Survey, by: User) -> str:
    """A draft in the repository with the questions, the counts and the summary; its address.

    Never what somebody wrote, nor who answered.
    """
    if not can_edit(by, survey) or not can_see_results(by, survey):
        raise Refused(_FORBIDDEN)
    results = results_of(survey)
    if results.is_withheld or not results.number:
        raise Refused(_("There are no results to publish."))
    language = survey.languages[0]
    with override(language):
        files = [
            (f"{survey.slug}-questions.csv", _csv(*exports.codebook(survey.current.instrument))),
            (f"{survey.slug}-counts.csv", _csv(*exports.counts(results_of(survey)))),
        ]
        if summary := survey.summary.get(language, ""):
            files.append((f"{survey.slug}-report.md", summary.encode()))
        abstract = survey.intro_for(language) or survey.title_for(language)
        given = deposits.Deposit(
            survey.title_for(language), abstract, language, "report", files, survey.centre
        )
    address = deposits.draft(by, given)
    audit.record("deposit", survey, after={"address": address})
    return address


def _csv(header: list, rows) -> bytes:
    return b"".join(tables.csv_response("survey", header, rows).streaming_content)


@transaction.atomic
def remind(survey: Survey, by: User) -> int:
    """Write to all who have not answered yet, never to few; to how many.

    Of an anonymous survey in steps of five: with those asked it would tell how many answered.
    """
    survey = _lock(survey, by)
    if not survey.is_open:
        raise Refused(_("This survey is not open."))
    now = timezone.now()
    if survey.reminded_at and survey.reminded_at + BETWEEN_REMINDERS > now:
        raise Refused(_("They were reminded a short while ago. Wait three days in between."))
    done = Participation.objects.filter(survey=survey)
    people = audiences.people(survey).exclude(
        pk__in=done.filter(person__isnull=False).values("person")
    )
    invitations = survey.invitations.filter(is_sent=True, has_declined=False).exclude(
        pk__in=done.filter(invitation__isnull=False).values("invitation")
    )
    number = people.count() + invitations.count()
    if number < FEWEST_REMINDED:
        raise Refused(
            _(
                "Fewer than five have not answered. So few are not reminded: it would "
                "tell who they are."
            )
        )
    for invitation in invitations.select_related("survey__owner"):
        emails.invite(invitation, template=emails.REMINDER)
    words = gettext_lazy("The survey “%(title)s” still waits for your answers.")
    path = reverse("surveys:answer", args=[survey.slug])
    sentence = Sentence(words, title=survey.title_for())
    notify("surveys.asked", people, sentence, path, template=emails.REMINDER_BY_ACCOUNT)
    if survey.is_anonymous:
        number = threshold.in_steps(number)
    survey.reminded_at = now
    survey.save(update_fields=["reminded_at"])
    audit.record("remind", survey, after={"people": number})
    return number


def forget_reminders() -> None:
    """Delete reminders that have left: the list of e-mails would say who had not answered."""
    if not Survey.objects.filter(reminded_at__gte=timezone.now() - _ON_THEIR_WAY).exists():
        return
    reminders = Letter.objects.filter(kind__in=[emails.REMINDER, emails.REMINDER_BY_ACCOUNT])
    reminders.exclude(sent_at=None, failed_at=None).delete()
