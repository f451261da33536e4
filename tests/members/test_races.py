"""Two people, the same moment, one row."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from core import roles
from core.models import Letter
from members.actions import applications, memberships, requests, tending, votes
from members.models import (
    Application,
    ApplicationStep,
    Country,
    InstitutionRequest,
    Membership,
    User,
)
from tests.factories.members import (
    ApplicationFactory,
    MembershipTypeFactory,
    PolicyFactory,
    UserFactory,
)
from tests.threads import at_once, refused


@pytest.fixture
def people(transactional_db):
    MembershipTypeFactory(), PolicyFactory()
    return [UserFactory() for _ in range(4)]


@pytest.fixture
def committee(people):
    seats = Group.objects.get(name=roles.COMMITTEE)
    for person in people[1:]:
        User.objects.filter(pk=person.pk).update(is_staff=True)
        person.groups.add(seats)
    return [User.objects.get(pk=person.pk) for person in people[1:]]


def test_of_three_votes_at_once_two_decide_and_the_third_hears_of_it(people, committee):
    application = ApplicationFactory(applicant=people[0])

    answers = at_once(
        *[lambda member=member: votes.vote(application, member, "for") for member in committee]
    )

    application.refresh_from_db()
    assert len(refused(answers)) == 1
    assert "approved the application on" in str(refused(answers)[0])
    assert application.state == "approved"
    assert ApplicationStep.objects.filter(application=application).count() == 2
    assert Membership.objects.count() == 1


def test_of_two_who_settle_a_request_at_once_one_counts(people, committee):
    country = Country.objects.get_or_create(code="AL", defaults={"name": "Albania"})[0]
    request = requests.ask(people[0], InstitutionRequest(name="Shkolla", country=country))

    answers = at_once(
        lambda: requests.enter(request, committee[0]),
        lambda: requests.decline(request, committee[1], "No."),
    )

    assert len(refused(answers)) == 1
    assert Letter.objects.filter(kind__startswith="institution_request").count() == 1


def test_two_clocks_remind_once(people, committee):
    old = timezone.now() - timedelta(days=4)
    ApplicationFactory(applicant=people[0], waits_since=old)

    at_once(tending.remind_committee, tending.remind_committee)

    assert Letter.objects.filter(kind="votes_waiting").count() == 3


def test_two_tabs_begin_one_application(people):
    kind = MembershipTypeFactory()

    answers = at_once(
        *[lambda: applications.keep(Application(applicant=people[0], type=kind))] * 3
    )

    assert len(refused(answers)) == 2
    assert Application.objects.count() == 1


def test_members_admitted_at_once_get_numbers_of_their_own(people):
    kind = MembershipTypeFactory()

    answers = at_once(
        *[lambda person=person: memberships.begin(kind, person=person) for person in people]
    )

    assert refused(answers) == []
    assert len(set(Membership.objects.values_list("number", flat=True))) == 4


def test_of_two_invitations_at_once_one_letter_leaves(people):
    from core.models import Letter
    from members.actions import invitations
    from tests.factories.members import InstitutionFactory

    place = InstitutionFactory()
    chief = people[0]
    chief.is_staff = chief.is_superuser = True
    chief.save()

    answers = at_once(
        *[lambda: invitations.invite("x@y.org", by=chief, institution=place)] * 3
    )  # fmt: skip

    assert len(refused(answers)) == 2
    assert Letter.objects.filter(to="x@y.org").count() == 1


def test_an_invitation_accepted_and_declined_at_once_has_one_answer(people):
    from members.actions import invitations
    from members.models import Position
    from tests.factories.members import InstitutionFactory

    invitation = invitations.invite(
        people[1].email, by=None, institution=InstitutionFactory(), role="staff"
    )

    answers = at_once(
        lambda: invitations.accept(invitation, people[1], adheres=True),
        lambda: invitations.decline(invitation),
        lambda: invitations.accept(invitation, people[1], adheres=True),
    )

    invitation.refresh_from_db()
    assert len(refused(answers)) == 2
    assert Position.objects.count() == (invitation.state == "accepted")
