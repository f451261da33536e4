"""Who stands for an institution: appointed, handed over, given, ended, left."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.exceptions import Refused
from core.models import AuditEntry, Letter
from members.actions import account, institutions, invitations
from members.actions import positions as actions
from members.models import Institution, Position
from tests.factories.members import (
    CentreFactory,
    InstitutionFactory,
    MembershipFactory,
    PositionFactory,
    UserFactory,
)

TODAY = timezone.localdate
YESTERDAY = timedelta(days=1)


@pytest.fixture
def institution(lule):
    """A member, whose representative lule is since yesterday."""
    institution = lule.positions.get().institution
    lule.positions.update(started_on=TODAY() - YESTERDAY)
    MembershipFactory(person=None, institution=institution)
    Institution.objects.filter(pk=institution.pk).update(is_member=True)
    institution.refresh_from_db()
    return institution


def somebody(institution, role="staff", **fields):
    return PositionFactory(institution=institution, role=role, **fields).person


def roles(institution, person):
    held = actions.standing(institution).filter(person=person)
    return sorted(held.values_list("role", flat=True))


def letters(kind):
    return sorted(Letter.objects.filter(kind=kind).values_list("to", flat=True))


def page(name, institution, *args):
    return reverse(f"members:{name}", args=[institution.slug, *args])


# --- Handing over ------------------------------------------------------------------------------


def test_the_representative_hands_over_to_one_of_the_people(as_, lule, vera, institution):
    besa = somebody(institution)
    address = page("hand_over", institution, besa.handle)

    shown = as_(lule).get(address)
    assert besa.name in shown.text
    assert "no longer its representative" in shown.text
    as_(lule).post(address, {"seen": shown.context["representative"].pk})

    assert roles(institution, besa) == ["representative", "staff"]
    assert roles(institution, lule) == ["staff"]
    former = lule.positions.get(role="representative")
    assert (former.ended_on, former.ending) == (TODAY(), "handed-over")
    assert letters("representative_changed") == sorted([besa.email, lule.email, vera.email])
    entry = AuditEntry.objects.get(verb="appoint")
    assert (entry.who, entry.whom) == (lule.pk, besa.pk)
    besa.refresh_from_db()
    lule.refresh_from_db()
    assert (besa.is_member, lule.is_member) == (True, True)


def test_who_handed_over_a_moment_ago_hears_what_happened(as_, lule, institution):
    besa, dita = somebody(institution), somebody(institution)
    seen = actions.representative_of(institution).pk
    actions.hand_over(institution, besa, by=lule)

    answer = as_(lule).post(
        page("hand_over", institution, dita.handle), {"seen": seen}, follow=True
    )

    assert f"{besa.name} is the authorised representative since" in answer.text
    assert actions.representative_of(institution).person == besa


def test_of_two_of_the_committee_the_second_hears_what_the_first_did(vera, institution):
    besa, dita = somebody(institution), somebody(institution)
    seen = actions.representative_of(institution).pk
    actions.hand_over(institution, besa, by=vera, seen=seen)

    with pytest.raises(Refused, match=f"{besa.name} is the authorised"):
        actions.hand_over(institution, dita, by=vera, seen=seen)

    assert actions.representative_of(institution).person == besa


def test_nobody_from_elsewhere_becomes_the_representative(as_, lule, ana, institution):
    with pytest.raises(Refused, match="not among the people"):
        actions.hand_over(institution, ana, by=lule)

    assert as_(lule).get(page("hand_over", institution, ana.handle)).status_code == 404
    assert actions.representative_of(institution).person == lule


def test_a_deputy_does_not_hand_over(as_, lule, institution):
    deputy, besa = somebody(institution, "deputy"), somebody(institution)

    with pytest.raises(Refused, match="is the authorised representative since"):
        actions.hand_over(institution, besa, by=deputy)

    assert as_(deputy).get(page("hand_over", institution, besa.handle)).status_code == 403


def test_periods_of_representatives_do_not_overlap(lule, institution, vera):
    besa = somebody(institution)
    lule.positions.update(ended_on=TODAY() + timedelta(days=30))
    later = PositionFactory(institution=institution, started_on=TODAY() + timedelta(days=30))

    actions.hand_over(institution, besa, by=vera)

    later.refresh_from_db()
    assert later.ended_on == later.started_on
    assert lule.positions.get(role="representative").ended_on == TODAY()
    whole = Position.objects.filter(institution=institution, role="representative")
    assert [one.person for one in whole.current()] == [besa]


def test_a_deputy_who_becomes_representative_is_no_deputy_any_more(lule, institution):
    deputy = somebody(institution, "deputy")

    actions.hand_over(institution, deputy, by=lule)

    assert roles(institution, deputy) == ["representative"]


@pytest.mark.parametrize(
    ("start", "end", "fits"),
    [(-9, -1, True), (-9, 0, False), (-9, None, False), (0, None, False), (1, 2, False)],
)
def test_the_desk_cannot_let_periods_overlap(as_, vera, institution, start, end, fits):
    data = {
        "person": somebody(institution).pk, "institution": institution.pk,
        "role": "representative", "started_on": TODAY() + timedelta(days=start),
        "ended_on": "" if end is None else TODAY() + timedelta(days=end),
    }  # fmt: skip

    answer = as_(vera).post(reverse("admin:members_position_add"), data)

    assert answer.status_code == (302 if fits else 200)
    whole = Position.objects.filter(institution=institution, role="representative")
    assert whole.count() == 1 + fits


def test_the_desk_sets_an_end_and_the_deputy_hears(as_, lule, vera, institution):
    position = actions.representative_of(institution)

    as_(vera).post(
        reverse("admin:members_position_change", args=[position.pk]),
        {"started_on": position.started_on, "ended_on": TODAY()},
    )

    assert actions.representative_of(institution) is None
    assert letters("representative_missing") == [vera.email]


# --- When nobody represents --------------------------------------------------------------------


def test_a_deputy_takes_over_when_there_is_nobody(as_, lule, vera, institution):
    deputy = somebody(institution, "deputy")
    with pytest.raises(Refused, match=lule.name):
        actions.take_over(institution, deputy)
    actions.leave(institution, lule)
    assert letters("representative_missing") == sorted([deputy.email, vera.email])

    shown = as_(deputy).get(page("institution_people", institution)).text
    assert "Take over as its representative" in shown
    as_(deputy).post(page("take_over", institution))

    assert actions.representative_of(institution).person == deputy
    institution.refresh_from_db()
    assert institution.unrepresented_since is None


def test_staff_do_not_take_over(lule, institution):
    staff = somebody(institution)
    actions.leave(institution, lule)

    with pytest.raises(Refused, match="Only a deputy"):
        actions.take_over(institution, staff)


def test_a_closed_account_leaves_a_task_for_deputy_and_committee(lule, vera, institution, as_):
    deputy = somebody(institution, "deputy")
    name = lule.name

    account.close(lule, keep_content=True)

    assert letters("representative_missing") == sorted([deputy.email, vera.email])
    letter = Letter.objects.filter(kind="representative_missing").first()
    assert name not in letter.text
    institution.refresh_from_db()
    assert institution.unrepresented_since == TODAY()
    assert list(Institution.objects.without_representative()) == [institution]
    assert "without a representative" in as_(vera).get(reverse("admin:index")).text


def test_the_committee_ends_the_position_of_a_representative(lule, vera, institution):
    position = actions.representative_of(institution)
    with pytest.raises(Refused, match="hands over"):
        actions.end(position, by=lule)

    actions.end(position, by=vera)

    assert actions.representative_of(institution) is None
    assert letters("position_ended") == [lule.email]
    assert letters("representative_missing") == [vera.email]


def test_the_night_tells_once_of_a_representative_whose_days_are_over(lule, vera, institution):
    lule.positions.update(ended_on=TODAY())

    actions.tend()
    actions.tend()

    assert letters("representative_missing") == [vera.email]


def test_a_representative_whose_account_is_shut_speaks_for_nobody(lule, vera, institution):
    lule.is_active = False
    lule.save()

    actions.tend()

    assert letters("representative_missing") == [vera.email]


def test_who_is_no_member_needs_no_representative(lule, vera, institution):
    Institution.objects.update(is_member=False)

    actions.leave(institution, lule)

    assert letters("representative_missing") == []


# --- Giving and ending -------------------------------------------------------------------------


def test_the_representative_gives_a_position_and_the_person_hears(as_, lule, institution):
    besa = somebody(institution)
    centre = CentreFactory(institution=institution)

    as_(lule).post(
        page("position_give", institution, besa.handle),
        {"role": "centre-head", "centre": centre.slug},
    )

    position = besa.positions.get(role="centre-head")
    assert position.centre == centre
    assert letters("position_begun") == [besa.email]
    assert AuditEntry.objects.filter(verb="begin", whom=besa.pk).exists()


@pytest.mark.parametrize(
    ("role", "sentence"),
    [("staff", "has that place already"), ("representative", "no such place"),
     ("editor", "of which centre")],
)  # fmt: skip
def test_a_position_that_does_not_fit_is_refused(lule, institution, role, sentence):
    besa = somebody(institution)

    with pytest.raises(Refused, match=sentence):
        actions.give(institution, besa, role, by=lule)


def test_a_centre_has_one_head(lule, institution):
    centre = CentreFactory(institution=institution)
    head = somebody(institution, "centre-head", centre=centre)
    besa = somebody(institution)

    with pytest.raises(Refused, match=f"{head.name} is the head"):
        actions.give(institution, besa, "centre-head", by=lule, centre=centre)


def test_a_centre_of_another_institution_is_not_theirs_to_give(as_, lule, institution):
    besa, elsewhere = somebody(institution), CentreFactory()
    CentreFactory(institution=institution)

    answer = as_(lule).post(
        page("position_give", institution, besa.handle),
        {"role": "editor", "centre": elsewhere.slug},
    )

    assert answer.status_code == 200
    assert roles(institution, besa) == ["staff"]
    with pytest.raises(Refused, match="another institution"):
        actions.give(institution, besa, "editor", by=lule, centre=elsewhere)


def test_deputies_are_named_and_ended_by_the_representative(lule, vera, institution):
    deputy, besa = somebody(institution, "deputy"), somebody(institution)

    with pytest.raises(Refused, match="name deputies"):
        actions.give(institution, besa, "deputy", by=deputy)
    with pytest.raises(Refused, match="name deputies"):
        actions.end(deputy.positions.get(), by=deputy)
    actions.give(institution, besa, "deputy", by=lule)

    assert "deputy" in roles(institution, besa)


def test_a_removed_person_hears_and_loses_what_came_with_it(as_, lule, institution):
    besa = somebody(institution)
    actions.memberships.refresh(person=besa)
    besa.refresh_from_db()
    assert (besa.is_member, besa.institutions_held) == (True, [institution.pk])

    as_(lule).post(page("position_end", institution, besa.handle), {"role": "staff"})

    besa.refresh_from_db()
    assert (besa.is_member, besa.institutions_held) == (False, [])
    assert letters("position_ended") == [besa.email]
    past = Position.objects.past().get(person=besa)
    assert (past.ending, past.ended_on) == ("removed", TODAY())


def test_the_same_click_twice_ends_once(as_, lule, institution):
    besa = somebody(institution)
    client = as_(lule)
    for _click in range(2):
        answer = client.post(
            page("position_end", institution, besa.handle), {"role": "staff"}, follow=True
        )

    assert "has ended already" in answer.text
    assert letters("position_ended") == [besa.email]


def test_people_of_another_institution_are_out_of_reach(as_, lule, institution):
    stranger = PositionFactory(role="staff").person

    for name in ("position_give", "position_end"):
        answer = as_(lule).post(page(name, institution, stranger.handle), {"role": "staff"})
        assert answer.status_code == 404
    theirs = stranger.positions.get()
    with pytest.raises(Refused, match="Only the representative"):
        actions.end(theirs, by=lule)


def test_one_leaves_by_oneself(as_, lule, institution):
    besa = somebody(institution)

    as_(besa).post(page("institution_leave", institution))

    assert roles(institution, besa) == []
    assert besa.positions.get().ending == "left"


# --- The screens -------------------------------------------------------------------------------


def test_the_screen_shows_who_holds_what_and_who_held_it(as_, lule, institution):
    besa = somebody(institution)
    actions.end(besa.positions.get(), by=lule)

    shown = as_(lule).get(page("institution_people", institution)).text

    for words in (lule.name, "Authorised representative", besa.name, "ended by the institution"):
        assert words in shown


def test_what_was_is_shown_to_its_people_and_the_committee(
    as_, visitor, ana, lule, vera, institution
):
    besa, staff = somebody(institution), somebody(institution)
    actions.end(besa.positions.get(), by=lule)
    address = institution.get_absolute_url()

    for client in (as_(staff), as_(lule), as_(vera)):
        assert besa.name in client.get(address).text
    for client in (visitor, as_(ana), as_(besa)):
        assert 'id="past"' not in client.get(address).text


def test_several_are_invited_at_once_and_who_cannot_be_is_named(as_, lule, institution):
    besa = somebody(institution)

    answer = as_(lule).post(
        page("institution_people", institution),
        {"emails": f"one@example.org\n two@example.org, {besa.email}", "role": "staff",
         "language": "sq"},
        follow=True,
    )  # fmt: skip

    assert letters("invitation") == ["one@example.org", "two@example.org"]
    assert "one@example.org" in answer.text
    assert f"{besa.email}: This person has that place already." in answer.text


@pytest.mark.parametrize("typed", ["", "nobody", "a@b", "x" * 9000, "ana@example.org\x00", "😀"])
def test_what_is_no_address_is_said_and_stays(as_, lule, institution, typed):
    answer = as_(lule).post(
        page("institution_people", institution),
        {"emails": typed, "role": "staff", "language": "en"},
    )

    assert answer.status_code == 200
    assert Letter.objects.count() == 0


def test_an_invitation_is_sent_again_or_taken_back(as_, lule, institution):
    invitation = invitations.invite("new@example.org", by=lule, institution=institution)
    elsewhere = invitations.invite("x@example.org", by=None, institution=InstitutionFactory())
    address = page("institution_invitation", institution)

    as_(lule).post(address, {"invitation": invitation.pk, "verb": "cancel"})

    invitation.refresh_from_db()
    assert invitation.state == "cancelled"
    for key in (elsewhere.pk, "x", "9" * 40, ""):
        answer = as_(lule).post(address, {"invitation": key, "verb": "cancel"})
        assert answer.status_code == 404
    elsewhere.refresh_from_db()
    assert elsewhere.state == "open"


def test_who_accepts_an_invitation_has_the_position(lule, institution):
    besa = UserFactory(email="besa@example.org")
    invitation = invitations.invite(
        "besa@example.org", by=lule, institution=institution, role="deputy"
    )
    invitations.accept(invitation, besa, adheres=True)

    position = besa.positions.get()
    assert (position.role, position.origin) == ("deputy", "invited")
    besa.refresh_from_db()
    assert (besa.is_member, besa.institutions_held) == (True, [institution.pk])


@pytest.mark.parametrize("count", [1, 3])
def test_the_screen_costs_the_same_for_one_and_for_three(
    as_, lule, institution, count, django_assert_num_queries
):
    for number in range(count):
        somebody(institution)
        somebody(institution, "staff", started_on=TODAY() - YESTERDAY, ended_on=TODAY())
        institution.domains.create(domain=f"uni{number}.example", is_confirmed=True)
    client = as_(lule)

    with django_assert_num_queries(14):
        client.get(page("institution_people", institution))


def test_a_renamed_institution_tells_its_people_in_bulk(
    institution, lule, django_assert_max_num_queries
):
    people = [UserFactory(institution=institution) for _ in range(12)]
    institution.name = "Универзитет у Сарајеву"

    institutions.refile(institution)
    institution.refresh_from_db()
    assert institution.people_stale
    with django_assert_max_num_queries(14):
        assert institutions.refile_people(institution) == 12

    people[0].refresh_from_db()
    assert "univerzitet u sarajevu" in people[0].folded
    assert institutions.refile_people(institution) == 0


def test_the_night_takes_up_a_renaming_that_no_worker_heard_of(institution):
    person = UserFactory(institution=institution)
    institution.name = "Sveučilište"
    institutions.refile(institution)

    institutions.tend()

    person.refresh_from_db()
    assert "sveuciliste" in person.folded


def test_letters_to_others_forget_the_name_of_who_has_left(as_, lule, vera, institution):
    besa = somebody(institution)
    besa.first_name, besa.last_name = "Besa", "O'Reka"
    besa.save()
    actions.hand_over(institution, besa, by=lule)
    assert "Besa O'Reka" in Letter.objects.get(kind="representative_changed", to=vera.email).text

    account.close(besa, keep_content=True)

    kept = Letter.objects.filter(kind="representative_changed")
    assert sorted(kept.values_list("to", flat=True)) == sorted([lule.email, vera.email])
    for letter in kept:
        whole = letter.subject + letter.text + letter.html
        assert "O'Reka" not in whole
        assert "Reka" not in whole
        assert "former member" in whole
