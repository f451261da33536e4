import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.models import Group
from django.urls import reverse

from core import roles
from core.exceptions import Refused
from core.models import AuditEntry, Letter
from members import permissions
from members.actions import powers
from tests.factories.members import MemberFactory
from tests.members.test_desk import change, person_data
from tests.threads import at_once, refused


def group(name):
    return Group.objects.get(name=name)


@pytest.fixture
def full_committee(vera):
    people = [MemberFactory(first_name=name, last_name="Lisi") for name in ("Dritan", "Eleni")]
    for person in people:
        powers.give(person, [group(roles.COMMITTEE)])
    return [vera, *people]


def test_a_seat_is_given_at_the_desk_and_its_holder_works_there(as_, admin, ana):
    as_(admin).post(
        change(ana), person_data(ana, is_active="on", groups=[group(roles.COMMITTEE).pk])
    )

    ana.refresh_from_db()
    assert ana.is_staff
    assert permissions.holds_seat(ana)
    entry = AuditEntry.objects.get(verb="powers")
    assert (entry.who, entry.whom) == (admin.pk, ana.pk)


def test_whoever_leaves_every_group_leaves_the_desk(as_, admin, mira):
    as_(admin).post(change(mira), person_data(mira, is_active="on"))

    mira.refresh_from_db()
    assert not mira.is_staff
    assert as_(mira).get("/admin/").status_code == 302


def test_a_fourth_seat_is_refused_with_the_names_of_the_three(as_, admin, ana, full_committee):
    answer = as_(admin).post(
        change(ana), person_data(ana, is_active="on", groups=[group(roles.COMMITTEE).pk])
    )

    assert "has 3 seats, held by" in answer.text
    assert all(person.name in answer.text for person in full_committee)
    assert permissions.committee().count() == 3
    ana.refresh_from_db()
    assert not ana.is_staff


def test_a_closed_account_that_had_a_seat_comes_back_only_to_a_free_one(
    as_, admin, ana, full_committee
):
    ana.is_active = False
    ana.save()
    ana.groups.add(group(roles.COMMITTEE))

    answer = as_(admin).post(
        change(ana), person_data(ana, is_active="on", groups=[group(roles.COMMITTEE).pk])
    )

    assert "has 3 seats" in answer.text
    ana.refresh_from_db()
    assert not ana.is_active


def test_whoever_holds_a_seat_may_be_given_another_power(as_, admin, full_committee):
    vera = full_committee[0]
    both = [group(roles.COMMITTEE), group(roles.EDITORS)]

    as_(admin).post(
        change(vera), person_data(vera, is_active="on", groups=[one.pk for one in both])
    )

    assert set(vera.groups.all()) == set(both)


def test_the_number_of_seats_is_a_setting(ana, full_committee, settings):
    settings.ETUP_COMMITTEE_SEATS = 4

    powers.give(ana, [group(roles.COMMITTEE)])

    assert permissions.committee().count() == 4


def test_two_administrators_give_the_last_seat_at_once(transactional_db):
    people = [MemberFactory() for _ in range(4)]
    seat = group(roles.COMMITTEE)
    for person in people[:2]:
        powers.give(person, [seat])

    answers = at_once(
        *[lambda person=person: powers.give(person, [seat]) for person in people[2:]]
    )

    assert len(refused(answers)) == 1
    assert permissions.committee().count() == 3


def reset_page(person):
    return reverse("admin:members_user_second_factor", args=[person.pk])


def test_an_administrator_takes_a_lost_second_factor_away(as_, admin, mira):
    totp.TOTP.activate(mira, "JBSWY3DPEHPK3PXP")
    Authenticator.objects.create(user=mira, type="recovery_codes", data={})
    at_work, desk = as_(mira), as_(admin)
    at_work.get("/my/")
    assert reset_page(mira) in desk.get(change(mira)).text
    assert mira.name in desk.get(reset_page(mira)).text
    assert Authenticator.objects.filter(user=mira).count() == 2

    answer = desk.post(reset_page(mira), follow=True)

    assert "told by e-mail" in answer.text
    assert not Authenticator.objects.filter(user=mira).exists()
    assert Letter.objects.get(kind="second_factor_reset").to == mira.email
    assert AuditEntry.objects.get(verb="second factor reset").whom == mira.pk
    assert reset_page(mira) not in desk.get(change(mira)).text


def test_nobody_else_takes_a_second_factor_away(as_, vera, ana):
    totp.TOTP.activate(ana, "JBSWY3DPEHPK3PXP")

    assert as_(vera).get(reset_page(ana)).status_code == 403
    assert as_(vera).post(reset_page(ana)).status_code == 403
    assert reset_page(ana) not in as_(vera).get(change(ana)).text
    assert Authenticator.objects.filter(user=ana).exists()


def test_where_there_is_none_the_administrator_is_told(as_, admin, ana):
    answer = as_(admin).post(reset_page(ana), follow=True)

    assert "has no second factor" in answer.text
    with pytest.raises(Refused):
        powers.reset_second_factor(ana)
