"""Whatever script one types: "Djordje Čačak" finds "Ђорђе Чачак", wherever people look."""

import pytest
from django.urls import reverse
from django.utils import timezone

from core import search
from members.actions import memberships
from members.models import Country, InstitutionRequest, Invitation
from tests.factories.members import (
    ApplicationFactory,
    InstitutionFactory,
    MemberFactory,
    MembershipFactory,
    PositionFactory,
)

TYPED = ["Djordje Čačak", "Đorđe Čačak", "Ђорђе Чачак", "djordje cacak", "ЂОРЂЕ ЧАЧАК"]
NAMED = ["Čačak", "Чачак", "cacak", "ČAČAK"]


@pytest.fixture
def djordje(db):
    person = MemberFactory(first_name="Ђорђе", last_name="Чачак", listed_for="public")
    memberships.refile(person)
    MemberFactory(first_name="Ана", last_name="Горић")
    return person


@pytest.fixture
def school(db):
    school = InstitutionFactory(
        name="Висока школа Чачак", country=Country.objects.get(code="RS"), is_confirmed=True
    )
    InstitutionFactory(name="Academy of Elsewhere", is_confirmed=True)
    search.index(school)
    return school


@pytest.mark.parametrize("typed", TYPED)
def test_the_directory_finds_djordje(visitor, djordje, typed):
    page = visitor.get(reverse("members:directory"), {"q": typed}).text

    assert djordje.get_absolute_url() in page
    assert "Горић" not in page


@pytest.mark.parametrize("typed", TYPED)
def test_the_site_search_finds_djordje(visitor, djordje, typed):
    page = visitor.get(reverse("portal:search"), {"q": typed}).text

    assert djordje.get_absolute_url() in page


@pytest.mark.parametrize("typed", NAMED)
def test_typeahead_register_and_search_find_the_school(visitor, as_, ana, school, typed):
    offered = as_(ana).get(
        reverse("members:institution_search"), {"place_q": typed}, headers={"HX-Request": "true"}
    )
    listed = visitor.get(reverse("members:institutions"), {"q": typed})
    found = visitor.get(reverse("portal:search"), {"q": typed})

    assert school.name in offered.text
    assert school.get_absolute_url() in listed.text
    assert "Elsewhere" not in offered.text + listed.text
    assert school.get_absolute_url() in found.text


def desk(as_, admin, model, words):
    answer = as_(admin).get(reverse(f"admin:members_{model}_changelist"), {"q": words})
    assert answer.status_code == 200
    return list(answer.context["cl"].result_list)


@pytest.mark.parametrize("typed", TYPED)
def test_every_desk_finds_djordje(as_, admin, djordje, typed):
    things = {
        "user": djordje,
        "application": ApplicationFactory(applicant=djordje, state="submitted"),
        "membership": djordje.memberships.first() or MembershipFactory(person=djordje),
        "position": PositionFactory(person=djordje),
    }
    ApplicationFactory(state="submitted")

    found = {model: desk(as_, admin, model, typed) for model in things}

    assert found == {model: [thing] for model, thing in things.items()}


@pytest.mark.parametrize("typed", TYPED)
def test_invitations_and_requests_find_djordje(as_, admin, ana, djordje, typed):
    country = Country.objects.get(code="RS")
    invited, _other = (
        Invitation.objects.create(
            email=f"{number}@example.org", first_name=first, last_name=last,
            expires_at=timezone.now(),
        )
        for number, (first, last) in enumerate([("Ђорђе", "Чачак"), ("Ана", "Горић")])
    )  # fmt: skip
    asked, _other = (
        InstitutionRequest.objects.create(asked_by=person, name="Academy", country=country)
        for person in (djordje, ana)
    )

    assert desk(as_, admin, "invitation", typed) == [invited]
    assert desk(as_, admin, "institutionrequest", typed) == [asked]


@pytest.mark.parametrize("typed", NAMED)
def test_requests_find_the_school_and_its_town(as_, admin, ana, typed):
    country = Country.objects.get(code="RS")
    here, there, _other = (
        InstitutionRequest.objects.create(asked_by=ana, name=name, city=city, country=country)
        for name, city in [("Висока школа Чачак", ""), ("Academy", "Чачак"), ("Lyceum", "Niš")]
    )

    assert desk(as_, admin, "institutionrequest", typed) == [here, there]


@pytest.mark.parametrize("typed", NAMED)
def test_the_desk_finds_the_school(as_, admin, school, typed):
    assert desk(as_, admin, "institution", typed) == [school]
