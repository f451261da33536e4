import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string

from members import showcase
from members.models import Country
from members.showcase import Row

pytestmark = pytest.mark.django_db


@pytest.fixture
def parts(monkeypatch):
    """No app has handed anything in."""
    monkeypatch.setattr(showcase, "_parts", {})


def test_a_shelf_is_asked_of_what_it_is_about_and_of_nothing_else(parts, ana):
    asked = []
    showcase.register("a", "Talks", person=lambda thing, viewer: asked.append((thing, viewer)))
    showcase.register("b", "Rooms", centre=lambda thing, viewer: asked.append("centre"))

    assert showcase.shelves(ana, AnonymousUser()) == []
    assert asked == [(ana, AnonymousUser())]


def test_an_empty_shelf_stays_away_and_a_full_one_leads_on(parts, ana):
    country = Country.objects.order_by("name")
    rows = showcase.shelf(country, lambda one: Row(one.name, f"/c/{one.pk}"), "/c/")
    showcase.register("none", "Nothing", person=lambda thing, viewer: showcase.Shelf([]))
    showcase.register("some", "Countries", person=lambda thing, viewer: rows)

    (shelf,) = showcase.shelves(ana, ana)
    page = render_to_string("members/_showcase.html", {"shelves": [shelf]})

    assert (shelf.label, shelf.more) == ("Countries", "/c/")
    assert [row.title for row in shelf.rows] == [one.name for one in country[:5]]
    assert 'href="/c/"' in page


def test_all_that_there_is_needs_no_way_to_more():
    few = Country.objects.order_by("name").filter(pk__in=["AL", "BA"])

    assert showcase.shelf(few, lambda one: Row(one.name, "/"), "/c/").more == ""
