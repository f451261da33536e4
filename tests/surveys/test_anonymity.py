"""After the end nothing joins who answered with what was answered, in the database itself."""

import random
import time
from contextlib import contextmanager
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.utils import timezone

from core.exceptions import Refused
from core.health import findings
from core.models import AuditEntry, Letter
from notifications.models import Notification
from surveys import health, tasks
from surveys.actions import answering, closing, sweeping
from surveys.actions.answering import Respondent
from surveys.models import (
    ClosedParticipation,
    FreeText,
    Participation,
    Sheet,
    Survey,
    Tally,
    Version,
)
from tests.factories.members import MemberFactory
from tests.factories.surveys import OpenFactory

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 40


def answers_of(number):
    return {
        "one": {"choice": "yes" if number % 2 else "no"}, "short": f"Town {number:02}",
        "long": f"Thought {number:02}", "scale": number % 5 + 1,
    }  # fmt: skip


@pytest.fixture
def over():
    """A survey that forty people have answered in turn, closed and taken apart."""
    survey = OpenFactory(audience=Survey.Audience.MEMBERS, breakdown="country")
    version = survey.current
    for number in range(PEOPLE):
        person = MemberFactory(country_id="BA" if number < PEOPLE - 1 else "RS")
        answering.hand_in(version, answers_of(number), Respondent(person))
    return taken_apart(survey)


def order_of(table, column):
    """The values of a column as the rows lie on disk, and how many transactions wrote them."""
    place = "ctid" if connection.vendor == "postgresql" else "rowid"
    wrote = "count(DISTINCT xmin::text)" if connection.vendor == "postgresql" else "1"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} ORDER BY {place}")
        rows = [value for (value,) in cursor.fetchall()]
        cursor.execute(f"SELECT {wrote} FROM {table}")
        return rows, cursor.fetchone()[0]


def test_while_it_is_open_roll_and_sheets_are_of_two_transactions():
    survey = OpenFactory(audience=Survey.Audience.MEMBERS)
    for number in range(5):
        answering.hand_in(survey.current, answers_of(number), Respondent(MemberFactory()))

    assert not Sheet.objects.exclude(person=None, handed_in_at=None).exists()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT xmin::text FROM surveys_sheet")
            sheets = set(cursor.fetchall())
            cursor.execute("SELECT xmin::text FROM surveys_participation")
            assert not sheets & set(cursor.fetchall())


def test_no_sheet_and_no_roll_in_its_order_is_left(over):
    assert not Sheet.objects.exists()
    assert not Participation.objects.exists()
    assert ClosedParticipation.objects.filter(survey=over).count() == PEOPLE
    assert FreeText.objects.count() == 2 * PEOPLE


def test_rows_lie_in_an_order_drawn_by_lot_and_are_of_one_transaction(over):
    people, transactions = order_of("surveys_closedparticipation", "person_id")
    texts, also = order_of("surveys_freetext", "text")

    assert (transactions, also) == (1, 1)
    assert people != sorted(people)
    # Neither as they came, nor the two texts of one person beside each other more than by chance.
    towns = [text for text in texts if text.startswith("Town")]
    assert towns != sorted(towns)
    beside = sum(a[-2:] == b[-2:] for a, b in pairwise(texts) if a[:4] != b[:4])
    assert beside < PEOPLE // 4


def test_keys_do_not_sort_as_people_came(over):
    texts = list(FreeText.objects.filter(question="short").order_by("pk"))

    assert [row.text for row in texts] != sorted(row.text for row in texts)


def test_no_other_table_says_who_answered_when(over):
    """The last who came is the only one of her country: nothing may single her out."""
    last = MemberFactory._meta.model.objects.filter(country_id="RS").latest("pk")

    assert not AuditEntry.objects.filter(who=last.pk).exists()
    assert not Letter.objects.filter(to=last.email).exists()
    assert not Notification.objects.filter(recipient=last).exists()
    tally = Tally.objects.get()
    assert tally.groups == {}
    assert "RS" not in str(tally.breakdown)


def assert_nothing_is_left_on_disk():
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in ("surveys_sheet", "surveys_participation"):
                cursor.execute("SELECT pg_relation_size(%s)", [table])
                assert cursor.fetchone()[0] == 0, table
        else:
            cursor.execute("PRAGMA secure_delete")
            assert cursor.fetchone()[0] == 1


def sweep_by_the_clock():
    """As often as it takes: other tests write into other databases of the server."""
    deadline = time.monotonic() + 30
    while Survey.objects.to_sweep().exists():
        tasks.sweep_surveys()
        assert time.monotonic() < deadline


def test_deleted_rows_are_not_left_in_the_file(over):
    sweep_by_the_clock()

    assert_nothing_is_left_on_disk()


@contextmanager
def reader(sql, database=""):
    """Another connection that has looked into the database and still holds what it saw."""
    other = connection.copy()
    if database:
        other.settings_dict = {**other.settings_dict, "NAME": database}
    try:
        with other.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
            else:
                cursor.execute("BEGIN DEFERRED")
            cursor.execute(sql)
            cursor.fetchall()
            yield
            cursor.execute("ROLLBACK")
    finally:
        other.close()


@pytest.mark.parametrize("table", ["surveys_survey", "surveys_sheet"])
def test_what_somebody_still_looks_at_is_swept_by_the_clock_when_they_have_gone(
    table, monkeypatch
):
    """A backup sees the rows that were deleted; one that reads the answers locks them, too."""
    monkeypatch.setattr(sweeping, "_PATIENCE", 100)
    survey = OpenFactory(audience=Survey.Audience.MEMBERS)
    for number in range(5):
        answering.hand_in(survey.current, answers_of(number), Respondent(MemberFactory()))
    closing.close(survey, survey.owner)
    with reader(f"SELECT count(*) FROM {table}"):
        assert closing.settle(survey.pk, now=timezone.now() + closing.SETTLING)
        survey.refresh_from_db()
        assert survey.state == Survey.State.CLOSED
        assert not survey.is_swept
        tasks.sweep_surveys()
        survey.refresh_from_db()
        assert not survey.is_swept

    sweep_by_the_clock()

    assert_nothing_is_left_on_disk()


def test_who_writes_into_another_database_of_the_server_is_waited_for_too():
    """PostgreSQL takes its oldest snapshot from the transactions of the whole server."""
    if connection.vendor != "postgresql":
        pytest.skip("There is no PostgreSQL in this run; the other run has one.")
    survey = OpenFactory(audience=Survey.Audience.MEMBERS)
    for number in range(5):
        answering.hand_in(survey.current, answers_of(number), Respondent(MemberFactory()))
    closing.close(survey, survey.owner)
    with reader("SELECT txid_current()", database="postgres"):
        assert closing.settle(survey.pk, now=timezone.now() + closing.SETTLING)
        tasks.sweep_surveys()
        survey.refresh_from_db()
        assert not survey.is_swept

    sweep_by_the_clock()

    assert_nothing_is_left_on_disk()


def test_a_process_that_dies_before_it_swept_leaves_it_to_the_clock(over):
    Survey.objects.update(is_swept=False)

    sweep_by_the_clock()

    assert Survey.objects.get().is_swept


def test_what_cannot_be_swept_for_a_day_stands_in_the_machine_room(over):
    Survey.objects.update(is_swept=False)
    assert not list(health.unswept())

    Survey.objects.update(closed_at=timezone.now() - timedelta(days=2))

    assert any("still lie on the disk" in str(found.words) for found in findings())


@pytest.mark.parametrize("line", [
    "DETAIL:  12 dead row versions cannot be removed yet.",
    "DÉTAIL :  12 versions de lignes mortes ne peuvent pas encore être supprimées.",
    "ПОДРОБНОСТИ:  В данный момент нельзя удалить 12 «мёртвых» версий строк.",
])  # fmt: skip
def test_what_vacuum_had_to_keep_is_read_in_any_language(line):
    first = 'INFO:  vacuuming "public.surveys_sheet"\n'
    found = 'INFO:  "surveys_sheet": found 3 removable, 14 nonremovable row versions in 2 pages\n'

    assert (
        sweeping.dead_rows([first, f"{found}{line}\nCPU: user: 0.00 s, elapsed: 0.01 s.\n"]) == 12
    )
    assert sweeping.dead_rows([first]) is None


def test_who_answers_while_it_closes_is_counted_or_told(over):
    """Whose sheet is there before the end is ticked; after it was taken apart nobody is."""
    version = Version.objects.get()
    person = Respondent(MemberFactory())

    with pytest.raises(Refused):
        answering.hand_in(version, answers_of(1), person)
    with pytest.raises(Refused):
        answering._tick(version, person)

    assert not Sheet.objects.exists()
    assert not Participation.objects.exists()


def test_a_sheet_that_came_before_the_end_is_ticked_and_counted_after_it():
    survey = OpenFactory(audience=Survey.Audience.MEMBERS)
    person = Respondent(MemberFactory())
    pk = answering._keep(survey.current, answers_of(1), person)
    closing.close(survey, survey.owner)

    answering._tick(survey.current, person)
    answering._let_count(pk)
    closing.settle(survey.pk, now=timezone.now() + closing.SETTLING)

    assert Tally.objects.get().sheets == 1


def begun(survey, number):
    """Somebody whose process died when the sheet was kept and the tick was not made."""
    person = MemberFactory()
    answering._keep(survey.current, answers_of(number), Respondent(person))
    return person


def test_whose_process_died_before_the_tick_hands_in_again_and_counts_once():
    survey = OpenFactory(audience=Survey.Audience.MEMBERS)
    for number in range(4):
        answering.hand_in(survey.current, answers_of(number), Respondent(MemberFactory()))
    person = begun(survey, 9)
    begun(survey, 11)

    answering.hand_in(survey.current, answers_of(5), Respondent(person))
    survey = taken_apart(survey)

    assert (survey.received, Tally.objects.get().sheets) == (5, 5)
    texts = FreeText.objects.filter(question="short").values_list("text", flat=True)
    assert set(texts) == {f"Town {number:02}" for number in (0, 1, 2, 3, 5)}


def test_whose_process_died_after_the_tick_has_answered_and_is_counted():
    survey = OpenFactory(audience=Survey.Audience.MEMBERS)
    for number in range(4):
        answering.hand_in(survey.current, answers_of(number), Respondent(MemberFactory()))
    person = Respondent(begun(survey, 4))
    answering._tick(survey.current, person)

    assert answering.has_answered(survey, person)
    with pytest.raises(Refused):
        answering.hand_in(survey.current, answers_of(4), person)
    taken_apart(survey)

    assert Tally.objects.get().sheets == 5


def test_as_many_sheets_count_as_ticks_were_made_whatever_broke_off():
    survey = OpenFactory(audience=Survey.Audience.MEMBERS)
    for number in range(5):
        answering.hand_in(survey.current, answers_of(number), Respondent(MemberFactory()))
    for number in range(5, 8):
        begun(survey, number)
    answering._tick(survey.current, Respondent(begun(survey, 8)))

    survey = taken_apart(survey)

    assert survey.received == 6
    assert Tally.objects.get().sheets == 6
    assert ClosedParticipation.objects.filter(survey=survey).count() == 6


def test_whoever_hands_in_twice_at_once_is_kept_once():
    """Both windows were asked before either was ticked."""
    survey = OpenFactory(audience=Survey.Audience.MEMBERS)
    person = Respondent(begun(survey, 1))
    answering.hand_in(survey.current, answers_of(2), person)

    with pytest.raises(Refused):
        answering._tick(survey.current, person)

    assert Participation.objects.count() == 1
    assert Survey.objects.get().received == 1


def taken_apart(survey):
    closing.close(survey, survey.owner)
    assert closing.settle(survey.pk, now=timezone.now() + closing.SETTLING)
    survey.refresh_from_db()
    return survey


def test_codes_of_chance_are_drawn_from_the_system(monkeypatch):
    """Who knows the seed of a generator knows the order."""
    assert isinstance(closing._lot, random.SystemRandom)
