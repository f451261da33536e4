"""Whoever sees to a step hears once that it comes up, and weekly that it is late."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from core.models import Letter
from notifications.models import Notification
from roadmaps.actions import reminders, steps
from roadmaps.tasks import remind
from tests.factories.members import MemberFactory, PositionFactory
from tests.factories.roadmaps import taken

pytestmark = pytest.mark.django_db


@pytest.fixture
def checklist(ana):
    return taken(ana)


def plan(checklist, key, by, *, days, owner=None):
    step = checklist.steps.select_related("item__version__template").get(item_key=key)
    step.checklist = checklist
    day = timezone.localdate() + timedelta(days=days)
    return steps.plan(step, by, None, owner=owner, due_on=day)


def told(person):
    with override("en"):
        return [str(row) for row in Notification.objects.filter(recipient=person).order_by("pk")]


def test_what_comes_up_is_told_once_to_whoever_sees_to_it(ana, checklist):
    plan(checklist, "first", ana, days=5, owner=ana)
    plan(checklist, "second", ana, days=40, owner=ana)

    remind()
    remind()

    assert told(ana) == [f"Due within a week in “{checklist}”: Item first."]
    assert Letter.objects.filter(to=ana.email).count() == 1


def test_what_is_late_is_told_again_after_a_week_and_not_before(ana, checklist):
    step = plan(checklist, "first", ana, days=-1, owner=ana)

    remind()
    remind()
    assert told(ana) == [f"Late in “{checklist}”: Item first."]

    step.refresh_from_db()
    step.reminded_late_on -= timedelta(days=7)
    step.save()
    remind()
    assert len(told(ana)) == 2


def test_several_steps_of_a_checklist_are_told_in_one_sentence(ana, checklist):
    plan(checklist, "first", ana, days=-2, owner=ana)
    plan(checklist, "second", ana, days=-1, owner=ana)

    remind()

    assert told(ana) == [f"Late in “{checklist}”: Item first, Item second."]


def test_nobody_hears_of_what_is_settled_or_put_away(ana, checklist):
    step = plan(checklist, "first", ana, days=-1, owner=ana)
    steps.move(step, ana, None, "done")
    plan(checklist, "second", ana, days=-1, owner=ana)
    checklist.put_away_at = timezone.now()
    checklist.save()

    remind()

    assert told(ana) == []


def test_a_step_that_nobody_sees_to_is_told_to_who_looks_after_the_checklist(ana, checklist):
    centre = checklist.holder
    staff = PositionFactory(
        person=MemberFactory(), institution=centre.institution, centre=centre, role="staff"
    ).person
    plan(checklist, "first", ana, days=-1)

    remind()

    assert told(ana) == [f"Late in “{checklist}”: Item first."]
    assert told(staff) == []


def test_another_day_is_told_anew(ana, checklist):
    plan(checklist, "first", ana, days=2, owner=ana)
    reminders.remind()
    plan(checklist, "first", ana, days=4, owner=ana)

    reminders.remind()

    assert len(told(ana)) == 2
