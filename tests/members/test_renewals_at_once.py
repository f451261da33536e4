"""Renewals and runs of notices from several processes at once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.exceptions import Refused
from core.models import Letter
from members.actions import memberships, notices
from members.models import Membership, MembershipStep, MembershipType, NoticeSent
from tests.factories.members import MembershipFactory, MembershipTypeFactory, UserFactory
from tests.processes import at_once

pytestmark = pytest.mark.processes


@pytest.fixture
def membership(transactional_db):
    """Two weeks before its end, of a type with twelve months."""
    kind = MembershipTypeFactory()
    MembershipType.objects.filter(pk=kind.pk).update(period="rolling", renewal_days=366)
    person = UserFactory(handle="renewer-ana", email="ana@renew.example")
    until = timezone.localdate() + timedelta(days=14)
    return MembershipFactory(
        person=person, until=until, grace_until=until + timedelta(days=30), type=kind
    )


def renew(handle, seen):
    membership = Membership.objects.select_related("person").get(person__handle=handle)

    def begin():
        try:
            memberships.renew(membership, membership.person, seen=seen)
        except Refused as refusal:
            return str(refusal)
        return "renewed"

    return begin


def tell():
    # The line to the database stands before the start.
    Membership.objects.count()
    return notices.send_due


def test_of_three_renewals_at_once_one_extends(membership):
    seen = membership.until

    said = at_once(renew, [("renewer-ana", seen)] * 3)

    membership.refresh_from_db()
    assert said.count("renewed") == 1
    assert sum("This membership stands until" in line for line in said) == 2
    assert seen + timedelta(days=364) < membership.until < seen + timedelta(days=367)
    assert MembershipStep.objects.filter(membership=membership, verb="renewed").count() == 1


def test_of_three_runs_of_notices_at_once_one_writes(membership):
    said = sorted(at_once(tell, [()] * 3))

    assert said == [0, 0, 1]
    assert NoticeSent.objects.filter(membership=membership).count() == 1
    assert Letter.objects.filter(to="ana@renew.example", kind="notice").count() == 1
