"""Two accounts of one person become one: they have answered once, and what was counted stays."""

import pytest
from django.utils import timezone

from members.actions import merges
from surveys.actions import answering, closing
from surveys.actions.answering import Respondent
from surveys.models import ClosedParticipation, Participation, Sheet, Survey, Tally
from tests.factories.members import MemberFactory
from tests.factories.surveys import OpenFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def both(ana, boris):
    """Both have answered, and four others."""

    def answered(**more):
        survey = OpenFactory(audience=Survey.Audience.MEMBERS, **more)
        for person in [ana, boris, *MemberFactory.create_batch(4)]:
            sheet = {"one": {"choice": "yes"}}
            answering.hand_in(survey.current, sheet, Respondent(person))
        return survey

    return answered


def settle(survey):
    closing.close(survey, survey.owner)
    assert closing.settle(survey.pk, now=timezone.now() + closing.SETTLING)
    return Tally.objects.get(version__survey=survey)


def test_of_an_open_anonymous_survey_both_sheets_count(both, ana, boris, admin):
    survey = both()

    merges.merge_people(ana, boris, by=admin)

    assert Participation.objects.filter(survey=survey, person=ana).count() == 1
    assert Participation.objects.filter(survey=survey).count() == 5
    assert settle(survey).sheets == 6


def test_of_a_closed_one_somebody_has_taken_part_once(both, ana, boris, admin):
    survey = both()
    before = settle(survey)

    merges.merge_people(ana, boris, by=admin)

    assert ClosedParticipation.objects.filter(survey=survey, person=ana).count() == 1
    assert ClosedParticipation.objects.filter(survey=survey).count() == 5
    assert Tally.objects.get().counts == before.counts


def test_of_a_named_one_the_answers_of_who_stays_stay(both, ana, boris, admin):
    survey = both(is_anonymous=False)
    closing.count_all()

    merges.merge_people(ana, boris, by=admin)
    closing.count_all()

    assert Sheet.objects.filter(person=ana).count() == 1
    assert Participation.objects.filter(survey=survey, person=ana).count() == 1
    assert Tally.objects.get().sheets == 6
