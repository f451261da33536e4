from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.exceptions import Refused
from core.models import SearchEntry
from members.actions import memberships
from members.models import Membership, Position
from members.tasks import refresh_memberships
from tests.factories.members import (
    InstitutionFactory,
    MembershipFactory,
    MembershipTypeFactory,
    PositionFactory,
    UserFactory,
)


@pytest.fixture
def individual(db):
    return MembershipTypeFactory()


def test_a_membership_begins_with_a_number_and_makes_a_member(individual, petra):
    membership = memberships.begin(individual, person=petra)

    petra.refresh_from_db()
    assert petra.is_member
    assert membership.number == f"BNU-{timezone.localdate().year}-0001"
    assert SearchEntry.objects.get(kind="member").title == petra.name


def test_numbers_go_on_past_9999(individual):
    year = timezone.localdate().year
    MembershipFactory(number=f"BNU-{year}-9999")
    MembershipFactory(number=f"BNU-{year}-10000")

    assert memberships.begin(individual, person=UserFactory()).number == f"BNU-{year}-10001"


def test_nobody_is_a_member_twice(individual, ana):
    with pytest.raises(Refused, match="stands already"):
        memberships.begin(individual, person=ana)

    assert Membership.objects.filter(person=ana).count() == 1


def test_people_with_a_position_at_a_member_institution_count_as_members(individual):
    institution = InstitutionFactory()
    editor = PositionFactory(institution=institution, role=Position.Role.EDITOR).person
    yesterday = timezone.localdate() - timedelta(days=1)
    former = PositionFactory(
        institution=institution, role=Position.Role.STAFF, started_on=yesterday, ended_on=yesterday
    ).person

    memberships.begin(individual, institution=institution)

    for person in (institution, editor, former):
        person.refresh_from_db()
    assert (institution.is_member, editor.is_member, former.is_member) == (True, True, False)


def test_who_leaves_is_no_longer_found(individual, petra):
    membership = memberships.begin(individual, person=petra)

    memberships.end(membership)

    petra.refresh_from_db()
    assert not petra.is_member
    assert not SearchEntry.objects.filter(kind="member", object_id=str(petra.pk)).exists()


def test_a_membership_ends_once_and_not_before_it_began(individual, petra):
    membership = memberships.begin(individual, person=petra)

    with pytest.raises(Refused, match="before it began"):
        memberships.end(membership, timezone.localdate() - timedelta(days=1))
    memberships.end(membership)
    with pytest.raises(Refused, match="ended already"):
        memberships.end(membership)


def test_a_day_that_passes_ends_what_was_to_end(individual, ana, petra):
    Membership.objects.filter(person=ana).update(
        started_on=timezone.localdate() - timedelta(days=9), ended_on=timezone.localdate()
    )
    MembershipFactory(person=petra)

    refresh_memberships()
    assert memberships.refresh_all() == 0

    ana.refresh_from_db(), petra.refresh_from_db()
    assert (ana.is_member, petra.is_member) == (False, True)


def test_an_institution_of_many_asks_no_more_than_one_of_few(db):
    asked = {}
    for count in (1, 12):
        institution = InstitutionFactory()
        people = [
            PositionFactory(institution=institution, role=Position.Role.STAFF).person
            for _number in range(count)
        ]
        with CaptureQueriesContext(connection) as queries:
            memberships.refresh(institution=institution)
        asked[count] = len(queries)
        for person in people:
            person.refresh_from_db()
        assert {tuple(person.institutions_held) for person in people} == {(institution.pk,)}

    assert asked[1] == asked[12]
