"""After the end nothing joins who answered with what was answered, in the database itself."""

import random
from itertools import pairwise

import pytest
from django.db import connection
from django.utils import timezone

from core.models import AuditEntry, Letter
from notifications.models import Notification
from surveys.actions import answering, closing
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
    closing.close(survey, survey.owner)
    assert closing.settle(survey.pk, now=timezone.now() + closing.SETTLING)
    survey.refresh_from_db()
    return survey


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

    assert not AuditEntry.objects.filter(actor=last).exists()
    assert not Letter.objects.filter(to=last.email).exists()
    assert not Notification.objects.filter(recipient=last).exists()
    tally = Tally.objects.get()
    assert tally.groups == {}
    assert "RS" not in str(tally.breakdown)


def test_deleted_rows_are_not_left_in_the_file(over, settings):
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_relation_size('surveys_sheet')")
            assert cursor.fetchone()[0] == 0
            cursor.execute("SELECT pg_relation_size('surveys_participation')")
            assert cursor.fetchone()[0] == 0
    else:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete")
            assert cursor.fetchone()[0] == 1


def test_who_answers_while_it_closes_is_counted_or_told(over):
    """A tick before the end brings its sheet; after it was taken apart none comes."""
    from core.exceptions import Refused

    version = Version.objects.get()
    with pytest.raises(Refused):
        answering.hand_in(version, answers_of(1), Respondent(MemberFactory()))
    with pytest.raises(Refused):
        answering._keep_nameless(version, answers_of(1), "")

    assert not Sheet.objects.exists()
    assert not Participation.objects.exists()


def test_when_the_second_half_fails_the_tick_is_taken_back(monkeypatch):
    survey = OpenFactory(audience=Survey.Audience.MEMBERS)
    person = MemberFactory()

    def full(**values):
        raise OSError("the disk is full")

    monkeypatch.setattr(Sheet.objects, "create", full)
    with pytest.raises(OSError, match="full"):
        answering.hand_in(survey.current, answers_of(1), Respondent(person))
    monkeypatch.undo()
    assert not Participation.objects.exists()
    answering.hand_in(survey.current, answers_of(1), Respondent(person))

    assert Sheet.objects.count() == 1
    assert Survey.objects.get().received == 1


def test_codes_of_chance_are_drawn_from_the_system(monkeypatch):
    """Who knows the seed of a generator knows the order."""
    assert isinstance(closing._lot, random.SystemRandom)
