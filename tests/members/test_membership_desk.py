import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from core.models import Letter
from members.models import Membership, MembershipType
from tests.factories.members import (
    InstitutionFactory,
    MemberFactory,
    MembershipFactory,
    MembershipTypeFactory,
    PositionFactory,
)

_FEE = re.compile(r"\bfee\b", re.I)
LIST = reverse("admin:members_membership_changelist")
ADD = reverse("admin:members_membership_add")


def page_of(membership):
    return reverse("admin:members_membership_change", args=[membership.pk])


def data(**fields):
    lists = {
        f"{prefix}-{part}_FORMS": 0
        for prefix in ("steps", "notices")
        for part in ("TOTAL", "INITIAL")
    }
    return {**lists, **fields}


def test_the_committee_ends_a_membership_and_the_member_reads_why(as_, vera, ana):
    membership = ana.memberships.get()
    Membership.objects.update(started_on=timezone.localdate() - timedelta(days=9))
    today = timezone.localdate()

    silent = as_(vera).post(page_of(membership), data(ended_on=today.isoformat()))
    assert "Give the reason." in silent.text
    as_(vera).post(
        page_of(membership), data(ended_on=today.isoformat(), reason="No *answer* in two years.")
    )

    membership.refresh_from_db()
    ana.refresh_from_db()
    assert (membership.state, membership.ending, ana.is_member) == ("ended", "committee", False)
    letter = Letter.objects.get(kind="membership_ended")
    assert letter.to == ana.email
    assert "No answer in two years." in letter.text
    step = membership.steps.get()
    assert (step.verb, step.actor, step.reason) == ("ended", vera, "No *answer* in two years.")
    assert "No *answer* in two years." in as_(vera).get(page_of(membership)).text


def test_the_letter_of_an_institution_goes_to_who_stands_for_it(as_, vera, lule):
    institution = lule.positions.get().institution
    membership = MembershipFactory(person=None, institution=institution)
    PositionFactory(institution=institution, role="deputy")

    as_(vera).post(page_of(membership), data(ended_on="2100-01-01", reason="It was closed."))

    assert Letter.objects.get(kind="membership_ended").to == lule.email
    membership.refresh_from_db()
    assert membership.state == "standing"


def test_a_membership_is_taken_up_again(as_, vera, ana):
    membership = ana.memberships.get()
    start = timezone.localdate() - timedelta(days=9)
    Membership.objects.filter(pk=membership.pk).update(
        started_on=start, ended_on=start, state="ended"
    )

    as_(vera).post(page_of(membership), data(ended_on="", reason="A mistake of ours."))

    ana.refresh_from_db()
    membership.refresh_from_db()
    assert (membership.state, membership.ended_on, ana.is_member) == ("standing", None, True)


def test_an_end_before_the_beginning_is_refused_in_its_place(as_, vera, ana):
    answer = as_(vera).post(page_of(ana.memberships.get()), data(until="1999-01-01", reason="x"))

    assert "cannot end before it began" in answer.text


def test_nobody_of_the_committee_enters_a_membership_for_themselves(as_, vera):
    MembershipTypeFactory()
    Membership.objects.filter(person=vera).delete()
    own = {"type": "individual", "person": vera.pk, "started_on": "2026-01-01"}

    answer = as_(vera).post(ADD, own)

    assert "Nobody enters a membership for themselves" in answer.text
    assert not Membership.objects.filter(person=vera).exists()


def test_nor_changes_their_own(as_, vera):
    own = vera.memberships.get()

    assert 'name="until"' not in as_(vera).get(page_of(own)).text
    answer = as_(vera).post(page_of(own), data(until="2099-01-01", reason="I like it here."))

    own.refresh_from_db()
    assert (answer.status_code, own.until) == (403, None)


def test_nobody_reads_of_a_fee_while_there_is_none(as_, vera, ana, visitor):
    kind = MembershipTypeFactory()
    join = reverse("members:join")
    pages = {
        LIST: as_(vera), page_of(ana.memberships.get()): as_(vera), join: visitor,
        reverse("members:membership"): as_(ana),
    }  # fmt: skip

    def with_fee():
        return [url for url, client in pages.items() if _FEE.search(client.get(url).text)]

    assert with_fee() == []

    MembershipType.objects.filter(pk=kind.pk).update(fee=Decimal(30))

    assert set(with_fee()) == set(pages)
    assert "The fee is €30.00, paid once." in visitor.get(join).text


def test_a_payment_is_noted(as_, vera, ana):
    MembershipTypeFactory()
    MembershipType.objects.update(fee=30)
    membership = ana.memberships.get()

    as_(vera).post(page_of(membership), data(paid_on="2026-05-01"))

    membership.refresh_from_db()
    assert str(membership.paid_on) == "2026-05-01"
    assert membership.steps.get().verb == "paid"


def test_the_committee_gives_a_type_a_period(as_, vera):
    kind = MembershipTypeFactory()
    url = reverse("admin:members_membershiptype_change", args=[kind.pk])
    form = as_(vera).get(url).context["adminform"].form
    filled = {name: form[name].value() for name in form.fields}
    filled |= {"period": "rolling", "months": 24, "fee": "12.50"}
    filled = {name: value for name, value in filled.items() if value not in (None, False)}
    lists = {"questions-TOTAL_FORMS": 0, "questions-INITIAL_FORMS": 0}

    as_(vera).post(url, {**filled, **lists})

    kind.refresh_from_db()
    assert (kind.period, kind.months, kind.fee) == ("rolling", 24, Decimal("12.50"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(
    as_, vera, count, django_assert_num_queries
):
    for _ in range(count):
        MemberFactory()
        MembershipFactory(person=None, institution=InstitutionFactory())
    client = as_(vera)

    client.get(LIST)
    with django_assert_num_queries(12):
        client.get(LIST)
