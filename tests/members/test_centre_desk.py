"""Centres and their vocabularies at the desk."""

import pytest
from django.contrib.auth.models import Group
from django.utils.translation import override

from core import roles
from members.models import Centre, Service
from tests.factories.members import (
    CentreFactory,
    InstitutionFactory,
)
from tests.members.centres import edit

pytestmark = pytest.mark.django_db


def test_the_committee_keeps_centres_at_its_desk(as_, vera):
    desk, institution = as_(vera), InstitutionFactory()
    names = {"names-TOTAL_FORMS": "1", "names-INITIAL_FORMS": "0", "names-0-name": "Qendra",
             "names-0-language": "sq"}  # fmt: skip
    shown = {f"{inline}-{part}_FORMS": "0" for inline in ("stages", "mandate")
             for part in ("TOTAL", "INITIAL")}  # fmt: skip

    answer = desk.post(
        "/admin/members/centre/add/",
        {"name": "Centre", "slug": "centre", "institution": institution.pk, "stage": "planned",
         **names, **shown},
    )  # fmt: skip
    assert answer.status_code == 302, answer.context["errors"]
    centre = Centre.objects.get()
    assert (centre.stages.get().stage, centre.stages.get().entered_by) == ("planned", vera)
    assert list(Centre.objects.matching("qendra")) == [centre]
    page = desk.get(f"/admin/members/centre/{centre.pk}/change/")

    assert page.status_code == 200
    assert edit(centre, "stage") in page.text
    assert desk.get(f"/admin/members/institution/{institution.pk}/change/").status_code == 200


def test_the_committee_adds_a_word_in_every_language(as_, vera):
    as_(vera).post(
        "/admin/members/service/add/",
        {"name": "Coffee", "slug": "coffee", "order": "99", "labels_mk": "кафе"},
    )

    coffee = Service.objects.get(slug="coffee")
    with override("mk"):
        assert str(coffee) == "кафе"


def test_a_translator_writes_the_names_of_a_centre_and_nothing_else(as_, ana):
    ana.is_staff = True
    ana.save()
    ana.groups.add(Group.objects.get(name=roles.TRANSLATORS))
    centre = CentreFactory(name="Centre")
    desk, url = as_(ana), f"/admin/members/centre/{centre.pk}/change/"
    data = {
        "name": "Mine", "stage": "dormant", "names-TOTAL_FORMS": "1", "names-INITIAL_FORMS": "0",
        "names-0-name": "Центар", "names-0-language": "mk",
    }  # fmt: skip
    shown = {f"{inline}-{part}_FORMS": "0" for inline in ("stages", "mandate")
             for part in ("TOTAL", "INITIAL")}  # fmt: skip

    assert desk.get(url).status_code == 200
    desk.post(url, {**data, **shown})

    centre.refresh_from_db()
    assert (centre.name, centre.stage) == ("Centre", "operating")
    assert list(centre.names.values_list("name", flat=True)) == ["Центар"]
