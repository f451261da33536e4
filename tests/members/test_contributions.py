"""What a person, an institution and a centre shared, as this one and that one may see it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from core import contributions
from resources.models import Author
from tests.factories.events import EventFactory
from tests.factories.forum import BoardFactory, TopicFactory
from tests.factories.members import CentreFactory
from tests.factories.resources import AcceptedFactory, ResourceFactory

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


def shown(thing, viewer):
    return {
        section.key: [
            str(row.title).removesuffix("</span>").rpartition(">")[2] for row in section.rows
        ]
        for section in contributions.sections(thing, viewer)
    }


def test_a_person_shows_what_they_gave_wrote_organise_and_began(ana, boris):
    AcceptedFactory(title="Given", depositor=ana)
    written = AcceptedFactory(title="Written", kind="case-study")
    Author.objects.create(resource=written, name="Ana", person=ana)
    AcceptedFactory(title="For members", depositor=ana, audience="members")
    ResourceFactory(title="Draft", depositor=ana)
    EventFactory(title="Next", organiser=ana)
    EventFactory(title="Draft", organiser=ana, state="draft")
    EventFactory(title="Been", organiser=ana, starts_at=timezone.now() - timedelta(days=9))
    TopicFactory(title="Open", author=ana)
    TopicFactory(title="Inside", author=ana, board=BoardFactory(audience="members"))

    assert shown(ana, NOBODY) == {
        "events": ["Next"], "practices": ["Written"], "resources": ["Given"],
        "events-past": ["Been"], "topics": ["Open"],
    }  # fmt: skip
    inside = shown(ana, boris)
    assert inside["resources"] == ["For members", "Given"]
    assert set(inside["topics"]) == {"Inside", "Open"}
    assert shown(ana, ana) == inside


def test_an_institution_shows_what_its_centres_did_as_well(boris):
    centre, other = CentreFactory(), CentreFactory()
    AcceptedFactory(title="Of the house", institution=centre.institution)
    AcceptedFactory(title="Of the centre", centre=centre)
    AcceptedFactory(title="Elsewhere", centre=other)
    EventFactory(title="There", centre=centre)

    assert set(shown(centre.institution, NOBODY)["resources"]) == {"Of the house", "Of the centre"}
    assert shown(centre, NOBODY) == {"events": ["There"], "resources": ["Of the centre"]}


@pytest.mark.parametrize("count", [1, 3, 9])
def test_a_centre_is_shown_with_five_queries(count, django_assert_num_queries):
    centre = CentreFactory()
    AcceptedFactory.create_batch(count, centre=centre)
    EventFactory.create_batch(count, centre=centre)

    with django_assert_num_queries(5):
        sections = contributions.sections(centre, NOBODY)

    assert {len(section.rows) for section in sections} == {min(count, 5)}
    assert all(bool(section.more) == (count > 5) for section in sections)


@pytest.mark.parametrize("count", [1, 3])
def test_a_person_is_shown_with_five_queries(count, ana, boris, django_assert_num_queries):
    for _turn in range(count):
        TopicFactory(author=ana)
        AcceptedFactory(depositor=ana)
        EventFactory(organiser=ana)

    with django_assert_num_queries(5):
        contributions.sections(ana, boris)


def test_the_way_to_more_leads_to_the_same_things(visitor):
    centre = CentreFactory()
    AcceptedFactory.create_batch(6, centre=centre)
    EventFactory.create_batch(7, centre=centre)
    AcceptedFactory(title="Elsewhere")
    EventFactory(title="Elsewhere")

    events, resources = contributions.sections(centre, NOBODY)
    lists = [visitor.get(section.more) for section in (events, resources)]

    assert [page.context["page"].paginator.count for page in lists] == [7, 6]
    for page in lists:
        assert centre.name in page.text
        assert "Elsewhere" not in page.text


def test_a_list_keeps_whose_it_is_while_one_searches_and_filters(visitor):
    centre = CentreFactory()
    EventFactory(title="Feedback at noon", centre=centre, kind="webinar")
    EventFactory(title="Feedback at night", kind="webinar")

    page = visitor.get(reverse("events:list"), {"centre": centre.slug, "q": "feedback"})

    assert [event.title for event in page.context["rows"]] == ["Feedback at noon"]
    assert f'name="centre" value="{centre.slug}"' in page.text
    assert f"q=feedback&amp;kind=webinar&amp;centre={centre.slug}" in page.text


def test_nobody_learns_from_a_list_what_somebody_hidden_did(visitor, ana, boris):
    ana.listed_for = "nobody"
    ana.save()
    EventFactory(title="Hers", organiser=ana)
    EventFactory(title="Theirs")

    for name in ("events:list", "resources:list"):
        page = visitor.get(reverse(name), {"person": ana.handle, "centre": "\x00", "q": ""})
        assert page.status_code == 200
        assert ana.name not in page.text


def test_ones_own_page_can_be_looked_at_through_the_eyes_of_any_member(as_, ana):
    AcceptedFactory(title="For members", depositor=ana, audience="members")

    def seen_as(eyes):
        sections = as_(ana).get(ana.get_absolute_url(), {"as": eyes}).context["contributions"]
        return [row.title for section in sections for row in section.rows]

    for eyes in ("member", "colleague"):
        assert [str(title).count("For members") for title in seen_as(eyes)] == [1]
    assert seen_as("visitor") == []
