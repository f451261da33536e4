from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from core import roles
from core.models import Letter
from members import tasks
from members.actions import applications, tending, votes
from members.models import Application
from tests.factories.members import ApplicationFactory, MemberFactory


def seated(handle):
    person = MemberFactory(handle=handle, email=f"{handle}@example.org", is_staff=True)
    person.groups.add(Group.objects.get(name=roles.COMMITTEE))
    return person


@pytest.fixture
def committee(vera):
    return vera, seated("dritan"), seated("eleni")


def waiting(hours, **fields):
    return ApplicationFactory(waits_since=timezone.now() - timedelta(hours=hours), **fields)


def recipients():
    letters = Letter.objects.filter(kind="votes_waiting")
    return sorted(letters.values_list("to", flat=True))


def test_each_of_the_committee_gets_one_letter_with_all_that_waits_for_their_vote(committee):
    vera, dritan, _eleni = committee
    first, second, young = waiting(80), waiting(100), waiting(70)
    votes.vote(first, vera, "for")

    tending.remind_committee()

    assert recipients() == ["dritan@example.org", "eleni@example.org", "vera@example.org"]
    text = {one.to: one.text for one in Letter.objects.all()}
    assert first.applicant.name not in text[vera.email]
    assert second.applicant.name in text[vera.email]
    for name in (first.applicant.name, second.applicant.name):
        assert name in text[dritan.email]
    assert young.applicant.name not in text[dritan.email]
    assert f"/admin/members/application/{first.pk}/change/" in text[dritan.email]


def test_nobody_is_reminded_twice_of_the_same_wait(committee):
    waiting(80)

    tasks.remind_committee()
    tasks.remind_committee()

    assert len(recipients()) == 3


def test_an_answer_is_a_new_wait(committee, petra):
    vera, _dritan, _eleni = committee
    application = waiting(80, applicant=petra)
    tending.remind_committee()
    applications.ask(application, vera, "Where?")
    Application.objects.update(waits_since=None)
    assert tending.remind_committee() == 0
    applications.answer(application, petra, "Here.")
    assert tending.remind_committee() == 0

    Application.objects.update(waits_since=timezone.now() - timedelta(hours=73))

    assert tending.remind_committee() == 3


def test_a_first_vote_does_not_put_the_reminder_off(committee):
    vera, _dritan, _eleni = committee
    application = waiting(71)
    votes.vote(application, vera, "for")
    Application.objects.update(waits_since=timezone.now() - timedelta(hours=73))

    tending.remind_committee()

    assert recipients() == ["dritan@example.org", "eleni@example.org"]


def test_a_type_says_after_how_many_hours(committee):
    application = waiting(30)
    assert tending.remind_committee() == 0

    application.type.reminder_hours = 24
    application.type.save()

    assert tending.remind_committee() == 3
