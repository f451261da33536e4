import pytest

from tests.factories.assessments import AssessmentFactory, GuideFactory
from tests.factories.members import CentreFactory, PositionFactory


@pytest.fixture
def centre(ana, boris):
    """Ana leads it, Boris works there."""
    centre = CentreFactory()
    for person, role in ((ana, "centre-head"), (boris, "staff")):
        PositionFactory(person=person, institution=centre.institution, centre=centre, role=role)
    return centre


@pytest.fixture
def one(centre):
    """An assessment of teaching at the centre, begun."""
    guide = GuideFactory(subject="teaching")
    return AssessmentFactory(guide=guide, person=None, centre=centre)
