import io
import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from core import personal_data
from core.models import Letter
from members.actions import leaving, memberships
from members.models import Country, Membership, MembershipStep, Position
from tests.factories.members import (
    ApplicationFactory,
    InstitutionFactory,
    MembershipFactory,
    MembershipTypeFactory,
    PositionFactory,
)

PAGE = reverse("members:membership")
LEAVE = reverse("members:leave")


def today(days=0):
    return timezone.localdate() + timedelta(days=days)


def runs(person, until, **fields):
    person.memberships.update(
        **{"until": until, "grace_until": until + timedelta(days=30), **fields}
    )
    return person.memberships.get()


def verify(membership):
    return reverse("members:verify", args=[membership.token])


def act(membership, verb):
    return reverse(f"members:{verb}", args=[membership.number])


def words(answer):
    read = PdfReader(io.BytesIO(answer.content))
    return " ".join(read.pages[0].extract_text().split()), read


@pytest.fixture
def office(lule):
    """The membership of the institution that lule stands for."""
    institution = lule.positions.get().institution
    institution.is_member = True
    institution.save()
    kind = MembershipTypeFactory(slug="institutional", name="Institutional", for_institutions=True)
    return MembershipFactory(person=None, institution=institution, type=kind)


# --- The page --------------------------------------------------------------------------------


def test_a_member_sees_number_type_since_and_until(as_, ana):
    membership = runs(ana, today(100), started_on=today(-265))

    page = as_(ana).get(PAGE).text

    for said in (membership.number, "Individual", "Card (PDF)", verify(membership)):
        assert said in page
    assert "Renew</span>" not in page
    assert "You can renew from" in page


def test_without_a_period_there_is_no_word_of_renewing(as_, ana):
    page = as_(ana).get(PAGE).text

    assert "without an end date" in page
    assert "renew" not in page.lower()


def test_ana_renews_in_one_step(as_, ana):
    membership = runs(ana, today(20))
    membership.type.period = "rolling"
    membership.type.save()
    client = as_(ana)
    page = client.get(PAGE).text
    assert act(membership, "renew") in page

    seen = {"seen": membership.until.isoformat()}
    said = client.post(act(membership, "renew"), seen, follow=True).text
    again = client.post(act(membership, "renew"), seen, follow=True).text

    assert "Renewed. Good to have you with us." in said
    assert "This membership stands until" in again
    assert MembershipStep.objects.filter(verb="renewed").count() == 1


@pytest.mark.parametrize("seen", ["", "\x00", "9" * 10000, "2026-02-31"])
def test_a_strange_form_renews_nothing(as_, ana, seen):
    membership = runs(ana, today(20))

    answer = as_(ana).post(act(membership, "renew"), {"seen": seen})

    assert answer.status_code == 302
    assert not MembershipStep.objects.exists()


def test_in_grace_the_page_says_so(as_, ana):
    runs(ana, today(-2))

    page = as_(ana).get(PAGE).text

    assert "The period is over" in page
    assert "Renew</span>" in page


def test_who_does_not_want_to_renew_says_so(as_, ana):
    membership = runs(ana, today(2))

    page = as_(ana).post(act(membership, "run_out"), follow=True).text

    assert "This period is the last" in page
    membership.refresh_from_db()
    assert membership.is_live


def test_the_representative_renews_for_the_institution_and_others_do_not(as_, lule, ana, office):
    office.until, office.grace_until = today(5), today(35)
    office.save()
    office.type.period = "fixed"
    office.type.save()
    seen = {"seen": office.until.isoformat()}

    assert as_(ana).post(act(office, "renew"), seen).status_code == 404
    as_(lule).post(act(office, "renew"), seen)

    office.refresh_from_db()
    assert office.until > today(30)
    assert office.steps.get().actor == lule


def test_who_was_representative_is_so_no_more(as_, lule, office):
    lule.positions.update(started_on=today(-9), ended_on=today(-1))

    assert office.number not in as_(lule).get(PAGE).text
    assert as_(lule).get(act(office, "card_of")).status_code == 404


def test_who_belongs_through_an_institution_is_told_so(as_, petra, office):
    PositionFactory(person=petra, institution=office.institution, role="staff")

    page = as_(petra).get(PAGE).text

    assert "You are a member through your institution" in page
    assert office.number not in page


def test_who_is_no_member_finds_the_way_in(as_, petra):
    assert reverse("members:join") in as_(petra).get(PAGE).text

    application = ApplicationFactory(applicant=petra)
    assert application.get_absolute_url() in as_(petra).get(PAGE).text


def test_the_dashboard_and_the_menu_lead_here(as_, ana):
    runs(ana, today(10))

    assert PAGE in as_(ana).get(reverse("members:own_data")).text
    assert "You can renew it in one step." in as_(ana).get(reverse("portal:dashboard")).text


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_and_for_three(
    as_, lule, count, django_assert_num_queries
):
    for _ in range(count):
        institution = InstitutionFactory(is_member=True)
        PositionFactory(person=lule, institution=institution, role="deputy")
        MembershipFactory(person=None, institution=institution)
    client = as_(lule)

    client.get(PAGE)
    with django_assert_num_queries(6):
        client.get(PAGE)


# --- The card, and who looks at it -----------------------------------------------------------


@pytest.mark.parametrize("name", ["Ђорђе Чачак", "Gjergj Çelaj", "Ελένη Παπαδοπούλου"])
def test_the_card_bears_the_name_in_its_script(as_, ana, name):
    ana.first_name, ana.last_name = name.split()
    ana.save()
    membership = runs(ana, today(100))

    answer = as_(ana).get(reverse("members:card"))

    text, read = words(answer)
    assert name in text
    assert membership.number in text
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    link = read.pages[0]["/Annots"][0].get_object()["/A"]["/URI"]
    assert link.endswith(verify(membership))


def test_the_representative_gets_the_certificate_of_the_institution(as_, lule, office):
    institution = office.institution
    institution.country = Country.objects.get(code="XK")
    institution.name = "Universiteti i Prishtinës “Hasan Prishtina”"
    institution.save()

    text, read = words(as_(lule).get(act(office, "card_of")))

    assert institution.name in text
    assert "Kosovo*" in text
    assert f"* {institution.country.note}" in text
    assert read.trailer["/Root"]["/Lang"] == "en"


def test_the_card_speaks_the_language_of_the_page(as_, ana):
    answer = as_(ana).get("/sr" + reverse("members:card"))

    _text, read = words(answer)
    assert read.trailer["/Root"]["/Lang"] == "sr"
    assert "/sr/" not in read.pages[0]["/Annots"][0].get_object()["/A"]["/URI"]


def test_a_membership_that_ended_has_no_card(as_, ana):
    membership = ana.memberships.get()
    Membership.objects.update(started_on=today(-9), ended_on=today(), state="ended")

    assert as_(ana).get(act(membership, "card_of")).status_code == 404


def test_a_stranger_sees_what_is_on_the_card_and_no_more(visitor, ana):
    ana.listed_for, ana.headline, ana.bio = "nobody", "Statistician", "I row."
    ana.save()
    membership = runs(ana, today(100))

    answer = visitor.get(verify(membership))

    for said in ("Valid", ana.name, membership.number, "Individual"):
        assert said in answer.text
    for hidden in (ana.email, ana.handle + "/", "Statistician", "I row."):
        assert hidden not in answer.text
    assert "noindex" in answer["X-Robots-Tag"]
    assert '<meta name="robots" content="noindex' in answer.text


def test_a_card_that_is_over_says_so_at_once(visitor, ana):
    membership = runs(ana, today(-31))

    page = visitor.get(verify(membership)).text

    assert "Not valid any more" in page
    assert "Valid</" not in page


@pytest.mark.parametrize("token", ["x", "a" * 43, "%00", "\u202e", "é" * 200])
def test_an_unknown_card_is_not_valid(visitor, token, db):
    answer = visitor.get(reverse("members:verify", args=[token]))

    assert answer.status_code == 404
    assert "We know of no such card" in answer.text


def test_the_link_cannot_be_guessed_and_survives_a_renewal(ana, boris):
    one, other = runs(ana, today(5)), boris.memberships.get()
    token = one.token

    memberships.renew(one, ana, seen=one.until)

    one.refresh_from_db()
    assert one.token == token != other.token
    assert len(token) == 43


# --- Leaving ---------------------------------------------------------------------------------


def test_out_in_two_clicks_and_the_account_stays(as_, ana):
    client = as_(ana)
    assert LEAVE in client.get(PAGE).text

    client.post(LEAVE, {"what": "keep"})

    ana.refresh_from_db()
    membership = ana.memberships.get()
    assert (membership.state, membership.ending, ana.is_member) == ("ended", "resigned", False)
    assert Letter.objects.get(kind="membership_ended").to == ana.email
    assert "You are not a member" in client.get(PAGE).text


def test_or_with_the_account(as_, ana):
    answer = as_(ana).post(LEAVE, {"what": "close"})

    assert answer.url == reverse("members:account_close")
    ana.refresh_from_db()
    assert ana.is_member


def test_who_does_not_choose_stays(as_, ana):
    page = as_(ana).post(LEAVE, {"what": "\x00"}).text

    assert "What shall end" in page
    assert ana.memberships.get().state == "standing"


def test_a_representative_who_leaves_is_told_what_it_means(as_, lule, office, vera):
    deputy = PositionFactory(institution=office.institution, role="deputy").person

    page = as_(lule).get(LEAVE).text
    assert "nobody is its authorised representative any more" in page
    as_(lule).post(LEAVE, {"what": "keep"})

    lule.refresh_from_db()
    office.refresh_from_db()
    assert (lule.is_member, office.state) == (False, "standing")
    assert not Position.objects.current().filter(person=lule).exists()
    told = Letter.objects.filter(kind="representative_missing").values_list("to", flat=True)
    assert sorted(told) == sorted([deputy.email, vera.email])


def test_an_institution_does_not_leave_by_accident(as_, lule, office):
    client = as_(lule)

    page = client.post(act(office, "resign"), {}).text
    assert "an institution does not leave by accident" in page
    office.refresh_from_db()
    assert office.state == "standing"

    client.post(act(office, "resign"), {"sure": "on"})
    office.refresh_from_db()
    office.institution.refresh_from_db()
    assert (office.ending, office.institution.is_member) == ("resigned", False)


def test_a_deputy_does_not_end_the_membership(as_, lule, office):
    lule.positions.update(role="deputy")

    assert as_(lule).post(act(office, "resign"), {"sure": "on"}).status_code == 404


def test_who_is_nowhere_cannot_leave(as_, petra):
    assert as_(petra).get(LEAVE).url == PAGE
    assert leaving.offices(petra) == []


def test_steps_and_notices_are_in_the_data_of_the_member(ana):
    membership = runs(ana, today(5))
    memberships.renew(membership, ana, seen=membership.until)

    known = personal_data.parts()["account"].export(ana)["memberships"]

    assert known[0]["number"] == membership.number
    assert known[0]["steps"][0]["verb"] == "renewed"
    assert json.dumps(known, default=str)
