import random
from types import SimpleNamespace

from core.models import SearchEntry
from members.actions import memberships
from members.models import Centre, Institution, Membership, User
from portal.populate import members as crowd


def test_a_crowd_is_made_once_and_stands_in_the_directory(db):
    plan = SimpleNamespace(members=30, institutions=60)
    for _ in range(2):
        crowd.run(plan, random.Random(1), lambda *args: None)

    assert User.objects.members().count() == Membership.objects.exclude(person=None).count() == 30
    assert memberships.refresh_all() == 0
    assert (Institution.objects.count(), Centre.objects.count()) == (60, 20)
    assert User.objects.exclude(folded="").count() == 30
    assert SearchEntry.objects.filter(kind="member").exists()
