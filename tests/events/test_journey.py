import pytest

from core.models import Letter
from events.models import Event
from tests.browsing import assert_accessible, assert_open_to_everybody
from tests.factories.events import EventFactory, RegistrationFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("scripts", [True, False])
def test_a_place_is_found_taken_and_given_back_on_a_phone(browse, ana, scripts):
    event = EventFactory(title="Feedback for two hundred", kind="webinar", capacity=1)
    EventFactory(title="Something else")
    page = browse(ana, width=390, scripts=scripts)

    page.goto("/events/")
    page.get_by_label("Search events").fill("FEEDBACK hundred")
    page.get_by_label("Search events").press("Enter")
    page.get_by_text("1 event", exact=True).wait_for()
    page.get_by_role("link", name="Feedback for two hundred").click()
    page.locator(".page-header").get_by_role("link", name="Register").click()
    page.get_by_label("Anything the organiser should know").fill("Гладан сам 🍞")
    page.get_by_role("button", name="Take a place").click()
    page.get_by_text("You have a place. An e-mail").wait_for()
    if scripts:
        assert_accessible(page)

    assert event.registrations.get().note == "Гладан сам 🍞"

    page.get_by_role("link", name="I cannot come").click()
    page.get_by_role("button", name="Give my place back").click()
    page.get_by_text("Thank you for making room").wait_for()

    assert event.registrations.get().state == "cancelled"
    assert Letter.objects.filter(to=ana.email).count() == 2


def test_a_member_announces_an_event_with_the_keyboard_alone(browse, ana):
    page = browse(ana)
    page.goto("/events/add/")
    assert_accessible(page)

    for label, text in [("Title", "Reading slowly"), ("one or two sentences", "We read."),
                        ("City", "Tirana")]:  # fmt: skip
        page.get_by_label(label).focus()
        page.keyboard.type(text)
    for label, moment in [("Begins", "2031-05-14T09:30"), ("Ends", "2031-05-14T09:00")]:
        page.get_by_label(label).fill(moment)
    page.get_by_label("in person", exact=True).focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="It would end before it begins").wait_for()
    assert_accessible(page)
    assert page.get_by_label("Title").input_value() == "Reading slowly"
    page.get_by_label("Ends").fill("2031-05-14T12:00")
    page.get_by_role("button", name="Keep as a draft").press("Enter")
    page.get_by_role("button", name="Propose to the committee").press("Enter")
    page.get_by_text("The committee has your event on its desk").wait_for()

    assert Event.objects.get().state == "proposed"


def test_the_month_and_the_page_of_an_event_hold_to_the_rules(browse, ana):
    event = EventFactory(description="## What\n\n- one\n- two")
    RegistrationFactory(event=event, person=ana, name_shown=True)

    assert_open_to_everybody(
        browse(ana), "/events/calendar/", event.get_absolute_url(), "/events/mine/"
    )
