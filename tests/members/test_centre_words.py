"""Entering a centre, and rewriting what it says of itself."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.models import AuditEntry, SearchEntry
from members.models import Centre
from tests.factories.members import (
    CentreFactory,
    InstitutionFactory,
    PositionFactory,
)
from tests.members.centres import edit, give, stage, typed

pytestmark = pytest.mark.django_db


def test_a_representative_enters_a_centre_and_a_second_one(as_, lule, visitor):
    institution = lule.positions.get().institution
    client, add = as_(lule), reverse("members:centre_add", args=[institution.slug])

    made = client.post(add, {**typed(), **stage(evidence="https://example.org/decision")})
    client.post(add, {**typed(name="Media lab"), **stage(stage="planned", since="")})

    centre, lab = Centre.objects.order_by("pk")
    assert made["Location"] == centre.get_absolute_url()
    assert (centre.institution, centre.stage, lab.stage) == (institution, "operating", "planned")
    entry = centre.stages.get()
    assert (entry.since, entry.since_words, entry.entered_by) == (date(2016, 1, 1), "2016", lule)
    assert SearchEntry.objects.filter(kind="centre", object_id=str(centre.pk)).exists()
    assert set(AuditEntry.objects.filter(verb="found").values_list("who", flat=True)) == {lule.pk}
    page = visitor.get(centre.get_absolute_url()).text
    for words in (
        "CfT", "In the quality unit", "<strong>listen</strong>", "Training for teachers",
        "New teachers", "македонски", "9–12", "mailto:office@example.org", "tel:+3892000000",
        "https://example.org/ctl", "Центар за настава", "Office for Teachers",
        "https://example.org/decision",
    ):  # fmt: skip
        assert words in page


def test_the_same_centre_is_not_entered_twice(as_, lule):
    institution = lule.positions.get().institution
    CentreFactory(institution=institution, name="Centre for Teaching")
    add = reverse("members:centre_add", args=[institution.slug])

    page = as_(lule).post(add, {**typed(name="centre for  teaching"), **stage()})

    assert "stands in the register already" in page.text
    assert "We **listen** first." in page.text
    assert Centre.objects.count() == 1


def test_only_who_speaks_for_the_institution_enters_a_centre(as_, ana, lule, vera):
    institution = InstitutionFactory()
    add = reverse("members:centre_add", args=[institution.slug])
    former = give_office(ana, institution, ended_on=timezone.localdate())

    assert former.ended_on == timezone.localdate()
    for person in (ana, lule):
        assert as_(person).get(add).status_code == 403
    assert as_(vera).get(add).status_code == 200
    give_office(ana, institution, role="deputy")
    assert as_(ana).get(add).status_code == 200


def give_office(person, institution, role="representative", **dates):
    yesterday = timezone.localdate() - timedelta(days=1)
    return PositionFactory(
        person=person, institution=institution, role=role, started_on=yesterday, **dates
    )


@pytest.mark.parametrize(
    ("role", "whose", "status"),
    [
        ("centre-head", "centre", 200), ("editor", "centre", 200), ("staff", "centre", 403),
        ("editor", "institution", 403), ("deputy", "institution", 200),
        ("representative", "institution", 200), ("editor", "elsewhere", 403),
        ("representative", "elsewhere", 403),
    ],
)  # fmt: skip
def test_who_may_edit_a_centre(as_, ana, role, whose, status):
    centre = CentreFactory()
    where = CentreFactory() if whose == "elsewhere" else centre
    PositionFactory(
        person=ana, institution=where.institution, role=role,
        centre=None if whose == "institution" else where,
    )  # fmt: skip

    assert as_(ana).get(edit(centre)).status_code == status


def test_an_office_that_has_ended_edits_nothing(as_, ana):
    centre = CentreFactory()
    yesterday = timezone.localdate() - timedelta(days=1)
    give(ana, centre, started_on=yesterday, ended_on=timezone.localdate())

    assert as_(ana).get(edit(centre)).status_code == 403


def test_an_editor_rewrites_everything_and_it_is_written_down(as_, ana):
    centre = CentreFactory(stage="dormant")
    give(ana, centre)
    client = as_(ana)

    client.post(edit(centre), typed())
    client.post(edit(centre), typed(name_mk="", former="", languages=[], stage="planned"))

    centre.refresh_from_db()
    assert (centre.name, centre.languages, centre.stage) == ("Centre for Teaching", "", "dormant")
    assert not centre.names.exists()
    second, first = AuditEntry.objects.filter(verb="change").order_by("-pk")
    assert first.who == ana.pk
    assert "Центар за настава" in first.details
    assert "Центар за настава" in second.details


def test_the_committees_own_names_survive_an_edit(as_, ana):
    centre = CentreFactory()
    centre.names.create(name="The house on the hill")
    give(ana, centre)

    as_(ana).post(edit(centre), typed())

    assert set(centre.names.values_list("name", flat=True)) == {
        "The house on the hill", "Центар за настава", "Office for Teachers",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"), ({"name": "x" * 201}, "name"), ({"name": "a\x00b"}, "name"),
        ({"founded": "3016"}, "founded"), ({"founded": "-1"}, "founded"),
        ({"staff_count": "many"}, "staff_count"), ({"staff_count": "99999999999"}, "staff_count"),
        ({"description": "x" * 10_001}, "description"), ({"email": "office"}, "email"),
        ({"website": "javascript:alert(1)"}, "website"), ({"languages": ["xx"]}, "languages"),
        ({"services": ["999999"]}, "services"), ({"services": ["x"]}, "services"),
        ({"name_el": "x" * 201}, "name_el"), ({"former": "x" * 201}, "former"),
        ({"opening_hours": "x" * 601}, "opening_hours"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(as_, ana, changes, field):
    centre = CentreFactory()
    give(ana, centre)

    page = as_(ana).post(edit(centre), typed(**changes))

    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    if field != "postal_address":
        assert "A street 1" in page.text
    centre.refresh_from_db()
    assert centre.acronym == ""


def test_hostile_words_are_harmless(as_, ana, visitor):
    centre = CentreFactory()
    give(ana, centre)
    bad = "</script><script>alert(1)</script>\u202e😀"

    as_(ana).post(edit(centre), typed(name=bad, description=bad, place=bad, opening_hours=bad))

    page = visitor.get(centre.get_absolute_url())
    assert page.status_code == 200
    assert "<script>alert" not in page.text
