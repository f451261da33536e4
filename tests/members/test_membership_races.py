"""Two clicks, two workers, the same moment: one effect."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.models import Letter
from members.actions import memberships, notices
from members.models import MembershipStep, Notice, NoticeSent
from tests.factories.members import MembershipFactory, MembershipTypeFactory, UserFactory
from tests.threads import at_once, refused


@pytest.fixture
def membership(transactional_db):
    """One that may be renewed today, of a type with twelve months."""
    kind = MembershipTypeFactory()
    kind.period, kind.renewal_days = "rolling", 366
    kind.save()
    until = timezone.localdate() + timedelta(days=10)
    return MembershipFactory(
        person=UserFactory(), until=until, grace_until=until + timedelta(days=30)
    )


def test_two_renewals_at_once_extend_once(membership):
    seen, person = membership.until, membership.person

    answers = at_once(*[lambda: memberships.renew(membership, person, seen=seen)] * 3)

    membership.refresh_from_db()
    assert len(refused(answers)) == 2
    assert membership.until < seen + timedelta(days=370)
    assert MembershipStep.objects.filter(verb="renewed").count() == 1


def test_two_runs_of_notices_at_once_write_one_letter(membership):
    Notice.objects.exclude(event="expiry", side="before").delete()
    membership.until = timezone.localdate() + timedelta(days=14)
    membership.grace_until = membership.until
    membership.save()

    answers = at_once(*[notices.send_due] * 4)

    assert sorted(answers) == [0, 0, 0, 1]
    assert NoticeSent.objects.count() == Letter.objects.filter(kind="notice").count() == 1


def test_two_nights_at_once_move_a_membership_once(membership):
    membership.until = timezone.localdate() - timedelta(days=2)
    membership.grace_until = membership.until
    membership.save()

    at_once(*[memberships.tend] * 3)

    membership.refresh_from_db()
    assert membership.state == "expired"
    assert MembershipStep.objects.get().verb == "expired"
