from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation

from core import retention
from core.exceptions import Refused
from core.models import AuditEntry, Letter
from members.actions import invitations as actions
from members.models import Consent, Invitation, Membership, Policy, Position, User
from tests.browsing import assert_accessible, follow
from tests.factories.members import (
    CentreFactory,
    InstitutionFactory,
    MembershipTypeFactory,
    PolicyFactory,
    PositionFactory,
)

NEW = "iskra@example.org"
FORM = {"first_name": "Iskra", "last_name": "Nova", "password": "a long walk by the lake"}

YES = {"adheres": "on"}


@pytest.fixture
def institution(lule):
    return lule.positions.get().institution


@pytest.fixture
def invitation(lule, institution):
    return actions.invite(NEW, by=lule, institution=institution, first_name="Iskra")


def page(name, invitation):
    return reverse(f"members:{name}", args=[invitation.token])


def later(invitation, **fields):
    Invitation.objects.filter(pk=invitation.pk).update(**fields)
    invitation.refresh_from_db()


# --- Inviting ---------------------------------------------------------------------------------


def test_a_letter_says_who_invites_to_what_and_how_long_it_holds(invitation, lule, institution):
    letter = Letter.objects.get()

    assert (letter.to, letter.kind) == (NEW, "invitation")
    for words in (
        f"{lule.name} invites you to join {institution.name} as staff.",
        f"http://testserver{invitation.get_absolute_url()}",
        "Nothing happens without you",
        "We store your name, your e-mail address",
        "The link works until",
    ):
        assert words in letter.text
    assert not User.objects.filter(email=NEW).exists()


def test_the_letter_comes_in_the_language_that_was_named(vera):
    actions.invite(NEW, by=vera, language="mk", type=MembershipTypeFactory())

    letter = Letter.objects.get()
    assert letter.language == "mk"
    assert "/mk/invitations/" in letter.text


def test_one_invitation_is_open_per_address_and_place(invitation, lule, institution, vera):
    with pytest.raises(Refused, match="open already"):
        actions.invite("ISKRA@Example.org", by=lule, institution=institution, role="editor")
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.create(
            email=NEW.upper(), institution=institution, expires_at=timezone.now()
        )
    elsewhere = actions.invite(NEW, by=vera, institution=InstitutionFactory())
    at_large = actions.invite(NEW, by=vera, type=MembershipTypeFactory())

    with pytest.raises(Refused, match="open already"):
        actions.invite(NEW, by=vera)
    assert set(Invitation.objects.open()) == {invitation, elsewhere, at_large}


def test_after_an_invitation_has_run_out_a_new_one_is_made(invitation, lule, institution):
    later(invitation, expires_at=timezone.now() - timedelta(minutes=1))

    anew = actions.invite(NEW, by=lule, institution=institution)

    invitation.refresh_from_db()
    assert invitation.state == "expired"
    assert anew.is_open


@pytest.mark.parametrize(
    "address", ["", "no address", "a@b@c.org", "x" * 300 + "@example.org", "nul\0@example.org"]
)
def test_what_is_no_address_is_refused(vera, address):
    with pytest.raises(Refused, match="not an e-mail address"):
        actions.invite(address, by=vera)


def test_who_may_invite_to_what(lule, institution, ana, boris, vera):
    PositionFactory(person=boris, institution=institution, role="deputy")
    elsewhere, type = InstitutionFactory(), MembershipTypeFactory()

    for by, words in [
        (ana, {"institution": institution}),
        (lule, {"institution": elsewhere}),
        (lule, {"institution": institution, "role": "representative"}),
        (lule, {"institution": institution, "type": type}),
        (lule, {"type": type}),
        (boris, {"institution": institution, "role": "deputy"}),
        (lule, {}),
    ]:
        with pytest.raises(Refused, match="cannot invite"):
            actions.invite(NEW, by=by, **words)
    assert Invitation.objects.count() == 0
    for words in ({"institution": institution}, {"type": type}):
        actions.invite(NEW, by=vera, **words)
    assert Invitation.objects.count() == 2


def test_a_name_is_one_line_however_it_was_sent(visitor, invitation):
    words = {**FORM, **YES, "first_name": "Iskra\r\nBcc: x", "last_name": "No\tva\n"}

    visitor.post(page("accept_anew", invitation), words)

    person = User.objects.get(email=NEW)
    assert (person.first_name, person.last_name) == ("Iskra Bcc: x", "No va")


def test_who_has_the_place_already_is_not_invited(lule, institution, ana, vera):
    PositionFactory(person=ana, institution=institution, role="staff")

    with pytest.raises(Refused, match="that place already"):
        actions.invite("ANA@example.org", by=lule, institution=institution)
    with pytest.raises(Refused, match="that place already"):
        actions.invite(ana.email, by=vera, type=MembershipTypeFactory())
    assert actions.invite(ana.email, by=lule, institution=institution, role="editor")


def test_a_place_that_does_not_exist_is_refused(vera, institution):
    centre = CentreFactory()

    for words in (
        {"institution": institution, "role": "king"},
        {"role": "staff"},
        {"institution": institution, "centre": centre},
        {"type": MembershipTypeFactory(slug="institutional", for_institutions=True)},
    ):
        with pytest.raises(Refused):
            actions.invite(NEW, by=vera, **words)
    assert Letter.objects.count() == 0


def test_too_many_letters_to_one_address_are_refused(vera, settings):
    settings.RATE_LIMITS = True
    for _ in range(3):
        actions.invite(NEW, by=vera, institution=InstitutionFactory())

    with pytest.raises(Refused, match="a lot of invitations"):
        actions.invite(NEW, by=vera, institution=InstitutionFactory())


def test_a_letter_is_sent_again_after_a_day_and_three_times_at_most(invitation):
    with pytest.raises(Refused, match="not a day old"):
        actions.resend(invitation)
    for count in (2, 3):
        later(invitation, sent_at=timezone.now() - timedelta(days=20), expires_at=timezone.now())
        actions.resend(invitation)
        invitation.refresh_from_db()
        assert (invitation.sent_count, invitation.is_open) == (count, True)
    later(invitation, sent_at=timezone.now() - timedelta(days=2))

    with pytest.raises(Refused, match="Three e-mails"):
        actions.resend(invitation)
    assert Letter.objects.count() == 3


def test_what_was_taken_back_is_not_accepted(invitation, visitor, ana):
    actions.cancel(invitation)

    with pytest.raises(Refused, match="taken back"):
        actions.accept(invitation, ana)
    answer = visitor.get(invitation.get_absolute_url())
    assert answer.status_code == 410
    assert "was taken back" in answer.text


# --- The page ---------------------------------------------------------------------------------


def test_opening_the_link_changes_nothing(invitation, visitor, lule):
    before = Invitation.objects.values().get()

    answer = visitor.get(invitation.get_absolute_url())

    assert f"{lule.name} invites you to join" in answer.text
    assert "Nothing happens without you" in answer.text
    assert "no-store" in answer["Cache-Control"]
    assert Invitation.objects.values().get() == before
    assert User.objects.filter(email=NEW).count() == 0


@pytest.mark.parametrize("name", ["accept", "decline"])
def test_answers_are_posts(invitation, as_, ana, name):
    assert as_(ana).get(page(name, invitation)).status_code == 405


def test_a_link_that_was_never_made_leads_nowhere(visitor, db):
    assert visitor.get(reverse("members:invitation", args=["made-up"])).status_code == 404


def test_somebody_new_makes_an_account_and_has_the_place_at_once(invitation, visitor, institution):
    policy = Policy.objects.in_force()
    link = page("accept_anew", invitation)
    form = visitor.get(link)
    assert "What members of the network agree on" in form.text
    assert 'value="Iskra"' in form.text
    assert " checked" not in form.text

    answer = visitor.post(link, {**FORM, **YES}, follow=True)

    iskra = User.objects.get(email=NEW)
    assert answer.context["user"] == iskra
    assert EmailAddress.objects.get(user=iskra).verified
    position = iskra.positions.get()
    assert (position.institution, position.role) == (institution, "staff")
    said = Consent.objects.filter(person=iskra).values_list("purpose", "version")
    assert set(said) == {("adherence", policy.version), ("invitation", "")}
    invitation.refresh_from_db()
    assert (invitation.state, invitation.person) == ("accepted", iskra)
    assert iskra.institution == institution


def test_without_the_statement_there_is_no_account(invitation, visitor):
    answer = visitor.post(page("accept_anew", invitation), FORM)

    assert "Please state that you adhere" in answer.text
    assert 'value="Nova"' in answer.text
    assert not User.objects.filter(email=NEW).exists()


@pytest.mark.parametrize("password", ["short", "12345678", "password", NEW])
def test_a_bad_password_makes_no_account(invitation, visitor, password):
    answer = visitor.post(page("accept_anew", invitation), {**FORM, **YES, "password": password})

    assert answer.status_code == 200
    assert not User.objects.filter(email=NEW).exists()


def test_a_nul_and_a_megabyte_make_no_account(invitation, visitor):
    for first_name in ("Is\0kra", "x" * 1_000_000):
        answer = visitor.post(
            page("accept_anew", invitation), {**FORM, **YES, "first_name": first_name}
        )
        assert answer.status_code == 200
    assert not User.objects.filter(email=NEW).exists()


def test_somebody_with_an_account_is_asked_to_sign_in(visitor, vera, ana):
    invitation = actions.invite(ana.email, by=vera, institution=InstitutionFactory())

    assert "Sign in to accept" in visitor.get(invitation.get_absolute_url()).text
    answer = visitor.post(page("accept_anew", invitation), FORM)

    assert answer.status_code == 302
    assert User.objects.filter(email=ana.email).get() == ana


def test_a_member_accepts_with_one_click(vera, ana, as_):
    institution = InstitutionFactory()
    invitation = actions.invite("Ana@Example.org", by=vera, institution=institution, role="deputy")
    client = as_(ana)
    assert "You are invited" in client.get(invitation.get_absolute_url()).text

    client.post(page("accept", invitation), YES)
    client.post(page("accept", invitation), YES)

    assert ana.positions.get().role == "deputy"


def test_an_address_beside_the_first_one_counts_when_it_is_confirmed(vera, ana, as_):
    invitation = actions.invite(NEW, by=vera, institution=InstitutionFactory())
    second = EmailAddress.objects.create(user=ana, email=NEW, verified=False, primary=False)
    as_(ana).post(page("accept", invitation), YES)
    assert not ana.positions.exists()

    second.verified = True
    second.save()
    as_(ana).post(page("accept", invitation), YES)

    assert ana.positions.count() == 1


def test_the_wrong_person_hears_so_and_learns_no_address(invitation, as_, boris):
    client = as_(boris)

    text = client.get(invitation.get_absolute_url()).text
    client.post(page("accept", invitation))

    assert "was sent to another address" in text
    assert NEW not in text
    assert not boris.positions.exists()
    invitation.refresh_from_db()
    assert invitation.is_open


def test_who_has_stated_adherence_already_is_not_asked_again(vera, ana, as_):
    first = actions.invite(ana.email, by=vera, institution=InstitutionFactory())
    client = as_(ana)
    assert "What members of the network agree on" in client.get(first.get_absolute_url()).text
    client.post(page("accept", first))
    assert not ana.positions.exists()
    client.post(page("accept", first), YES)

    second = actions.invite(ana.email, by=vera, institution=InstitutionFactory())
    client.post(page("accept", second))

    assert ana.positions.count() == 2
    assert ana.consents.filter(purpose="adherence").count() == 1


def test_declining_erases_address_and_name(invitation, visitor):
    visitor.post(page("decline", invitation))

    row = Invitation.objects.get()
    assert (row.state, row.email, row.first_name) == ("declined", "", "")
    assert not Letter.objects.filter(to=NEW).exists()
    answer = visitor.get(invitation.get_absolute_url())
    assert (answer.status_code, "You have declined" in answer.text) == (410, True)


def test_what_has_run_out_says_so(invitation, visitor, ana):
    later(invitation, expires_at=timezone.now() - timedelta(minutes=1))

    answer = visitor.get(invitation.get_absolute_url())
    visitor.post(page("accept_anew", invitation), FORM)

    assert (answer.status_code, "has expired" in answer.text) == (410, True)
    assert not User.objects.filter(email=NEW).exists()
    with pytest.raises(Refused, match="has expired"):
        actions.decline(invitation)


# --- Membership -------------------------------------------------------------------------------


def test_a_person_of_the_founding_list_becomes_a_member_by_accepting(vera, petra, as_):
    invitation = actions.invite(petra.email, by=vera, type=MembershipTypeFactory())
    assert not Membership.objects.filter(person=petra).exists()

    as_(petra).post(page("accept", invitation), YES)

    petra.refresh_from_db()
    assert petra.is_member
    assert Membership.objects.get(person=petra).type_id == "individual"


def test_an_institution_becomes_a_member_through_its_representative(vera, petra):
    institution = InstitutionFactory()
    type = MembershipTypeFactory(slug="institutional", for_institutions=True)
    invitation = actions.invite(petra.email, by=vera, type=type, institution=institution)

    actions.accept(invitation, petra, adheres=True)

    institution.refresh_from_db(), petra.refresh_from_db()
    assert institution.is_member
    assert petra.positions.get().role == Position.Role.REPRESENTATIVE
    assert petra.is_member


def test_an_old_letter_does_not_take_the_vote_away(vera, petra, boris):
    institution = InstitutionFactory()
    invitation = actions.invite(
        petra.email, by=vera, institution=institution, role="representative"
    )
    PositionFactory(person=boris, institution=institution)

    with pytest.raises(Refused, match="has an authorised representative"):
        actions.accept(invitation, petra, adheres=True)

    assert institution.positions.get().person == boris
    invitation.refresh_from_db()
    assert invitation.is_open


# --- What is known and forgotten --------------------------------------------------------------


def test_export_holds_the_invitation_and_erasing_takes_it_away(vera, ana):
    from core import personal_data
    from members.actions import account

    invitation = actions.invite(ana.email, by=vera, institution=InstitutionFactory())
    part = personal_data.parts()["account"]
    assert part.export(ana)["invitations"][0]["institution"] == invitation.institution.name

    account.close(ana, keep_content=True)

    assert not Invitation.objects.exists()


def test_who_never_answers_is_forgotten(invitation):
    retention.run(only="invitations")
    assert Invitation.objects.exists()
    later(invitation, created_at=timezone.now() - timedelta(days=61))
    retention.run(only="invitations", dry=True)
    assert Invitation.objects.exists()

    retention.run(only="invitations")

    assert not Invitation.objects.exists()
    assert not Letter.objects.filter(to=NEW).exists()
    assert not AuditEntry.objects.filter(verb="invite").exclude(details="").exists()


def test_what_was_offered_and_answered_is_written_down_without_the_address(invitation, vera):
    actions.cancel(invitation)

    entries = AuditEntry.objects.filter(thing_type="members.invitation")
    assert {entry.verb for entry in entries} == {"invite", "cancel"}
    assert not any(word in f"{e.label}{e.details}" for e in entries for word in (NEW, "Iskra"))


def test_the_page_is_there_in_other_languages(invitation, visitor):
    with translation.override("sr"):
        answer = visitor.get(invitation.get_absolute_url())

    assert answer.status_code == 200
    assert '<html lang="sr"' in answer.text


# --- In the browser ---------------------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("scripts", [True, False])
def test_iskra_comes_by_the_link_and_has_her_place(browse, scripts):
    PolicyFactory()
    invitation = actions.invite(NEW, by=None, institution=InstitutionFactory(), role="editor")
    page = browse(None, width=390, scripts=scripts)
    page.goto(invitation.get_absolute_url())
    if scripts:
        assert_accessible(page)

    follow(page.get_by_role("link", name="Make an account and accept"))
    if scripts:
        assert_accessible(page)
    page.get_by_label("First name").fill("Iskra")
    page.get_by_label("Last name").fill("Nova")
    page.get_by_label("Password").fill(FORM["password"])
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Make my account").click()

    page.wait_for_url("**/my/")
    assert Position.objects.get(person__email=NEW).role == "editor"
