"""What surveys forget every night: drafts and files of people who have not handed in."""

import threading
import time
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.utils import timezone

from core import retention, uploads
from surveys.actions import attaching
from surveys.actions.answering import Respondent, hand_in, save_draft
from surveys.instrument import Instrument, Question, Section
from surveys.models import AnswerFile, Draft, Invitation, Sheet, Survey
from tests.factories.surveys import InvitationFactory, OpenFactory
from tests.threads import at_once, raised

pytestmark = pytest.mark.django_db

QUESTION = Question("f", "file", {"en": "Your plan"})
ASKS_FOR_A_FILE = Instrument(sections=(Section("s", {"en": "S"}, questions=(QUESTION,)),))


@pytest.fixture
def survey(db):
    return OpenFactory(audience="members", is_anonymous=False, instrument=ASKS_FOR_A_FILE)


@pytest.fixture
def night(django_capture_on_commit_callbacks):
    """The nightly run, with what it does after the commit."""

    def run(**more) -> dict[str, int]:
        with django_capture_on_commit_callbacks(execute=True):
            report = retention.run(**more)
        assert [row.failure for row in report if row.failure] == []
        return {row.name: row.number for row in report if row.number}

    return run


def upload(survey, who) -> dict:
    file = SimpleUploadedFile("plan.txt", b"Begin early.")
    file.checked = uploads.check(file)
    return attaching.attach(survey, QUESTION, file, who)


def begun(survey, who) -> AnswerFile:
    sheet = {"f": upload(survey, who)}
    save_draft(survey.current, sheet, who)
    return AnswerFile.objects.get(pk=sheet["f"]["id"])


def handed_in(survey, who) -> AnswerFile:
    sheet = {"f": upload(survey, who)}
    hand_in(survey.current, sheet, who)
    return AnswerFile.objects.get(pk=sheet["f"]["id"])


def closed(survey, days: int) -> None:
    when = timezone.now() - timedelta(days=days)
    Survey.objects.filter(pk=survey.pk).update(state=Survey.State.CLOSED, closed_at=when)


def silent(days: int) -> None:
    when = timezone.now() - timedelta(days=days)
    Draft.objects.update(saved_at=when)
    AnswerFile.objects.update(added_at=when)


def is_there(file: AnswerFile) -> bool:
    return file.file.storage.exists(file.file.name)


def test_what_was_begun_is_gone_two_weeks_after_the_close_with_its_file(survey, ana, boris, night):
    left, kept = begun(survey, Respondent(ana)), handed_in(survey, Respondent(boris))
    silent(20)
    closed(survey, 13)
    assert night() == {}

    closed(survey, 15)
    assert night(dry=True) == {"survey-begun": 1}
    assert is_there(left)
    assert night() == {"survey-begun": 1}

    assert not Draft.objects.exists()
    assert list(AnswerFile.objects.all()) == [kept]
    assert (is_there(left), is_there(kept)) == (False, True)


def test_what_nobody_has_touched_for_a_year_goes_while_others_still_answer(
    survey, ana, boris, night
):
    left, other = begun(survey, Respondent(ana)), begun(survey, Respondent(boris))
    silent(364)
    assert night() == {}

    silent(366)
    Draft.objects.filter(person=boris).update(saved_at=timezone.now())
    assert night() == {"survey-begun-long-ago": 1}

    assert Draft.objects.get().person == boris
    assert (is_there(left), is_there(other)) == (False, True)


def test_the_year_of_silence_cannot_be_made_longer():
    kind = next(kind for kind in retention.kinds() if kind.name == "survey-begun-long-ago")

    assert (kind.days, kind.most) == (365, 365)


def test_what_was_handed_in_loses_its_file_some_time_after_the_close(survey, ana, night):
    file = handed_in(survey, Respondent(ana))
    silent(400)
    Sheet.objects.update(is_counted=True)
    assert night() == {}
    closed(survey, 89)
    assert night() == {}

    closed(survey, 91)
    assert night() == {"survey-files": 1}

    assert not AnswerFile.objects.exists()
    assert not is_there(file)
    assert Sheet.objects.get().person == ana


def test_a_file_of_nobody_s_answer_goes_after_a_week(survey, ana, boris, night):
    handed_in(survey, Respondent(ana)), begun(survey, Respondent(boris))
    # In a second window, after handing in: the answers there were refused.
    loose = AnswerFile.objects.get(pk=_second_window(survey, Respondent(ana)))
    silent(6)
    assert night() == {}

    silent(8)
    assert night() == {"survey-files-loose": 1}

    assert not AnswerFile.objects.filter(pk=loose.pk).exists()
    assert not is_there(loose)
    assert all(is_there(file) for file in AnswerFile.objects.all())
    assert AnswerFile.objects.count() == 2


def _second_window(survey, who) -> str:
    """A file that came for another question, so that it took no earlier one's place."""
    pk = upload(OpenFactory(audience="members", is_anonymous=False), who)["id"]
    AnswerFile.objects.filter(pk=pk).update(survey=survey, question="g")
    return pk


def test_addresses_that_are_forgotten_leave_no_bytes_behind(night):
    survey = OpenFactory(audience="invited", is_anonymous=False, instrument=ASKS_FOR_A_FILE)
    file = handed_in(survey, Respondent(invitation=InvitationFactory(survey=survey)))
    closed(survey, 91)

    night(only="survey-invitations")

    assert not Invitation.objects.exists()
    assert not AnswerFile.objects.exists()
    assert not is_there(file)


@pytest.mark.django_db(transaction=True)
def test_what_is_handed_in_while_the_night_runs_keeps_its_file(ana):
    survey = OpenFactory(audience="members", is_anonymous=False, instrument=ASKS_FOR_A_FILE)
    file, who = begun(survey, Respondent(ana)), Respondent(ana)
    silent(366)
    is_handing_in = threading.Event()

    def hand_in_slowly():
        with transaction.atomic():
            hand_in(survey.current, {"f": {"id": str(file.pk), "name": file.name}}, who)
            is_handing_in.set()
            _until_somebody_waits()

    def night_falls():
        is_handing_in.wait()
        retention.run(only="survey-begun-long-ago")

    answers = at_once(hand_in_slowly, night_falls)

    assert raised(answers) == []
    assert AnswerFile.objects.get() == file
    assert is_there(file)
    assert Sheet.objects.get().answers["f"]["id"] == str(file.pk)


def _until_somebody_waits() -> None:
    """Until the other connection hangs on a lock; SQLite lets nobody else write anyway."""
    if connection.vendor != "postgresql":
        return
    end = time.monotonic() + 20
    with connection.cursor() as cursor:
        while time.monotonic() < end:
            # Its view is as old as the transaction, else.
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT 1 FROM pg_stat_activity"
                " WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone():
                return
    raise AssertionError("nobody waits")
