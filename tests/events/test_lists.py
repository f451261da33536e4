from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from events.lists import Asked, Shelf
from events.models import Event
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.members import CountryFactory

pytestmark = pytest.mark.django_db
LIST = "/events/"


def titles(response):
    return [event.title for event in response.context["rows"]]


def test_coming_events_stand_in_order_and_past_ones_apart(visitor):
    EventFactory(title="Later", starts_at=timezone.now() + timedelta(days=9))
    EventFactory(title="Sooner", starts_at=timezone.now() + timedelta(days=2))
    EventFactory(title="Going on", starts_at=timezone.now() - timedelta(hours=1))
    EventFactory(title="Over", starts_at=timezone.now() - timedelta(days=2))
    EventFactory(title="Long over", starts_at=timezone.now() - timedelta(days=20))

    assert titles(visitor.get(LIST)) == ["Going on", "Sooner", "Later"]
    assert titles(visitor.get(LIST, {"when": "past"})) == ["Over", "Long over"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"kind": "webinar"}, {"Учење"}),
        ({"where": "online"}, {"Учење", "Both"}),
        ({"where": "BA"}, {"Both", "Here"}),
        ({"language": "sr"}, {"Учење"}),
        ({"language": "sr-latn"}, {"Both"}),
        ({"q": "ucenje"}, {"Учење"}),
        ({"q": "sarajevo room"}, {"Both", "Here"}),
        ({"q": "\x00%_'\" OR 1=1"}, set()),
        ({"kind": "party", "language": "xx", "where": "<b>"}, {"Учење", "Both", "Here"}),
        ({"page": "99999999999999999999"}, {"Учење", "Both", "Here"}),
    ],
)
def test_filters_and_search(visitor, query, found):
    country = CountryFactory()
    EventFactory(title="Учење", kind="webinar", mode="online", city="", venue="", languages=" sr ")
    EventFactory(title="Both", mode="hybrid", country=country, languages=" sr-latn en ")
    EventFactory(title="Here", country=country)

    assert set(titles(visitor.get(LIST, query))) == found


def test_each_filter_says_how_many_events_it_would_leave():
    country = CountryFactory()
    EventFactory(kind="webinar", mode="online", languages=" sq en ")
    EventFactory(kind="webinar", mode="hybrid", country=country, languages=" en ")
    EventFactory(kind="seminar", country=country, languages=" en ")

    shelf = Shelf(Event.objects.all(), Asked(kind="webinar", language="en"))

    assert shelf.total == 2
    assert shelf.kinds == {"webinar": 2, "seminar": 1}
    assert shelf.places == {"online": 2, "BA": 1}
    assert shelf.languages == {"sq": 1, "en": 2}


def test_filters_are_plain_links_and_htmx_gets_the_same_part(visitor):
    EventFactory(title="Look", kind="webinar")

    page = visitor.get(LIST, {"kind": "webinar"}).content.decode()
    part = visitor.get(LIST, {"kind": "webinar"}, headers={"HX-Request": "true"}).content.decode()

    assert "<html" in page
    assert "<html" not in part
    assert 'id="results"' in page
    assert part.count("Look") == 1


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"q": "nothing like it"}, "Clear all filters"),
        ({"when": "past"}, "No event has taken place yet"),
        ({}, "Nothing is planned at the moment"),
    ],
)
def test_an_empty_list_says_what_to_do(visitor, query, sentence):
    assert sentence in visitor.get(LIST, query).content.decode()


def test_a_member_sees_which_events_they_go_to(as_, ana):
    going, waiting, none = EventFactory(), EventFactory(), EventFactory()
    RegistrationFactory(event=going, person=ana)
    RegistrationFactory(event=waiting, person=ana, state="waiting")
    RegistrationFactory(event=none, person=ana, state="cancelled")

    rows = as_(ana).get(LIST).context["rows"]

    assert {event.pk: event.my_state for event in rows} == {
        going.pk: "confirmed",
        waiting.pk: "waiting",
        none.pk: None,
    }


def queries(client, url):
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


@pytest.mark.parametrize("url", [LIST, "/events/?when=past", "/events/calendar/"])
@pytest.mark.parametrize("count", [1, 3])
def test_lists_cost_the_same_for_one_event_and_for_three(visitor, as_, ana, url, count):
    when = timezone.now() - timedelta(days=1) if "past" in url else timezone.now()
    for _number in range(count):
        event = EventFactory(starts_at=when, country=CountryFactory())
        RegistrationFactory(event=event, person=ana)

    assert queries(visitor, url) == VISITOR[url]
    assert queries(as_(ana), url) == VISITOR[url] + MEMBER


# The list's own: the header's menu is known by then.
VISITOR = {LIST: 3, "/events/?when=past": 3, "/events/calendar/": 2}
# Session, person, bell, own registrations.
MEMBER = 4


def test_a_month_holds_the_events_of_its_days_in_their_own_zone(visitor):
    EventFactory(
        title="Over the turn",
        timezone="Europe/Belgrade",
        starts_at=datetime(2027, 4, 30, 20, 0, tzinfo=ZoneInfo("Europe/Belgrade")),
        ends_at=datetime(2027, 5, 2, 12, 0, tzinfo=ZoneInfo("Europe/Belgrade")),
    )
    EventFactory(
        title="First of June in New York",
        timezone="America/New_York",
        starts_at=datetime(2027, 6, 1, 0, 30, tzinfo=ZoneInfo("America/New_York")),
    )
    EventFactory(
        title="Last night of May in New York",
        timezone="America/New_York",
        starts_at=datetime(2027, 5, 31, 20, 30, tzinfo=ZoneInfo("America/New_York")),
    )

    may = dict(visitor.get(reverse("events:month", args=[2027, 5])).context["days"])

    assert {day.day: [event.title for event in events] for day, events in may.items()} == {
        1: ["Over the turn"],
        2: ["Over the turn"],
        31: ["Last night of May in New York"],
    }


@pytest.mark.parametrize(("year", "month"), [(2027, 0), (2027, 13), (1, 1), (99999, 1)])
def test_there_is_no_such_month(visitor, year, month):
    assert visitor.get(reverse("events:month", args=[year, month])).status_code == 404


def test_the_month_is_a_table_with_a_header_for_each_column(visitor):
    page = visitor.get(reverse("events:month", args=[2027, 2])).content.decode()

    assert page.count('<th scope="col">') == 7
    assert "<caption" in page
    assert "/events/calendar/2027/1/" in page
    assert "/events/calendar/2027/3/" in page
