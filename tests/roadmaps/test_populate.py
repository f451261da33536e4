import random
from types import SimpleNamespace

import pytest

from portal.populate import roadmaps as populate
from roadmaps.models import Checklist, ChecklistTemplate, Step
from tests.factories.members import InstitutionFactory

pytestmark = pytest.mark.django_db


def run(number):
    populate.run(SimpleNamespace(checklists=number), random.Random(7), lambda *step: None)


def test_the_same_seed_makes_the_same_checklists():
    for _turn in range(3):
        InstitutionFactory()
    run(2)

    def rows():
        return list(Step.objects.order_by("pk").values_list("checklist__short_id", "state"))

    first = rows()
    version = ChecklistTemplate.objects.get(slug="office-for-projects").published()
    assert version.frozen_at is not None
    assert len(first) == 2 * version.items.count()
    Checklist.objects.all().delete()
    run(2)
    assert rows() == first


def test_what_was_made_can_be_read_and_worked_on(lule, as_):
    run(1)

    checklist = Checklist.objects.get()
    assert checklist.holder_id == lule.positions.get().institution_id
    page = as_(lule).get(checklist.get_absolute_url())
    assert page.status_code == 200
    assert str(checklist.current_steps()[0]) in page.text


def test_a_second_run_adds_only_what_is_missing():
    InstitutionFactory()
    run(5)
    InstitutionFactory()
    run(5)
    run(5)

    assert Checklist.objects.count() == 2
