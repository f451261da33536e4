import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string

from core import contributions
from core.contributions import Contributions, Row
from members.models import Country

pytestmark = pytest.mark.django_db


@pytest.fixture
def parts(monkeypatch):
    """No app has handed anything in."""
    monkeypatch.setattr(contributions, "_parts", {})


def test_a_section_is_asked_of_what_it_is_about_and_of_nothing_else(parts, ana):
    asked = []
    contributions.register(
        "a", "Talks", person=lambda thing, viewer: asked.append((thing, viewer))
    )
    contributions.register("b", "Rooms", centre=lambda thing, viewer: asked.append("centre"))

    assert contributions.sections(ana, AnonymousUser()) == []
    assert asked == [(ana, AnonymousUser())]


def test_an_empty_section_stays_away_and_a_full_one_leads_on(parts, ana):
    country = Country.objects.order_by("name")
    rows = contributions.first(country, lambda one: Row(one.name, f"/c/{one.pk}"), "/c/")
    contributions.register("none", "Nothing", person=lambda thing, viewer: Contributions([]))
    contributions.register("some", "Countries", person=lambda thing, viewer: rows)

    (section,) = contributions.sections(ana, ana)
    page = render_to_string("members/_contributions.html", {"contributions": [section]})

    assert (section.label, section.more) == ("Countries", "/c/")
    assert [row.title for row in section.rows] == [one.name for one in country[:5]]
    assert 'href="/c/"' in page


def test_all_that_there_is_needs_no_way_to_more():
    few = Country.objects.order_by("name").filter(pk__in=["AL", "BA"])

    assert contributions.first(few, lambda one: Row(one.name, "/"), "/c/").more == ""
