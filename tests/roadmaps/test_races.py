"""Threads on the real tables: what two at once may not break."""

import threading

import pytest
from django.db import connection

from core.exceptions import Refused
from roadmaps.actions import steps, taking
from roadmaps.models import Checklist, HistoryEntry, Step
from tests.factories.roadmaps import TemplateFactory, headed_centre

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*works):
    """Run each of `works` in a thread of its own, all let go together; returns what they raise."""
    gate, raised = threading.Barrier(len(works)), []

    def run(work):
        try:
            gate.wait()
            work()
        except Exception as error:
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def test_of_five_who_take_the_same_for_one_centre_one_gets_it(ana):
    template, centre = TemplateFactory(), headed_centre(ana)

    raised = at_once(*[lambda: taking.take(template, centre, ana)] * 5)

    assert [type(error) for error in raised] == [Refused] * 4
    assert Checklist.objects.count() == 1
    assert Step.objects.count() == 2


def test_a_step_that_five_finish_at_once_is_finished_once(ana):
    checklist = taking.take(TemplateFactory(), headed_centre(ana), ana)
    step = Step.objects.select_related("checklist").get(item_key="first")

    raised = at_once(*[lambda: steps.move(step, ana, 0, "done")] * 5)

    assert raised == []
    assert HistoryEntry.objects.filter(checklist=checklist, verb="done").count() == 1
