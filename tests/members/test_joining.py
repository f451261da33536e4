"""Joining the people of an institution by the domain of one's confirmed address."""

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from core.exceptions import Refused
from core.models import Letter
from members.actions import invitations, memberships
from members.actions import positions as actions
from members.identifiers import check_domain, domain_of, domains_above
from members.models import Institution, InstitutionDomain, Position
from tests.factories.members import (
    InstitutionFactory,
    MembershipFactory,
    PolicyFactory,
    PositionFactory,
    UserFactory,
)


@pytest.fixture
def institution(lule):
    """A member with the confirmed domain unsa.ba and two places."""
    institution = lule.positions.get().institution
    MembershipFactory(person=None, institution=institution)
    Institution.objects.filter(pk=institution.pk).update(is_member=True, staff_cap=2)
    institution.refresh_from_db()
    institution.domains.create(domain="unsa.ba", is_confirmed=True)
    return institution


def at(address, **fields):
    return UserFactory(email=address, **fields)


def join_page(institution):
    return reverse("members:institution_join", args=[institution.slug])


@pytest.mark.parametrize("address", ["besa@unsa.ba", "besa@pmf.unsa.ba"])
def test_who_has_an_address_there_joins_and_becomes_a_member(as_, institution, address):
    besa = at(address)
    client = as_(besa)

    assert "Join the people of" in client.get(institution.get_absolute_url()).text
    client.post(join_page(institution))

    position = besa.positions.get()
    assert (position.role, position.origin) == ("staff", "domain")
    besa.refresh_from_db()
    assert besa.is_member
    assert besa.institutions_held == [institution.pk]
    assert besa.institution == institution
    assert "Join the people of" not in client.get(institution.get_absolute_url()).text


def test_the_profile_and_the_application_offer_it_too(as_, visitor, institution):
    client, elsewhere = as_(at("besa@unsa.ba")), as_(at("dita@example.org"))

    for name in ("members:edit_profile", "members:join"):
        assert "Join the people of" in client.get(reverse(name)).text
        assert "Join the people of" not in elsewhere.get(reverse(name)).text
    assert "Join the people of" not in visitor.get(reverse("members:join")).text


@pytest.mark.parametrize(
    "address", ["besa@example.org", "besa@notunsa.ba", "besa@unsa.ba.example.org", "unsa.ba@x.org"]
)
def test_who_has_no_address_there_does_not(as_, institution, address):
    besa = at(address)

    assert "Join the people of" not in as_(besa).get(institution.get_absolute_url()).text
    as_(besa).post(join_page(institution))

    assert not besa.positions.exists()


def test_an_address_that_is_not_confirmed_opens_nothing(institution):
    besa = at("besa@unsa.ba")
    EmailAddress.objects.filter(user=besa).update(verified=False)

    with pytest.raises(Refused, match="confirmed addresses"):
        actions.join(institution, besa)


def test_a_second_confirmed_address_counts_too(institution):
    besa = at("besa@example.org")
    EmailAddress.objects.create(user=besa, email="besa@unsa.ba", verified=True, primary=False)

    assert actions.join(institution, besa)


def test_a_domain_that_the_committee_has_not_confirmed_opens_nothing(institution):
    InstitutionDomain.objects.update(is_confirmed=False)

    with pytest.raises(Refused, match="confirmed addresses"):
        actions.join(institution, at("besa@unsa.ba"))


def test_the_cap_holds_and_a_place_that_is_given_back_is_free_again(institution, lule):
    first = at("one@unsa.ba")
    actions.join(institution, first)
    actions.join(institution, at("two@unsa.ba"))
    with pytest.raises(Refused, match="is taken"):
        actions.join(institution, at("three@unsa.ba"))

    actions.leave(institution, first)
    actions.join(institution, at("four@unsa.ba"))

    assert actions.standing(institution).filter(origin="domain").count() == 2


def test_who_was_removed_comes_back_by_invitation_only(institution, lule):
    besa = at("besa@unsa.ba")
    position = actions.join(institution, besa)
    actions.end(position, by=lule)

    with pytest.raises(Refused, match="has ended your position"):
        actions.join(institution, besa)
    assert institution not in actions.open_to(besa)

    PolicyFactory()
    invitation = invitations.invite("besa@unsa.ba", by=lule, institution=institution)
    invitations.accept(invitation, besa, adheres=True)
    actions.leave(institution, besa)
    assert actions.join(institution, besa).origin == "domain"


def test_who_left_by_themselves_may_come_back(institution):
    besa = at("besa@unsa.ba")
    actions.join(institution, besa)
    actions.leave(institution, besa)

    assert actions.join(institution, besa)


def test_nobody_joins_twice(institution, lule):
    besa = at("besa@unsa.ba")
    actions.join(institution, besa)

    for person in (besa, lule):
        with pytest.raises(Refused, match="You are among"):
            actions.join(institution, person)


def test_membership_follows_that_of_the_institution(institution):
    besa = at("besa@unsa.ba")
    actions.join(institution, besa)

    memberships.end(institution.memberships.get())

    besa.refresh_from_db()
    assert not besa.is_member
    assert besa.positions.current().exists()


def test_the_position_ends_when_the_address_goes(institution, as_):
    besa = at("besa@unsa.ba")
    actions.join(institution, besa)
    assert actions.check_addresses() == 0
    EmailAddress.objects.filter(user=besa).update(email="besa@example.org")

    actions.tend()
    actions.tend()

    position = besa.positions.get()
    assert position.ending == "address"
    besa.refresh_from_db()
    assert not besa.is_member
    assert Letter.objects.filter(kind="position_ended").count() == 1


def test_it_ends_at_once_when_the_person_changes_the_address(institution, rf):
    from allauth.account.signals import email_changed

    besa = at("besa@unsa.ba")
    actions.join(institution, besa)
    EmailAddress.objects.filter(user=besa).update(email="besa@example.org")

    email_changed.send(
        sender=type(besa), request=rf.get("/"), user=besa, from_email_address=None,
        to_email_address=EmailAddress.objects.get(user=besa),
    )  # fmt: skip

    assert not besa.positions.current().exists()


def test_a_position_that_was_given_does_not_rest_on_an_address(institution):
    besa = PositionFactory(institution=institution, role="staff").person
    EmailAddress.objects.filter(user=besa).delete()

    assert actions.check_addresses() == 0
    assert besa.positions.current().exists()


def test_the_representative_sees_who_joined_and_removes_them(as_, lule, institution):
    besa = at("besa@unsa.ba")
    actions.join(institution, besa)
    people = reverse("members:institution_people", args=[institution.slug])

    assert "joined by e-mail domain" in as_(lule).get(people).text
    as_(lule).post(
        reverse("members:position_end", args=[institution.slug, besa.handle]), {"role": "staff"}
    )

    assert Position.objects.past().get(person=besa).ending == "removed"


# --- Domains -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("@UNSA.ba", "unsa.ba"), ("https://www.unsa.ba/en", "unsa.ba"), ("ana@unsa.ba", "unsa.ba"),
     ("bücher.example", "xn--bcher-kva.example")],
)  # fmt: skip
def test_a_domain_is_read_from_what_was_typed(typed, kept):
    assert domain_of(typed) == kept
    check_domain(kept)


@pytest.mark.parametrize(
    "typed",
    ["gmail.com", "yahoo.gr", "mail.yahoo.com", "outlook.de", "abv.bg", "edu.al", "ac.rs", "ba",
     "", "not a domain", "1.2.3.4", "a..b", "x" * 300 + ".ba", "\x00.ba", "proton.me"],
)  # fmt: skip
def test_what_anybody_has_is_no_domain_of_an_institution(typed):
    with pytest.raises(ValidationError):
        check_domain(domain_of(typed))


def test_an_address_stands_under_its_domains():
    assert domains_above("ana@pmf.unsa.ba") == ["pmf.unsa.ba", "unsa.ba", "ba"]


def test_the_representative_names_a_domain_and_the_committee_confirms_it(as_, lule, vera):
    institution = lule.positions.get().institution
    address = reverse("members:institution_domain", args=[institution.slug])

    answer = as_(lule).post(address, {"domain": "www.unx.ba"}, follow=True)
    assert "waits for the committee" in answer.text
    assert not institution.domains.get().is_confirmed
    assert "E-mail domains to confirm" in as_(vera).get(reverse("admin:index")).text

    as_(vera).post(address, {"domain": "unx.edu.ba"})
    assert institution.domains.get(domain="unx.edu.ba").is_confirmed


@pytest.mark.parametrize("typed", ["gmail.com", "", "x\x00y.ba", "unsa.ba", "x" * 500])
def test_a_domain_that_does_not_do_is_said_so(as_, lule, institution, typed):
    address = reverse("members:institution_domain", args=[institution.slug])

    answer = as_(lule).post(address, {"domain": typed}, follow=True)

    assert any(message.level_tag == "error" for message in answer.context["messages"])
    assert list(institution.domains.values_list("domain", flat=True)) == ["unsa.ba"]


def test_a_confirmed_domain_belongs_to_one_institution(institution):
    with pytest.raises(IntegrityError), transaction.atomic():
        InstitutionDomain.objects.create(
            institution=InstitutionFactory(), domain="unsa.ba", is_confirmed=True
        )
