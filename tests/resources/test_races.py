"""Threads on the real tables: what two curators at once may not break."""

import pytest

from core.exceptions import Refused
from resources import actions
from resources.models import Resource, ReviewStep, Tally
from resources.tasks import recount
from tests.factories.resources import SubmittedFactory
from tests.threads import at_once, raised

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_ten_decisions_at_once_one_stands_and_nine_are_refused(mira, admin):
    record = SubmittedFactory()

    answers = at_once(
        *[lambda: actions.accept(record, mira)] * 5,
        *[lambda: actions.return_(record, admin, "Too short.")] * 5,
    )

    assert [type(error) for error in raised(answers)] == [Refused] * 9
    assert ReviewStep.objects.count() == 1
    record.refresh_from_db()
    assert record.is_accepted == Tally.objects.filter(number__gt=0).exists()


def test_records_that_are_accepted_at_once_are_all_counted(mira):
    records = [SubmittedFactory(language=language) for language in ("en", "sq", "mk", "en", "sq")]
    for number, record in enumerate(records):
        record.tags.add("shared", f"own {number}")

    answers = at_once(*[lambda record=record: actions.accept(record, mira) for record in records])

    assert raised(answers) == []
    assert Resource.objects.filter(state="accepted").count() == 5
    kept = sorted(Tally.objects.values_list("key", "number"))
    recount()
    assert sorted(Tally.objects.values_list("key", "number")) == kept
