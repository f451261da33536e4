import pytest
from django.contrib.auth.models import AnonymousUser, Group

from core import roles
from events.models import Event, Registration
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.members import MemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf(ana):
    for title, fields in {
        "public": {},
        "cancelled": {"state": "cancelled"},
        "inside": {"members_only": True},
        "inside-cancelled": {"members_only": True, "state": "cancelled"},
        "proposed": {"state": "proposed"},
        "draft": {"state": "draft"},
        "ana-draft": {"state": "draft", "organiser": ana},
        "ana-proposed": {"state": "proposed", "organiser": ana},
    }.items():
        EventFactory(title=title, **fields)


def seen(viewer):
    return set(Event.objects.visible_to(viewer).values_list("title", flat=True))


PUBLIC = {"public", "cancelled"}
INSIDE = PUBLIC | {"inside", "inside-cancelled"}


def test_a_visitor_sees_what_is_announced_for_everybody(shelf):
    assert seen(AnonymousUser()) == PUBLIC


def test_an_account_alone_sees_no_more(shelf, petra):
    assert seen(petra) == PUBLIC


def test_a_member_sees_what_is_for_members(shelf, boris):
    assert seen(boris) == INSIDE


def test_an_organiser_sees_their_own_drafts(shelf, ana):
    assert seen(ana) == INSIDE | {"ana-draft", "ana-proposed"}


def test_the_committee_sees_everything_but_drafts_of_others(shelf, vera):
    assert seen(vera) == INSIDE | {"proposed", "ana-proposed"}


def test_event_managers_see_what_the_committee_sees(shelf):
    manager = MemberFactory(is_staff=True)
    manager.groups.add(Group.objects.get(name=roles.EVENT_MANAGERS))

    assert seen(manager) == INSIDE | {"proposed", "ana-proposed"}


def test_registrations_are_seen_by_oneself_the_organiser_and_managers(ana, boris, vera, petra):
    event = EventFactory(organiser=ana)
    one = RegistrationFactory(event=event, person=boris)
    other = RegistrationFactory()

    def sees(viewer):
        return set(Registration.objects.visible_to(viewer))

    assert sees(ana) == {one}
    assert sees(boris) == {one}
    assert sees(vera) == {one, other}
    assert sees(petra) == set()
    assert sees(AnonymousUser()) == set()
