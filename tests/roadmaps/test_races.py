"""Threads on the real tables: what two at once may not break."""

import pytest

from core.exceptions import Refused
from roadmaps.actions import steps, taking
from roadmaps.models import Checklist, HistoryEntry, Step
from tests.factories.roadmaps import TemplateFactory, headed_centre
from tests.threads import at_once, raised

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_five_who_take_the_same_for_one_centre_one_gets_it(ana):
    template, centre = TemplateFactory(), headed_centre(ana)

    answers = at_once(*[lambda: taking.take(template, centre, ana)] * 5)

    assert [type(error) for error in raised(answers)] == [Refused] * 4
    assert Checklist.objects.count() == 1
    assert Step.objects.count() == 2


def test_a_step_that_five_finish_at_once_is_finished_once(ana):
    checklist = taking.take(TemplateFactory(), headed_centre(ana), ana)
    step = Step.objects.select_related("checklist").get(item_key="first")

    answers = at_once(*[lambda: steps.move(step, ana, 0, "done")] * 5)

    assert raised(answers) == []
    assert HistoryEntry.objects.filter(checklist=checklist, verb="done").count() == 1
