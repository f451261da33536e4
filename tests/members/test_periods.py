from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from core.exceptions import Refused
from members.actions import memberships
from members.models import Membership, MembershipStep
from members.tasks import refresh_memberships
from tests.factories.members import (
    InstitutionFactory,
    MembershipFactory,
    MembershipTypeFactory,
    PositionFactory,
)


def kind(**fields):
    made = MembershipTypeFactory()
    for field, value in fields.items():
        setattr(made, field, value)
    made.full_clean(exclude=["slug"])
    made.save()
    return made


@pytest.fixture
def yearly(db):
    """Twelve months, thirty days of grace, renewal in the last sixty days."""
    return kind(period="rolling", months=12)


def today(days=0):
    return timezone.localdate() + timedelta(days=days)


def running_out(person, until, grace=30, **fields):
    membership = person.memberships.get()
    for field, value in {
        "started_on": until - timedelta(days=364), "until": until,
        "grace_until": until + timedelta(days=grace), **fields,
    }.items():  # fmt: skip
        setattr(membership, field, value)
    membership.save()
    return membership


@pytest.mark.parametrize(
    ("first", "months", "last"),
    [
        (date(2026, 3, 1), 12, date(2027, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 27)),
        (date(2028, 2, 29), 12, date(2029, 2, 27)),
        (date(2026, 12, 15), 1, date(2027, 1, 14)),
    ],
)
def test_a_rolling_period_counts_months(db, first, months, last):
    assert kind(period="rolling", months=months).period_from(first) == last


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 3, 1), date(2026, 12, 31)),
        (date(2027, 1, 1), date(2027, 12, 31)),
        # In December others renew already: who joins has the coming year, too.
        (date(2026, 12, 1), date(2027, 12, 31)),
    ],
)
def test_a_fixed_period_ends_on_one_day_of_the_year(db, first, last):
    assert kind(period="fixed").period_from(first) == last


def test_the_last_of_february_is_the_last_of_february_every_year(db):
    leap = kind(period="fixed", ends_day=29, ends_month=2)

    assert leap.period_from(date(2026, 3, 1)) == date(2027, 2, 28)
    with pytest.raises(ValidationError, match="no such day"):
        kind(period="fixed", ends_day=31, ends_month=4)


def test_without_a_period_a_membership_stands_until_it_is_ended(db, petra):
    membership = memberships.begin(kind(), person=petra)

    assert (membership.until, membership.grace_until, membership.is_live) == (None, None, True)


def test_a_member_of_old_stands_in_the_period_that_runs_today(yearly, petra):
    membership = memberships.begin(yearly, person=petra, started_on=today(-800))

    assert today() <= membership.until < today(366)
    petra.refresh_from_db()
    assert petra.is_member


def test_a_stricter_type_shortens_nothing(yearly, petra):
    membership = memberships.begin(yearly, person=petra)

    kind(period="rolling", months=1, grace_days=0)

    fresh = Membership.objects.get(pk=membership.pk)
    assert (fresh.until, fresh.grace_until) == (membership.until, membership.grace_until)
    assert fresh.grace_until - fresh.until == timedelta(days=30)


def test_the_night_moves_a_membership_through_grace_to_its_end(yearly, ana):
    membership = running_out(ana, today(-1))

    refresh_memberships()
    refresh_memberships()
    membership.refresh_from_db()
    ana.refresh_from_db()
    assert (membership.state, ana.is_member) == ("grace", True)

    running_out(ana, today(-31))
    refresh_memberships()
    refresh_memberships()

    membership.refresh_from_db()
    ana.refresh_from_db()
    assert (membership.state, membership.ended_on, ana.is_member) == ("expired", today(0), False)
    assert list(membership.steps.values_list("verb", "before", "after", "actor")) == [
        ("ran-out", "standing", "grace", None),
        ("expired", "grace", "expired", None),
    ]


def test_what_ran_out_does_not_count_even_before_the_night_came(yearly, ana):
    membership = running_out(ana, today(-31))

    assert not membership.is_live
    assert not Membership.objects.live().filter(person=ana).exists()


def test_who_let_it_expire_may_begin_anew(yearly, ana):
    old = running_out(ana, today(-40))

    new = memberships.begin(yearly, person=ana)

    old.refresh_from_db()
    assert (old.state, new.state) == ("expired", "standing")


def test_a_renewal_adds_a_period_to_the_one_that_runs(yearly, ana):
    membership = running_out(ana, date(today().year + 1, 3, 31))
    membership.type.renewal_days = 366
    membership.type.save()
    number, token = membership.number, membership.token

    memberships.renew(membership, ana, seen=membership.until)

    membership.refresh_from_db()
    assert membership.until == date(today().year + 2, 3, 31)
    assert membership.grace_until == membership.until + timedelta(days=30)
    assert (membership.number, membership.token) == (number, token)
    step = membership.steps.get()
    assert (step.verb, step.actor, step.until) == ("renewed", ana, membership.until)


def test_two_clicks_extend_once(yearly, ana):
    membership = running_out(ana, today(5))
    seen = membership.until
    kind(renewal_days=366)

    memberships.renew(membership, ana, seen=seen)
    with pytest.raises(Refused, match="stands until"):
        memberships.renew(membership, ana, seen=seen)

    assert MembershipStep.objects.filter(verb="renewed").count() == 1


def test_renewal_opens_and_closes(yearly, ana):
    early = running_out(ana, today(61))
    with pytest.raises(Refused, match="Renewal opens on"):
        memberships.renew(early, ana, seen=early.until)

    late = running_out(ana, today(-31))
    with pytest.raises(Refused, match="has ended"):
        memberships.renew(late, ana, seen=late.until)

    endless = running_out(ana, today())
    endless.until = endless.grace_until = None
    endless.save()
    with pytest.raises(Refused, match="nothing to renew"):
        memberships.renew(endless, ana, seen=None)


def test_who_renews_in_grace_stands_again_and_loses_no_day(yearly, ana):
    membership = running_out(ana, today(-20), state="grace", paid_on=today(-300))

    memberships.renew(membership, ana, seen=membership.until)

    membership.refresh_from_db()
    assert (membership.state, membership.paid_on) == ("standing", None)
    assert membership.until > today(340)


def test_who_will_not_renew_counts_to_the_last_day_and_may_change_their_mind(yearly, ana):
    membership = running_out(ana, today(3))

    memberships.let_run_out(membership, ana)
    membership.refresh_from_db()
    assert (membership.is_live, membership.last_day) == (True, today(3))

    memberships.renew(membership, ana, seen=membership.until)
    membership.refresh_from_db()
    assert (membership.ended_on, membership.ending) == (None, "")


def test_who_will_not_renew_has_no_grace(yearly, ana):
    running_out(ana, today(-1), ended_on=today(), ending="not-renewed")

    refresh_memberships()

    ana.refresh_from_db()
    assert (ana.memberships.get().state, ana.is_member) == ("ended", False)


def test_an_institution_that_expires_takes_its_people_along(yearly, petra):
    institution = InstitutionFactory()
    PositionFactory(person=petra, institution=institution)
    membership = memberships.begin(yearly, institution=institution)
    petra.refresh_from_db()
    assert petra.is_member

    Membership.objects.filter(pk=membership.pk).update(
        started_on=today(-400), until=today(-31), grace_until=today(-1)
    )
    refresh_memberships()

    petra.refresh_from_db()
    institution.refresh_from_db()
    assert (petra.is_member, institution.is_member) == (False, False)


def test_every_step_says_who_and_from_where_to_where(yearly, ana, vera):
    membership = running_out(ana, today(10))

    memberships.dismiss(membership, vera, "She asked us to.")
    memberships.reinstate(membership, vera, "We misread her letter.")
    memberships.set_until(membership, vera, today(50), "As agreed.")
    memberships.record_payment(membership, vera, today())

    assert list(membership.steps.values_list("verb", "before", "after", "reason", "actor")) == [
        ("ended", "standing", "ended", "She asked us to.", vera.pk),
        ("reinstated", "ended", "standing", "We misread her letter.", vera.pk),
        ("corrected", "standing", "standing", "As agreed.", vera.pk),
        ("paid", "standing", "standing", str(today()), vera.pk),
    ]


def test_nobody_settles_their_own_membership(yearly, vera):
    own = vera.memberships.get()

    with pytest.raises(Refused, match="Another member of the committee"):
        memberships.set_until(own, vera, today(9000), "I like it here.")
    with pytest.raises(Refused, match="for themselves"):
        memberships.begin(yearly, person=vera, actor=vera)


def test_nobody_is_taken_up_beside_a_newer_membership(yearly, ana, vera):
    old = ana.memberships.get()
    memberships.end(old)
    MembershipFactory(person=ana)

    with pytest.raises(Refused, match="newer membership"):
        memberships.reinstate(old, vera, "Why not.")


@pytest.mark.parametrize(
    ("verb", "words"),
    [
        (memberships.let_run_out, {}),
        (memberships.resign, {}),
        (memberships.dismiss, {"reason": "Why"}),
        (memberships.reinstate, {"reason": "Why"}),
        (memberships.set_until, {"until": None, "reason": "Why"}),
        (memberships.record_payment, {"day": None}),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_an_action_asks_itself_whose_membership_it_is(yearly, ana, boris, verb, words):
    membership = running_out(ana, today(10))

    with pytest.raises(Refused, match="may not do that"):
        verb(membership, boris, **words)

    assert not membership.steps.exists()


def test_nobody_renews_for_others_or_enters_members(yearly, ana, boris, petra):
    membership = running_out(ana, today(10))

    with pytest.raises(Refused, match="may not do that"):
        memberships.renew(membership, boris, seen=membership.until)
    with pytest.raises(Refused, match="Only the committee"):
        memberships.begin(yearly, person=petra, actor=boris)


def test_a_deputy_renews_and_only_the_representative_resigns(yearly, ana, boris):
    membership = MembershipFactory(
        type=yearly, person=None, institution=InstitutionFactory(), until=today(10)
    )
    office = {"institution": membership.institution}
    PositionFactory(person=ana, role="representative", **office)
    PositionFactory(person=boris, role="deputy", **office)

    memberships.renew(membership, boris, seen=membership.until)
    with pytest.raises(Refused, match="may not do that"):
        memberships.resign(membership, boris)
    memberships.resign(membership, ana)

    assert list(membership.steps.values_list("verb", flat=True)) == ["renewed", "resigned"]
