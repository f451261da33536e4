import random
from types import SimpleNamespace

import pytest

from assessments import rounds
from assessments.models import Assessment, Guide, OwnSheet, Round
from portal.populate import assessments as populate
from surveys.models import Survey
from tests.factories.members import InstitutionFactory, MemberFactory

pytestmark = pytest.mark.django_db


def run(number):
    plan = SimpleNamespace(assessments=number)
    populate.run(plan, random.Random(7), lambda *step: None)


def rows():
    return list(Assessment.objects.order_by("pk").values_list("short_id", "agreed"))


def test_the_same_seed_makes_the_same_assessments_of_people_and_institutions(ana):
    for _turn in range(3):
        MemberFactory()
        InstitutionFactory()
    run(10)

    first = rows()
    assert Assessment.objects.filter(person__isnull=False).count() == 4
    assert Assessment.objects.filter(institution__isnull=False).count() == 2
    assert OwnSheet.objects.filter(handed_in_at__isnull=False).count() == 4 + 2 * 3
    for model in (Round, Survey, Assessment):
        model.objects.all().delete()
    run(10)
    assert rows() == first


def test_what_was_made_can_be_read_as_people_made_it(ana, as_):
    lule = MemberFactory()
    place = InstitutionFactory()
    place.positions.create(person=lule, role="representative", started_on="2020-01-01")
    run(100)

    mine = Assessment.objects.get(person=ana)
    one = Round.objects.get(institution=place)
    assert "Every answer" in as_(ana).get(mine.get_absolute_url()).text
    assert any(row.mean for row in rounds.result(one).rows)
    assert "What you think together" in as_(lule).get(one.get_absolute_url()).text
    assert all(guide.current.is_frozen for guide in Guide.objects.exclude(subject="school"))


def test_a_second_run_adds_only_what_is_missing(ana):
    run(100)
    there = len(rows())
    MemberFactory()
    run(100)

    assert len(rows()) == there + 1
