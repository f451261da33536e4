import pytest
from django.utils import timezone

from core import personal_data as registry
from events import actions, personal_data
from events.models import CalendarKey, Event
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db


def test_a_person_takes_along_what_events_know_of_them(ana, boris):
    event = EventFactory(title="Feedback")
    RegistrationFactory(event=event, person=ana, note="No nuts")
    RegistrationFactory(event=event, person=boris, note="A secret of Boris")
    EventFactory(title="Mine", organiser=ana, state="draft")

    data = registry.parts()["events"].export(ana)

    assert [(one["event"], one["note"]) for one in data["registrations"]] == [
        ("Feedback", "No nuts")
    ]
    assert [one["event"] for one in data["organised"]] == ["Mine"]
    assert "Boris" not in str(data)


def test_who_leaves_gives_places_back_at_once(ana, boris):
    event = EventFactory(capacity=1)
    actions.register(event, ana)
    actions.register(event, boris)

    personal_data.erase(ana, keep_content=True)

    assert event.registrations.get(person=boris).is_confirmed
    assert not event.registrations.filter(person=ana).exists()


def test_after_erasing_announced_events_stay_without_a_name(ana):
    published = EventFactory(organiser=ana)
    past = EventFactory(starts_at=timezone.now())
    EventFactory(organiser=ana, state="draft")
    EventFactory(organiser=ana, state="proposed")
    RegistrationFactory(event=past, person=ana)
    CalendarKey.objects.create(person=ana)

    personal_data.erase(ana, keep_content=False)
    ana.memberships.all().delete()
    ana.delete()

    assert set(Event.objects.all()) == {published, past}
    published.refresh_from_db()
    past.refresh_from_db()
    assert published.organiser is None
    assert past.places_taken == past.registrations.confirmed().count() == 1
    assert not CalendarKey.objects.exists()


def test_an_event_without_its_organiser_still_opens(visitor):
    event = EventFactory(organiser=None)

    assert visitor.get(event.get_absolute_url()).status_code == 200


def test_the_desk_counts_proposals(vera, as_):
    from core import desk

    EventFactory(state="proposed")
    EventFactory(state="draft")

    (pile,) = [one for one in desk.piles_for(vera) if "proposed" in one["url"]]
    assert pile["count"] == 1
    assert desk.piles_for(UserFactory()) == []
