"""What helps at a weak spot, from every app that knows something."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from core import suggestions
from members import topics
from members.models import Expertise
from tests.factories.assessments import FinishedFactory, GuideFactory, choose, content
from tests.factories.events import EventFactory
from tests.factories.members import MemberFactory
from tests.factories.resources import AcceptedFactory

pytestmark = pytest.mark.django_db
TOPIC = "assessment-and-feedback"
NOBODY = AnonymousUser()


def found(viewer, *slugs):
    return {
        one.name: [str(each.title) for each in one.suggestions]
        for one in suggestions.for_topics(slugs or [TOPIC], viewer)
    }


def mentor(**more):
    person = MemberFactory(mentor=True, **more)
    person.expertise.add(Expertise.objects.get(slug=TOPIC))
    return person


def test_what_helps_stands_on_the_page_of_the_result(ana, boris, as_):
    guide = GuideFactory(content=content(("a", ["a1"]), topics={"a": [TOPIC]}))
    one = FinishedFactory(guide=guide, person=ana, agreed=choose(a1=1))
    EventFactory(title="Feedback in large groups")
    AcceptedFactory(title="Rubrics").tags.add("assessment-and-feedback")
    helper = mentor(first_name="Helena")

    page = as_(ana).get(one.get_absolute_url()).content.decode()

    assert "Feedback in large groups" in page
    assert "Rubrics" in page
    assert helper.name in page


def test_events_that_are_over_cancelled_or_not_published_do_not_help(ana):
    EventFactory(title="Assessment now")
    EventFactory(title="Assessment then", starts_at=timezone.now() - timedelta(days=9))
    EventFactory(title="Assessment off", state="cancelled")
    EventFactory(title="Assessment planned", state="draft", organiser=ana)
    EventFactory(title="Assessment inside", members_only=True)
    EventFactory(title="Baking", summary="We meet.")

    assert found(NOBODY)["events"] == ["Assessment now"]
    assert set(found(ana)["events"]) == {"Assessment now", "Assessment inside"}


def test_an_event_in_another_language_and_script_fits_as_well():
    EventFactory(title="Повратни информации за студенти", summary="Се гледаме.")

    assert found(NOBODY)["events"] == ["Повратни информации за студенти"]


def test_words_that_stand_in_many_topics_find_nothing():
    EventFactory(title="Teaching and learning for all teachers", summary="We meet.")

    assert "events" not in found(NOBODY)
    assert "teachi" not in topics.stems(["digital-teaching"])


def test_records_of_members_are_for_members(ana):
    inside = AcceptedFactory(title="Feedback", audience="members")

    assert "resources" not in found(NOBODY)
    assert inside.title in found(ana)["resources"][0]


def test_a_mentor_offers_it_to_whom_they_show_it_and_never_to_themselves(ana):
    open_to_all = mentor(first_name="Open")
    hidden = mentor(first_name="Hidden", shows={"mentor": "nobody"})
    secret = mentor(first_name="Secret", shows={"expertise": "colleagues"})
    MemberFactory(first_name="Else", mentor=True)
    unwilling = MemberFactory(first_name="No")
    unwilling.expertise.add(Expertise.objects.get(slug=TOPIC))

    assert found(ana)["mentors"] == [open_to_all.name]
    assert "mentors" not in found(open_to_all)
    assert "mentors" not in found(NOBODY)
    assert {hidden.name, secret.name} & set(found(ana)["mentors"]) == set()


def test_who_knows_more_of_the_topics_stands_first(ana):
    one = mentor()
    both = mentor()
    both.expertise.add(Expertise.objects.get(slug="peer-observation"))
    one_more = mentor()

    names = found(ana, TOPIC, "peer-observation")["mentors"]

    assert names[0] == both.name
    assert set(names) == {one.name, both.name, one_more.name}


@pytest.mark.parametrize("number", [1, 4])
def test_mentors_take_as_many_queries_for_one_as_for_four(number, ana, django_assert_num_queries):
    from members.suggestions import mentors

    for _turn in range(number):
        mentor()

    with django_assert_num_queries(2):
        people = mentors([TOPIC], ana, 3)

    assert len(people) == min(number, 3)


def test_no_topic_no_suggestion():
    assert suggestions.for_topics([], NOBODY) == []
