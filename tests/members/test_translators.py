import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from core import roles
from members.models import Country, Expertise
from tests.factories.members import InstitutionFactory, MemberFactory
from tests.members.test_desk import change


@pytest.fixture
def teuta(db):
    """A translator."""
    user = MemberFactory(handle="teuta", first_name="Teuta", is_staff=True)
    user.groups.add(Group.objects.get(name=roles.TRANSLATORS))
    return user


def test_teuta_names_a_country_in_her_language_and_changes_nothing_else(as_, teuta):
    country = Country.objects.get(code="AL")
    before = country.name
    page = as_(teuta).get(change(country)).text
    assert 'name="labels_sq"' in page
    assert 'name="name"' not in page

    as_(teuta).post(
        change(country),
        {"labels_sq": "Shqipëria", "footnotes_sq": "", "name": "Elsewhere", "footnote": "Taken."},
    )

    country.refresh_from_db()
    assert country.labels["sq"] == "Shqipëria"
    assert (country.name, country.footnote) == (before, "")


def test_teuta_names_a_field_of_expertise(as_, teuta):
    tag = Expertise.objects.create(name="Peer teaching", slug="peer-teaching")

    as_(teuta).post(change(tag), {"labels_sq": "Mësimi mes shokëve", "name": "X", "slug": "x"})

    tag.refresh_from_db()
    assert tag.labels["sq"] == "Mësimi mes shokëve"
    assert (tag.name, tag.slug) == ("Peer teaching", "peer-teaching")


def test_teuta_adds_a_name_to_an_institution_and_changes_nothing_else(as_, teuta):
    institution = InstitutionFactory(name="University of Prishtina", is_confirmed=True)
    page = as_(teuta).get(change(institution)).text
    assert "names-0-name" in page
    assert 'name="slug"' not in page

    as_(teuta).post(
        change(institution),
        {
            "name": "Taken over", "city": "Elsewhere", "is_confirmed": "",
            "names-TOTAL_FORMS": 1, "names-INITIAL_FORMS": 0,
            "names-0-name": "Universiteti i Prishtinës", "names-0-language": "sq",
            "names-0-kind": "name",
        },
    )  # fmt: skip

    institution.refresh_from_db()
    assert [name.name for name in institution.names.all()] == ["Universiteti i Prishtinës"]
    assert (institution.name, institution.is_confirmed) == ("University of Prishtina", True)
    assert "prishtines" in institution.folded


@pytest.mark.parametrize("model", ["user", "membership", "position", "application", "signupdoor"])
def test_nothing_else_is_open_to_teuta(as_, teuta, model):
    assert as_(teuta).get(reverse(f"admin:members_{model}_changelist")).status_code == 403


def test_teuta_adds_and_deletes_no_country(as_, teuta):
    country = Country.objects.get(code="AL")

    assert as_(teuta).get(reverse("admin:members_country_add")).status_code == 403
    gone = reverse("admin:members_country_delete", args=[country.pk])
    assert as_(teuta).post(gone, {"post": "yes"}).status_code == 403
    assert as_(teuta).get(reverse("admin:members_institution_add")).status_code == 403


def test_teuta_runs_no_institution_by_her_power(as_, teuta):
    hidden = InstitutionFactory(is_confirmed=False)

    assert as_(teuta).get(hidden.get_absolute_url()).status_code == 404
