import random
from types import SimpleNamespace

import pytest

from core.models import SearchEntry
from members.actions import memberships
from members.models import Application, Centre, Institution, Membership, User
from portal.demo import PASSWORD, World, members
from portal.models import DemoRow
from portal.populate import members as crowd


@pytest.fixture
def world(db):
    world = World()
    members.load(world)
    return world


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


def test_a_crowd_is_made_once_and_stands_in_the_directory(db):
    plan = SimpleNamespace(members=30, institutions=60)
    for _ in range(2):
        crowd.run(plan, random.Random(1), lambda *args: None)

    assert User.objects.members().count() == Membership.objects.exclude(person=None).count() == 30
    assert memberships.refresh_all() == 0
    assert (Institution.objects.count(), Centre.objects.count()) == (60, 20)
    assert User.objects.exclude(folded="").count() == 30
    assert SearchEntry.objects.filter(kind="member").exists()
