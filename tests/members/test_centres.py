"""A centre's page, and the register of all of them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from members.models import Centre, Service, TargetGroup
from tests.browsing import assert_open_to_everybody, follow
from tests.factories.events import EventFactory
from tests.factories.members import (
    CentreFactory,
    MemberFactory,
    PositionFactory,
)
from tests.factories.resources import AcceptedFactory
from tests.members.centres import edit, give

pytestmark = pytest.mark.django_db


def test_a_page_gathers_people_events_practices_and_resources(as_, visitor, ana, boris):
    centre = CentreFactory()
    give(ana, centre, role="centre-head")
    hidden = MemberFactory(first_name="Hidden", shows={"institution": "nobody"})
    give(hidden, centre, role="staff")
    EventFactory(title="Next one", centre=centre)
    EventFactory(title="Last one", centre=centre, starts_at=timezone.now() - timedelta(days=9))
    AcceptedFactory(title="A practice", kind="good-practice", centre=centre)
    AcceptedFactory(title="Slides inside", centre=centre, audience="members")
    ana.listed_for = "public"
    ana.save()

    outside = visitor.get(centre.get_absolute_url()).text
    inside = as_(boris).get(centre.get_absolute_url()).text

    for words in ("Ana", "Head of the CTL", "Next one", "Last one", "A practice"):
        assert words in outside
    assert "Slides inside" not in outside
    assert "Slides inside" in inside
    assert "Hidden" not in outside + inside
    assert "Edit the page" not in inside
    assert "Announce an event" in as_(ana).get(centre.get_absolute_url()).text


def test_the_representative_names_the_staff_of_a_centre(as_, lule, visitor):
    institution = lule.positions.get().institution
    centre = CentreFactory(institution=institution)
    colleague = MemberFactory(first_name="Blerta", listed_for="public")
    PositionFactory(person=colleague, institution=institution, role="staff")

    give = reverse("members:position_give", args=[institution.slug, colleague.handle])
    as_(lule).post(give, {"role": "staff", "centre": centre.slug})

    assert "Blerta" in visitor.get(centre.get_absolute_url()).text
    assert not Centre.objects.published_by(colleague).exists()


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_costs_the_same_with_much_on_it(
    visitor, as_, ana, count, django_assert_num_queries
):
    centre = CentreFactory()
    for _turn in range(count):
        give(MemberFactory(listed_for="public"), centre, role="staff")
        CentreFactory(institution=centre.institution)
    centre.services.set(Service.objects.all()[:count])
    AcceptedFactory.create_batch(count, centre=centre)
    EventFactory.create_batch(count, centre=centre)

    with django_assert_num_queries(14):
        visitor.get(centre.get_absolute_url())
    member = as_(ana)
    with django_assert_num_queries(18):
        member.get(centre.get_absolute_url())


def test_a_page_says_to_machines_what_it_is(visitor):
    centre = CentreFactory(founded=2016, email="office@example.org")

    page = visitor.get(centre.get_absolute_url()).text

    assert '<script type="application/ld+json" nonce="' in page
    assert '"foundingDate": "2016"' in page


@pytest.fixture
def register():
    training, advice = (Service.objects.get(slug=slug) for slug in ("training", "advice"))
    group = TargetGroup.objects.get(slug="leaders")
    one = CentreFactory(name="Qendra", languages=" sq en ", stage="operating")
    two = CentreFactory(name="Ljubav i nastava", languages=" sr ", stage="planned")
    three = CentreFactory(name="Office", languages=" sq ", stage="planned", acronym="OTL")
    three.names.create(name="Центар Љубав", language="sr")
    three.save()
    one.services.set([training, advice])
    two.services.set([training])
    one.target_groups.set([group])


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, {"Qendra", "Ljubav i nastava", "Office"}),
        ({"stage": "planned"}, {"Ljubav i nastava", "Office"}),
        ({"language": "sq"}, {"Qendra", "Office"}),
        ({"service": "training"}, {"Qendra", "Ljubav i nastava"}),
        ({"service": "training", "language": "sq"}, {"Qendra"}),
        ({"group": "leaders"}, {"Qendra"}),
        ({"group": "leaders", "stage": "planned"}, set()),
        ({"q": "љубав"}, {"Ljubav i nastava", "Office"}),
        ({"q": "otl"}, {"Office"}),
        ({"q": "\x00' OR 1"}, set()),
        ({"stage": "x", "service": "\x00", "language": "xx", "page": "nine"},
         {"Qendra", "Ljubav i nastava", "Office"}),
    ],
)  # fmt: skip
def test_centres_are_found_by_what_they_are(register, visitor, query, found):
    page = visitor.get(reverse("members:centres"), query)

    assert {centre.name for centre in page.context["page"].object_list} == found
    assert page.context["total"] == len(found)


def test_each_filter_says_how_many_centres_it_would_leave(register, visitor):
    page = visitor.get(reverse("members:centres"), {"language": "sq"})

    counts = {
        facet.title: {str(one.label): one.count for one in facet.options}
        for facet in page.context["facets"]
    }
    assert counts["Stage"] == {"operating": 1, "planned": 1}
    assert counts["What it does"] == {"Training for teachers": 1, "Advice to one teacher": 1}
    assert counts["Language"] == {"shqip": 2, "English": 1, "српски": 1}


def test_centres_stand_as_a_reader_expects_them(visitor):
    for name in ("Çelësi", "Zyra", "Dritarja", "Cikli"):
        CentreFactory(name=name)

    with override("sq"):
        page = visitor.get(reverse("members:centres"))

    names = [centre.name for centre in page.context["page"].object_list]
    assert names == ["Cikli", "Çelësi", "Dritarja", "Zyra"]


def test_what_it_does_is_said_in_the_readers_language(register, visitor):
    with override("mk"):
        page = visitor.get(reverse("members:centres"))

    assert "обуки за наставници" in page.text


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_head_looks_after_the_centre_without_javascript(browse, ana):
    centre = CentreFactory(name="Центар за настава и учење при Универзитетот", stage="planned")
    centre.services.set(Service.objects.all())
    give(ana, centre, role="centre-head")
    EventFactory(centre=centre)
    page = browse(ana, width=390, scripts=False)

    page.goto(centre.get_absolute_url())
    follow(page.get_by_role("link", name="Change the stage"))
    page.get_by_label("operating").check()
    page.get_by_label("Since when").fill("2016-05")
    follow(page.get_by_role("button", name="Add it"))
    page.goto(centre.get_absolute_url())
    follow(page.get_by_role("link", name="Edit the page"))
    page.get_by_label("Opening hours").fill("Понеделник до четврток: 9–15")
    follow(page.get_by_role("button", name="Save"))

    page.get_by_text("May 2016").wait_for()
    page.get_by_text("Понеделник до четврток").wait_for()
    centre.refresh_from_db()
    assert centre.stage == "operating"
    assert_open_to_everybody(
        browse(ana), centre.get_absolute_url(), edit(centre), edit(centre, "stage"),
        edit(centre, "mandate_edit"),
    )  # fmt: skip
