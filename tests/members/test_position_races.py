"""Two hand over, twenty join: real processes, one effect."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from core import roles
from core.models import AuditEntry, Letter
from members.actions import positions as actions
from members.models import Institution, Position
from tests.factories.members import (
    InstitutionFactory,
    MemberFactory,
    PositionFactory,
    UserFactory,
)
from tests.pressing import press_at_once

pytestmark = [pytest.mark.processes]


@pytest.fixture
def institution(transactional_db):
    institution = InstitutionFactory()
    PositionFactory(person__handle="speaker", institution=institution)
    return institution


def standing(institution, role):
    return list(actions.standing(institution).filter(role=role))


@pytest.mark.parametrize("who", ["representative", "committee"])
def test_two_hand_overs_at_once_have_one_effect(institution, who):
    speaker = actions.representative_of(institution)
    successors = [
        PositionFactory(institution=institution, role="staff").person for _number in range(4)
    ]
    pressing = ["speaker"] * 4
    if who == "committee":
        pressing = []
        for number in range(4):
            seat = MemberFactory(handle=f"seat-{number}", is_staff=True)
            seat.groups.add(Group.objects.get(name=roles.COMMITTEE))
            pressing.append(seat.handle)
    presses = [
        (handle, reverse("members:hand_over", args=[institution.slug, person.handle]),
         {"seen": speaker.pk})
        for handle, person in zip(pressing, successors, strict=True)
    ]  # fmt: skip

    answers = press_at_once(presses, processes=2, threads=2)

    assert [status for status, _said in answers] == [302] * 4
    now = standing(institution, Position.Role.REPRESENTATIVE)
    assert len(now) == 1
    done = f"{now[0].person.name} is the authorised representative now."
    assert [said for _status, said in answers].count(done) == 1
    refused = [said for _status, said in answers if "representative since" in said]
    assert len(refused) == 3
    assert all(now[0].person.name in said for said in refused)
    assert AuditEntry.objects.filter(verb="appoint").count() == 1
    assert (
        Letter.objects.filter(kind="representative_changed", to=now[0].person.email).count() == 1
    )
    assert Position.objects.past().filter(institution=institution).count() == 1


def test_of_twenty_who_join_at_once_three_find_a_place(institution):
    Institution.objects.update(staff_cap=3)
    institution.domains.create(domain="unsa.ba", is_confirmed=True)
    people = [UserFactory(email=f"person-{number}@unsa.ba") for number in range(20)]
    address = reverse("members:institution_join", args=[institution.slug])

    answers = press_at_once(
        [(person.handle, address, {}) for person in people], processes=2, threads=10
    )

    assert [status for status, _said in answers] == [302] * 20
    assert sum("You are among" in said for _status, said in answers) == 3
    assert sum("is taken" in said for _status, said in answers) == 17
    joined = actions.standing(institution).filter(origin="domain")
    assert joined.count() == 3


def test_one_person_who_joins_in_ten_windows_joins_once(institution):
    institution.domains.create(domain="unsa.ba", is_confirmed=True)
    person = UserFactory(email="person@unsa.ba")
    address = reverse("members:institution_join", args=[institution.slug])

    press_at_once([(person.handle, address, {})] * 8, processes=2, threads=4)

    assert person.positions.count() == 1
