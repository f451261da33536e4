import pytest

from members.actions import memberships
from members.models import Application, User
from portal.demo import PASSWORD, World, members
from portal.models import DemoRow


@pytest.fixture(scope="module")
def loaded(shared):
    world = World()
    members.load(world)
    return world


@pytest.fixture
def world(db, loaded):
    return loaded


def test_the_demo_has_its_people_institutions_and_centres(world):
    assert (len(world.people), len(world.institutions), len(world.centres)) == (71, 12, 6)
    assert world.people["ana"].check_password(PASSWORD)
    assert world.people["vera"].has_perm("members.change_application")


def test_loading_it_twice_adds_nothing(world):
    rows = DemoRow.objects.count()

    members.load(World())

    assert DemoRow.objects.count() == rows


def test_applications_stand_in_every_state(world):
    states = set(Application.objects.values_list("state", flat=True))

    # Nothing goes before the Assembly until it is asked to ratify.
    assert states == set(Application.State.values) - {"assembly"}


def test_everybody_is_a_member_for_a_reason(world):
    assert memberships.refresh_all() == 0
    assert not User.objects.get(handle="petra").is_member
