import csv
import io

import pytest
from django.urls import reverse

from members.models import Country
from tests.factories.members import CentreFactory, InstitutionFactory

PLACES, CENTRES = reverse("members:institutions_csv"), reverse("members:centres_csv")


def table(answer):
    return list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))


def test_everybody_reads_the_register_of_institutions(visitor, db):
    place = InstitutionFactory(
        name="=cmd()", country=Country.objects.get(code="XK"), acronym="UP", is_member=True
    )
    place.names.create(name="Универзитет")
    InstitutionFactory(name="Not yet confirmed", is_confirmed=False)

    answer = visitor.get(PLACES)
    rows = [row for row in table(answer) if row["id"] == place.slug]

    assert "publicdomain/zero" in answer["Link"]
    assert [(row["name"], row["other_names"], row["is_member"]) for row in rows] == [
        ("'=cmd()", "Универзитет", "yes")
    ]
    assert rows[0]["country"] == str(place.country)
    assert rows[0]["country_note"]
    assert rows[0]["page"] == f"http://testserver{place.get_absolute_url()}"


def test_what_is_not_confirmed_is_in_no_register_even_for_the_committee(as_, vera):
    InstitutionFactory(slug="hidden", is_confirmed=False)
    CentreFactory(slug="hidden", institution__is_confirmed=False)
    shown = CentreFactory()

    assert "hidden" not in {row["id"] for row in table(as_(vera).get(PLACES))}
    assert {row["id"] for row in table(as_(vera).get(CENTRES))} == {shown.slug}


@pytest.mark.parametrize(("url", "queries"), [(PLACES, 2), (CENTRES, 1)])
@pytest.mark.parametrize("count", [1, 3])
def test_a_register_costs_the_same_for_one_and_for_three(
    visitor, db, url, queries, count, django_assert_num_queries
):
    for _ in range(count):
        CentreFactory()
    visitor.get(url).getvalue()

    with django_assert_num_queries(queries):
        visitor.get(url).getvalue()
