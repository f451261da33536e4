"""A centre's head and editors publish for it alone, and only while they hold the office."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.exceptions import Refused
from core.models import SearchEntry
from events import actions
from events.models import Event
from members.models import Position
from tests.events.test_screens import filled
from tests.factories.events import EventFactory
from tests.factories.members import CentreFactory, PositionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def centre():
    return CentreFactory(name="Centre by the river")


@pytest.fixture
def office(ana, centre):
    """Ana edits for her centre."""
    return PositionFactory(
        person=ana, institution=centre.institution, centre=centre, role=Position.Role.EDITOR
    )


def end(office):
    office.started_on = timezone.localdate() - timedelta(days=30)
    office.ended_on = timezone.localdate()
    office.save()


def offered(page):
    field = page.context["form"].fields.get("centre")
    return set(field.queryset) if field else None


def test_an_editor_announces_for_their_centre_without_waiting(as_, ana, centre, office):
    client = as_(ana)

    client.post(reverse("events:add"), filled(centre=centre.pk))
    event = Event.objects.get()
    assert (event.centre, event.state) == (centre, "draft")
    assert "Publish it when it is ready" in client.get(event.get_absolute_url()).text
    client.post(reverse("events:publish", args=[event.slug]))

    event.refresh_from_db()
    assert event.state == "published"
    assert SearchEntry.objects.filter(kind="event", object_id=str(event.pk)).exists()
    assert list(event.steps.values_list("actor", "after")) == [
        (ana.pk, "draft"), (ana.pk, "published"),
    ]  # fmt: skip


def test_the_form_offers_only_ones_own_centres(as_, ana, boris, vera, centre, office):
    other = CentreFactory()
    add = reverse("events:add")

    assert offered(as_(ana).get(add)) == {centre}
    assert offered(as_(boris).get(add)) is None
    assert offered(as_(vera).get(add)) == {centre, other}
    forged = as_(ana).post(add, filled(centre=other.pk))
    assert forged.status_code == 422
    as_(boris).post(add, filled(centre=centre.pk))
    assert [event.centre for event in Event.objects.all()] == [None]


def test_what_is_not_for_a_centre_waits_for_the_committee(as_, ana, office):
    event = EventFactory(organiser=ana, state="draft")

    assert as_(ana).post(reverse("events:publish", args=[event.slug])).status_code == 403

    event.refresh_from_db()
    assert event.state == "draft"


def test_who_held_the_office_until_today_publishes_nothing_more(as_, ana, centre, office):
    draft = EventFactory(organiser=ana, state="draft", centre=centre)
    told = EventFactory(organiser=ana, centre=centre)
    end(office)
    client = as_(ana)

    assert client.post(reverse("events:publish", args=[draft.slug])).status_code == 403
    assert client.get(reverse("events:edit", args=[told.slug])).status_code == 403
    with pytest.raises(Refused, match="any more"):
        actions.publish_for_centre(draft, ana)
    # The draft is still hers; its centre is not.
    client.post(reverse("events:propose", args=[draft.slug]))
    draft.refresh_from_db()
    assert (draft.state, draft.centre) == ("proposed", None)


def test_an_office_that_begins_tomorrow_gives_no_power_today(as_, ana, centre, office):
    office.started_on = timezone.localdate() + timedelta(days=1)
    office.save()
    draft = EventFactory(organiser=ana, state="draft", centre=centre)

    assert as_(ana).post(reverse("events:publish", args=[draft.slug])).status_code == 403


@pytest.mark.parametrize("role", ["staff", "deputy", "representative"])
def test_other_offices_do_not_speak_for_the_centre(as_, ana, centre, office, role):
    Position.objects.filter(pk=office.pk).update(role=role)
    draft = EventFactory(organiser=ana, state="draft", centre=centre)

    assert as_(ana).post(reverse("events:publish", args=[draft.slug])).status_code == 403


def test_the_other_editor_edits_what_it_announced(as_, ana, boris, petra, centre, office):
    PositionFactory(
        person=boris, institution=centre.institution, centre=centre, role="centre-head"
    )
    elsewhere = CentreFactory()
    PositionFactory(
        person=petra, institution=elsewhere.institution, centre=elsewhere, role="editor"
    )
    event = EventFactory(organiser=ana, centre=centre, languages=" en ")
    edit = reverse("events:edit", args=[event.slug])

    assert as_(petra).get(edit).status_code == 403
    as_(boris).post(edit, filled(title="Corrected by Boris", centre=elsewhere.pk))

    event.refresh_from_db()
    assert (event.title, event.centre) == ("Corrected by Boris", centre)


def test_what_a_centre_announced_cannot_leave_its_name(as_, ana, centre, office):
    """Else a page that nobody looked at would stand in the network's calendar."""
    event = EventFactory(organiser=ana, centre=centre, languages=" en ")

    as_(ana).post(reverse("events:edit", args=[event.slug]), filled(centre=""))

    event.refresh_from_db()
    assert event.centre == centre


def test_an_editor_without_a_membership_may_announce_for_the_centre(as_, petra, centre):
    PositionFactory(person=petra, institution=centre.institution, centre=centre, role="editor")

    page = as_(petra).get(reverse("events:add"), {"centre": centre.slug})

    assert page.context["form"].initial["centre"] == centre
