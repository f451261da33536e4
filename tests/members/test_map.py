"""The region as a drawing, and as a list of its towns."""

import pytest
from django.urls import reverse

from members import places
from members.actions import memberships
from tests.factories.members import InstitutionFactory, MemberFactory

MAP = reverse("members:map")


def at(institution, **fields):
    person = MemberFactory(listed_for="public", institution=institution, **fields)
    memberships.refile(person)
    return person


def towns(page):
    return {row["town"].name: row["count"] for row in page.context["towns"]}


def test_people_stand_in_the_town_of_the_institution_they_show(visitor, as_, ana):
    one, other = InstitutionFactory(city="Sarajevo"), InstitutionFactory(city="Sarajevo")
    at(one)
    at(other)
    at(one, shows={"institution": "members"})
    at(InstitutionFactory(city="Nowhere"))

    page = visitor.get(MAP)

    assert towns(page) == {"Sarajevo": 2, "Nowhere": 1}
    assert [circle["town"].name for circle in page.context["circles"]] == ["Sarajevo"]
    assert towns(as_(ana).get(MAP)) == {"Sarajevo": 3, "Nowhere": 1}


def test_a_circle_leads_to_its_people(visitor, db):
    at(InstitutionFactory(city="Sarajevo"), handle="here")
    at(InstitutionFactory(city="Tuzla"), handle="there")
    (row,) = (row for row in visitor.get(MAP).context["towns"] if row["town"].name == "Sarajevo")

    page = visitor.get(row["href"])

    assert [card["person"].handle for card in page.context["cards"]] == ["here"]
    assert [str(pick["label"]) for pick in page.context["chosen"]] == ["Sarajevo"]


def test_the_map_keeps_what_is_picked(visitor, db):
    home = InstitutionFactory(city="Sarajevo")
    at(home, role="lecturer")
    at(home, role="professor")

    page = visitor.get(MAP, {"role": "lecturer"})

    assert towns(page) == {"Sarajevo": 1}
    assert "role=lecturer" in page.context["towns"][0]["href"]


def test_an_institution_stands_at_its_own_coordinates(visitor, db):
    at(InstitutionFactory(city="Smallville", latitude=42.0, longitude=20.0))

    (circle,) = visitor.get(MAP).context["circles"]

    assert (circle["x"], circle["y"]) == places.place(42.0, 20.0)
    assert 0 < circle["x"] < places.WIDTH
    assert 0 < circle["y"] < places.HEIGHT


def test_far_away_is_in_the_list_alone(visitor, db):
    at(InstitutionFactory(city="Lisbon", latitude=38.7, longitude=-9.1))

    page = visitor.get(MAP)

    assert towns(page) == {"Lisbon": 1}
    assert page.context["circles"] == []


def test_an_empty_map_says_so(visitor, db):
    assert "Nobody stands in a town" in visitor.get(MAP).text


def test_labels_do_not_lie_on_each_other():
    rows = [
        {"town": places.Town(f"t{at}", "Longish name", 42 + at / 100, 20), "count": at + 1,
         "href": "?"}
        for at in range(10)
    ]  # fmt: skip

    labelled = [circle for circle in places.drawn(rows) if circle["label"]]

    assert 1 <= len(labelled) < 10


def test_every_town_of_the_table_lies_in_the_region():
    for (country, name), (north, east) in places._KNOWN.items():
        assert places.SOUTH < north < places.NORTH, (country, name)
        assert places.WEST < east < places.EAST, (country, name)


@pytest.mark.parametrize("count", [1, 3])
def test_the_map_costs_the_same_for_one_and_for_three(
    visitor, db, count, django_assert_num_queries
):
    for _turn in range(count):
        at(InstitutionFactory(city="Sarajevo"))
    visitor.get(MAP)

    with django_assert_num_queries(0):
        visitor.get(MAP)


@pytest.mark.parametrize("hostile", ["\x00", "%27", "9" * 4000, "😀\u202e"])
def test_hostile_queries_get_a_map(visitor, db, hostile):
    for key in ("q", "town", "country", "discipline"):
        assert visitor.get(MAP, {key: hostile}).status_code == 200
