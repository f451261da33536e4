"""Votes that decide, from several processes at once, on the database of the tests."""

import re

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from core import roles
from core.models import Letter
from members.models import Application, Membership, MembershipType, User, Vote
from tests.factories.members import ApplicationFactory, UserFactory
from tests.processes import at_once
from tests.signing_in import signed_in

SEATS = ["voter-vera", "voter-dritan", "voter-eleni"]

pytestmark = pytest.mark.processes


@pytest.fixture
def application(transactional_db):
    """Handed in, with nobody's vote yet, before a committee of three."""
    seats = Group.objects.get(name=roles.COMMITTEE)
    for handle in SEATS:
        person = UserFactory(handle=handle, email=f"{handle}@vote.example", is_staff=True)
        person.groups.add(seats)
    applicant = UserFactory(handle="voter-petra", email="petra@vote.example")
    return ApplicationFactory(applicant=applicant, role="lecturer")


def at_the_desk(handle: str, application: int, vote: str):
    """Opens the application at the desk, then votes; what the desk said."""
    client = signed_in(User.objects.get(handle=handle))
    desk = reverse("admin:members_application_change", args=[application])
    client.get(desk)

    def begin():
        words = {"vote": vote, "reason": "No time to take part.", "letter": "Not this year."}
        answer = client.post(desk, words, follow=True)
        said = re.search(r'<ul class="messagelist">(.*?)</ul>', answer.text, re.DOTALL)
        return f"{answer.status_code} {' '.join(said[1].split()) if said else ''}"

    return begin


def vote_at_once(application, *votes: tuple[str, str]) -> list[str]:
    """Each in a process of its own that begins in the same moment; what the desk said to each."""
    return at_once(at_the_desk, [(handle, application.pk, vote) for handle, vote in votes])


def letters(kind: str) -> int:
    return Letter.objects.filter(to="petra@vote.example", kind=kind).count()


def test_of_deciding_votes_at_once_there_is_one_membership_and_one_letter(application):
    said = vote_at_once(application, *[(handle, "for") for handle in SEATS])

    application.refresh_from_db()
    assert application.state == Application.State.APPROVED
    assert Membership.objects.filter(person=application.applicant).count() == 1
    assert letters("application_approved") == 1
    assert application.steps.filter(after="approved").count() == 1
    assert Vote.objects.filter(application=application).count() == 2
    assert sum("is admitted" in line for line in said) == 1
    assert sum("approved the application on" in line for line in said) == 1


def test_for_and_against_at_once_come_to_one_decision(application):
    Vote.objects.create(application=application, member=User.objects.get(handle=SEATS[0]),
                        choice="for")  # fmt: skip
    MembershipType.objects.filter(slug="individual").update(votes_needed=1)

    said = vote_at_once(application, (SEATS[1], "for"), (SEATS[2], "against"))

    application.refresh_from_db()
    admitted = application.state == Application.State.APPROVED
    assert admitted or application.state == Application.State.DECLINED
    assert Membership.objects.filter(person=application.applicant).count() == admitted
    assert letters("application_approved") + letters("application_declined") == 1
    assert sum("the application on" in line for line in said) == 1
