"""Two people, the same moment, one row."""

import threading

import pytest
from django.db import connection

from core.exceptions import Refused
from members.actions import applications, memberships
from members.models import Application, ApplicationStep, Membership
from tests.factories.members import (
    ApplicationFactory,
    MembershipTypeFactory,
    PolicyFactory,
    UserFactory,
)


def at_once(*verbs):
    """Run each in a thread of its own; returns what they returned or how they were refused."""
    start = threading.Barrier(len(verbs))
    answers = [None] * len(verbs)

    def run(at, verb):
        start.wait()
        try:
            answers[at] = verb()
        except Refused as refusal:
            answers[at] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(verbs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return answers


@pytest.fixture
def people(transactional_db):
    MembershipTypeFactory(), PolicyFactory()
    return [UserFactory() for _ in range(4)]


def refused(answers):
    return [answer for answer in answers if isinstance(answer, Refused)]


def test_of_two_decisions_at_once_one_counts(people):
    application = ApplicationFactory(applicant=people[0])

    answers = at_once(
        lambda: applications.approve(application, people[1]),
        lambda: applications.decline(application, people[2], "No."),
        lambda: applications.approve(application, people[3]),
    )

    application.refresh_from_db()
    assert len(refused(answers)) == 2
    assert all("the application on" in str(refusal) for refusal in refused(answers))
    assert ApplicationStep.objects.filter(application=application).count() == 1
    assert Membership.objects.count() == (application.state == "approved")


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
