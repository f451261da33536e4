"""One place for a country's name and footnote: whatever shows the name shows the note as well."""

import pytest
from django.urls import reverse

from core.models import Letter
from events import actions as events
from events import tasks
from members.models import Country
from tests.factories.events import EventFactory
from tests.factories.members import (
    ApplicationFactory,
    CentreFactory,
    InstitutionFactory,
    MemberFactory,
    MembershipTypeFactory,
    PolicyFactory,
    PositionFactory,
)

LABEL, NOTE = "Kosovo*", "without taking any position"


@pytest.fixture
def kosovo(ana, petra):
    """One of everything that stands in a country, and all of it in this one."""
    kosovo = Country.objects.get(code="XK")
    institution = InstitutionFactory(country=kosovo, city="Prishtina", slug="uni")
    CentreFactory(institution=institution, slug="ctl")
    MemberFactory(handle="agim", country=kosovo, institution=institution, listed_for="public")
    PositionFactory(person=ana, institution=institution)
    event = EventFactory(country=kosovo, city="Prishtina", slug="day")
    events.register(event, ana)
    PolicyFactory()
    ApplicationFactory(
        applicant=petra, institution=institution, type=MembershipTypeFactory(slug="individual")
    )
    return kosovo


PAGES = [
    ("members:institutions", []), ("members:institution", ["uni"]), ("members:centres", []),
    ("members:centre", ["ctl"]), ("members:directory", []), ("members:profile", ["agim"]),
    ("events:list", []), ("events:detail", ["day"]), ("events:mine", []), ("portal:dashboard", []),
    ("events:calendar", []), ("events:file", ["day"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "args"), PAGES)
def test_a_marked_name_has_its_note_on_the_same_page(as_, ana, kosovo, name, args):
    page = as_(ana).get(reverse(name, args=args)).text.replace("\r\n ", "")

    assert LABEL in page
    assert NOTE in page


def test_the_typeahead_and_the_application_have_it(as_, petra, kosovo):
    client = as_(petra)
    options = client.get(reverse("members:institution_search"), {"place_q": "univ"}).text
    application = client.get(petra.applications.get().get_absolute_url()).text

    for page in (options, application):
        assert LABEL in page
        assert NOTE in page


def test_letters_have_it_too(kosovo):
    tasks.fill_places()
    marked = [letter for letter in Letter.objects.all() if LABEL in letter.text]

    assert marked
    for letter in marked:
        assert NOTE in letter.text
        assert NOTE in letter.html


def test_the_label_is_changed_in_one_place(as_, ana, vera, kosovo):
    Country.objects.filter(pk="XK").update(
        name="Testland", labels={"sq": "Vendi"}, footnote="A new note.", footnotes={"sq": "Shënim"}
    )

    for name, args in PAGES:
        page = as_(ana).get(reverse(name, args=args)).text.replace("\r\n ", "")
        assert "Testland*" in page
        assert "A new note." in page
        assert "Kosovo*" not in page
    in_albanian = as_(ana).get("/sq" + reverse("members:institution", args=["uni"])).text
    assert "Vendi*" in in_albanian
    assert "Shënim" in in_albanian
