import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from core import roles
from core.models import Letter, SearchEntry
from members.actions import account, requests
from members.models import Application, ApplicationStep, Country, Institution, Membership, Policy
from tests.factories.members import (
    ApplicationFactory,
    CentreFactory,
    InstitutionFactory,
    MembershipTypeFactory,
    PositionFactory,
    UserFactory,
)

INDEX = reverse("admin:index")
LIST = reverse("admin:members_application_changelist")


def desk_page(application):
    return reverse("admin:members_application_change", args=[application.pk])


def change(thing):
    return reverse(f"admin:members_{thing._meta.model_name}_change", args=[thing.pk])


@pytest.fixture
def application(petra):
    return ApplicationFactory(applicant=petra, qualifications="I *teach* statistics.")


def test_the_desk_says_first_what_waits(as_, vera, application):
    page = as_(vera).get(INDEX).text

    waits = page.index("Applications to decide")
    assert waits < page.index('class="app-members')
    assert '<span class="desk-piles__count">1</span> <span>Applications to decide' in page


def test_the_list_shows_what_waits_before_what_is_decided(as_, vera, application):
    ApplicationFactory(state="declined")
    ApplicationFactory(state="draft")
    ApplicationFactory(state="asked")

    answer = as_(vera).get(LIST)

    states = [row.state for row in answer.context["cl"].result_list]
    assert states == ["submitted", "asked", "declined"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(
    as_, vera, count, django_assert_num_queries
):
    for _ in range(count):
        ApplicationFactory(institution=InstitutionFactory())
    client = as_(vera)

    client.get(LIST)
    with django_assert_num_queries(10):
        client.get(LIST)


def test_everything_about_an_application_is_on_one_page(as_, vera, petra):
    near = InstitutionFactory(name="Shkolla e Hapur", country=Country.objects.get(code="AL"))
    application = ApplicationFactory(
        applicant=petra, authority="The board's vote",
        type=MembershipTypeFactory(slug="associated", for_institutions=True),
        missing_institution={
            "name": "Shkolla e hapur Vlorë", "kind": "associate", "country": "AL",
            "city": "Vlorë", "website": "",
        },
    )  # fmt: skip
    requests.name_missing(application)
    application.save()

    page = as_(vera).get(desk_page(application)).text

    for words in (
        petra.name, petra.email, "Ten years of teaching.", "I will run a workshop", "Associated",
        "version 2026-1", "The board&#x27;s vote", "Shkolla e hapur Vlorë", "Vlorë, Albania",
        near.name, "Abstain",
    ):  # fmt: skip
        assert words.replace("&#x27;", "'") in page.replace("&#x27;", "'")


def test_vera_approves_from_the_desk(as_, vera, application):
    answer = as_(vera).post(desk_page(application), {"vote": "for"}, follow=True)

    number = Membership.objects.get(person=application.applicant).number
    assert number in answer.text
    assert Letter.objects.get().kind == "application_approved"


def test_vera_asks_and_declines_from_the_desk(as_, vera, application):
    client = as_(vera)

    client.post(desk_page(application), {"ask": "1", "question": "Where do you teach?"})
    application.refresh_from_db()
    assert application.state == "asked"
    against = {"vote": "against", "reason": "Not now."}
    assert "Your vote decides" in client.post(desk_page(application), against).text
    client.post(desk_page(application), {**against, "letter": "Not now, alas."})

    application.refresh_from_db()
    assert application.state == "declined"
    assert "Not now, alas." in client.get(desk_page(application)).text


def test_what_was_typed_stays_when_a_decision_is_refused(as_, vera, application):
    Application.objects.update(state="asked")

    page = as_(vera).post(desk_page(application), {"vote": "against", "reason": " "}).text

    assert "Give the reason" in page


def test_a_second_decision_is_told_what_the_first_was(as_, vera, application):
    dritan = UserFactory(is_staff=True)
    dritan.groups.add(Group.objects.get(name=roles.COMMITTEE))
    Application.objects.update(state="declined")
    ApplicationStep.objects.create(
        application=application, actor=dritan, before="submitted", after="declined", reason="No."
    )

    page = as_(vera).post(desk_page(application), {"vote": "for"}).text

    assert "declined the application on" in page
    assert not Membership.objects.filter(person=application.applicant).exists()


def test_nobody_finds_buttons_on_their_own_application(as_, vera):
    own = ApplicationFactory(applicant=vera)

    page = as_(vera).get(desk_page(own)).text
    assert "This is your own application" in page
    assert 'name="vote"' not in page

    assert "own application" in as_(vera).post(desk_page(own), {"vote": "for"}).text
    own.refresh_from_db()
    assert own.state == "submitted"


def test_auditors_read_and_decide_nothing(as_, application):
    auditor = UserFactory(is_staff=True)
    auditor.groups.add(Group.objects.get(name=roles.AUDITORS))

    page = as_(auditor).get(desk_page(application)).text
    assert "statistics" in page
    assert 'name="vote"' not in page

    assert as_(auditor).post(desk_page(application), {"vote": "for"}).status_code == 403


def test_moderators_have_no_business_here(as_, mira, application):
    assert as_(mira).get(desk_page(application)).status_code == 403
    assert "Applications to decide" not in as_(mira).get(INDEX).text


def test_a_draft_is_nobodys_business_yet(as_, vera):
    draft = ApplicationFactory(state="draft")

    assert as_(vera).get(desk_page(draft)).status_code == 302


def person_data(person, **fields):
    inlines = {}
    for prefix in ("memberships", "positions"):
        inlines |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    return {
        "first_name": person.first_name, "last_name": person.last_name, "handle": person.handle,
        "language": "en", **inlines, **fields,
    }  # fmt: skip


def test_the_committee_corrects_a_name_and_grants_nobody_a_power(as_, vera, ana):
    powers = {
        "is_staff": "on", "is_superuser": "on", "email": "vera2@example.org",
        "groups": [Group.objects.get(name=roles.MODERATORS).pk], "password": "x",
    }  # fmt: skip
    before = vera.password

    as_(vera).post(change(ana), person_data(ana, first_name="Anna", **powers))
    as_(vera).post(change(vera), person_data(vera, **powers))

    for person in (ana, vera):
        person.refresh_from_db()
    assert ana.first_name == "Anna"
    assert SearchEntry.objects.get(kind="member", object_id=str(ana.pk)).title == ana.name
    assert (ana.is_staff, ana.is_superuser, ana.email) == (False, False, "ana@example.org")
    assert (vera.is_superuser, vera.password, vera.email) == (False, before, "vera@example.org")
    assert [group.name for group in vera.groups.all()] == [roles.COMMITTEE]


def test_the_desk_cannot_be_asked_for_the_hash_of_a_password(as_, vera, ana):
    desk = reverse("admin:members_user_changelist")

    assert as_(vera).get(desk, {"password__startswith": "argon2"}).status_code == 400
    assert as_(vera).get(desk, {"is_member__exact": "1"}).status_code == 200
    assert as_(vera).get(desk, {"country__code__exact": "BA"}).status_code == 200


def test_the_committee_does_not_touch_an_administrator(as_, vera, admin):
    assert as_(vera).post(change(admin), person_data(admin)).status_code == 403


def test_an_administrator_appoints_a_moderator(as_, admin, ana):
    moderators = Group.objects.get(name=roles.MODERATORS)

    as_(admin).post(
        change(ana), person_data(ana, is_active="on", is_staff="on", groups=[moderators.pk])
    )

    ana.refresh_from_db()
    assert ana.is_staff
    assert list(ana.groups.all()) == [moderators]


def test_a_closed_account_is_no_longer_found(as_, admin, ana):
    as_(admin).post(change(ana), person_data(ana))

    ana.refresh_from_db()
    assert not ana.is_active
    assert not SearchEntry.objects.filter(kind="member").exists()


def test_an_institution_is_confirmed_with_its_names(as_, vera):
    institution = InstitutionFactory(is_confirmed=False)

    as_(vera).post(
        change(institution),
        {
            "name": institution.name, "slug": institution.slug, "kind": "hei",
            "country": institution.country_id, "is_confirmed": "on", "staff_cap": 50,
            "domains-TOTAL_FORMS": 0, "domains-INITIAL_FORMS": 0,
            "names-TOTAL_FORMS": 1, "names-INITIAL_FORMS": 0, "names-0-name": "Sveučilište",
            "names-0-language": "hr", "centres-TOTAL_FORMS": 0, "centres-INITIAL_FORMS": 0,
        },
    )  # fmt: skip

    assert list(Institution.objects.matching("свеучилиште")) == [institution]
    assert SearchEntry.objects.filter(kind="institution").count() == 1


def test_the_committee_words_a_country_and_its_footnote(as_, vera):
    country = Country.objects.get(code="XK")

    as_(vera).post(
        change(country),
        {"name": "Kosovo", "footnote": "As agreed.", "labels_sq": "Kosova", "footnotes_sq": "Siç"},
    )

    country.refresh_from_db()
    assert (country.footnote, country.labels, country.footnotes) == (
        "As agreed.", {"sq": "Kosova"}, {"sq": "Siç"},
    )  # fmt: skip


def test_a_membership_without_a_form_is_entered_and_ended(as_, vera, petra):
    MembershipTypeFactory()
    add = reverse("admin:members_membership_add")
    data = {"type": "individual", "person": petra.pk, "institution": ""}

    as_(vera).post(add, {**data, "started_on": "2026-01-01"})
    membership = Membership.objects.get(person=petra)
    petra.refresh_from_db()
    assert (membership.number, petra.is_member) == ("BNU-2026-0001", True)

    refused = as_(vera).post(add, {**data, "started_on": "2026-02-01"}, follow=True).text
    assert "stands already" in refused

    lists = {f"{prefix}-{part}_FORMS": 0 for prefix in ("steps", "notices")
             for part in ("TOTAL", "INITIAL")}  # fmt: skip
    end = {"ended_on": "2026-03-01", "reason": "By mistake.", **lists}
    as_(vera).post(change(membership), end)
    petra.refresh_from_db()
    assert not petra.is_member


def test_a_wording_somebody_agreed_to_stays_as_it_was(as_, vera, application):
    policy = Policy.objects.get()

    as_(vera).post(change(policy), {"version": "2026-1", "text": "Something else"})

    policy.refresh_from_db()
    assert policy.text != "Something else"


def test_a_position_makes_a_member_and_is_held_by_one(as_, vera, petra):
    institution = InstitutionFactory()
    Membership.objects.create(number="X-1", institution=institution, type=MembershipTypeFactory())
    data = {
        "person": petra.pk, "institution": institution.pk, "role": "representative",
        "started_on": "2026-01-01",
    }  # fmt: skip

    as_(vera).post(reverse("admin:members_position_add"), data)
    petra.refresh_from_db()
    assert petra.is_member

    second = as_(vera).post(
        reverse("admin:members_position_add"), {**data, "person": UserFactory().pk}
    )
    assert "Set an end to that position first" in second.text


def test_a_position_is_not_at_the_centre_of_another_institution(as_, vera, ana):
    data = {
        "person": ana.pk, "institution": InstitutionFactory().pk, "role": "centre-head",
        "centre": CentreFactory().pk, "started_on": "2026-01-01",
    }  # fmt: skip

    answer = as_(vera).post(reverse("admin:members_position_add"), data)

    assert "This centre belongs to another institution." in answer.text
    assert not ana.positions.exists()


def test_every_list_and_page_of_the_desk_opens(as_, vera, lule, application):
    PositionFactory(person=application.applicant)
    client = as_(vera)
    for name in ("centre", "country", "expertise", "institution", "membership", "membershiptype",
                 "policy", "position", "user"):  # fmt: skip
        page = client.get(reverse(f"admin:members_{name}_changelist"))
        assert page.status_code == 200, name
        rows = page.context["cl"].result_list
        if rows:
            assert client.get(change(rows[0])).status_code == 200, name


def test_an_institution_whose_representative_leaves_is_on_the_desk(as_, vera, lule):
    institution = lule.positions.get().institution
    Institution.objects.filter(pk=institution.pk).update(is_member=True)
    listed = reverse("admin:members_institution_changelist") + "?representative=none"
    assert institution.name not in as_(vera).get(listed).text

    account.close(lule, keep_content=True)

    assert institution.name in as_(vera).get(listed).text
    assert "Member institutions without a representative" in as_(vera).get(INDEX).text
