"""What assessments know about a person, and what is left after them."""

import pytest

from assessments import personal_data
from assessments.models import Assessment, OwnSheet
from tests.factories.assessments import (
    AssessmentFactory,
    FinishedFactory,
    RoundFactory,
    SheetFactory,
    choose,
)
from tests.factories.members import CentreFactory, PositionFactory

pytestmark = pytest.mark.django_db


def sheet_of(person, **more):
    one = FinishedFactory(person=None, centre=CentreFactory())
    answers = {"a1": {"choice": "2", "words": "My own words"}}
    return SheetFactory(
        assessment=one, person=person, role="staff", answers=answers, **more
    )  # fmt: skip


def test_everything_is_handed_out(ana):
    FinishedFactory(person=ana, target={"a": 3})
    sheet_of(ana)
    FinishedFactory(person=None, centre=CentreFactory(), started_by=ana)
    RoundFactory(opened_by=ana)

    found = personal_data.export(ana)

    assert found["assessments"][0]["answers"] == choose(a1=1, a2=2, b1=3, b2=3, c1=4, c2=4)
    assert found["assessments"][0]["target"] == {"a": 3}
    assert found["sheets"][0]["answers"]["a1"]["words"] == "My own words"
    assert len(found["started"]) == len(found["rounds_opened"]) == 1


@pytest.mark.parametrize("keep_content", [True, False])
def test_ones_own_goes_and_a_sheet_among_others_loses_its_name_and_words(ana, keep_content):
    FinishedFactory(person=ana)
    kept = sheet_of(ana)
    SheetFactory(assessment=AssessmentFactory(), person=ana, handed_in_at=None)

    personal_data.erase(ana, keep_content)

    assert not Assessment.objects.filter(person=ana).exists()
    (sheet,) = OwnSheet.objects.all()
    assert sheet.pk == kept.pk
    assert (sheet.person, sheet.role, sheet.answers) == (None, "", {"a1": {"choice": "2"}})


def test_the_page_names_who_has_left_as_such(ana, boris, as_):
    kept = sheet_of(boris)
    one = kept.assessment
    PositionFactory(
        person=ana, institution=one.centre.institution, centre=one.centre, role="staff"
    )
    SheetFactory(assessment=one, person=ana)
    personal_data.erase(boris, False)

    page = as_(ana).get(f"{one.get_absolute_url()}spread/").content.decode()

    assert "somebody who has left" in page
    assert boris.name not in page
