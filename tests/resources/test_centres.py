"""A centre's head and editors publish for it alone, and only while they hold the office."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.exceptions import Refused
from core.models import SearchEntry
from core.uploads import Scan
from members.models import Position
from resources import actions
from resources.models import Resource, Tally
from tests.factories.members import CentreFactory, PositionFactory
from tests.factories.resources import AcceptedFactory, FileFactory, ResourceFactory
from tests.resources.test_deposit import ADD, filled, the_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def centre():
    return CentreFactory(name="Centre by the river")


@pytest.fixture
def office(ana, centre):
    """Ana leads her centre."""
    return PositionFactory(
        person=ana, institution=centre.institution, centre=centre, role=Position.Role.CENTRE_HEAD
    )


def edit(record):
    return reverse("resources:edit", args=[record.short_id])


def end(office):
    office.started_on = timezone.localdate() - timedelta(days=30)
    office.ended_on = timezone.localdate()
    office.save()


def offered(page):
    field = page.context["form"].fields.get("centre")
    return set(field.queryset) if field else None


def test_a_head_publishes_for_the_centre_without_a_curator(as_, ana, mira, centre, office):
    client = as_(ana)

    page = client.post(ADD, filled(centre=centre.pk), follow=True)

    record = the_record()
    assert (record.state, record.centre) == ("accepted", centre)
    assert centre.name in page.text
    assert list(record.steps.values_list("actor", "after")) == [(ana.pk, "accepted")]
    assert SearchEntry.objects.filter(kind="resource", object_id=str(record.pk)).exists()
    assert Tally.objects.filter(dimension="kind", value="lesson-plan", number=1).exists()
    assert not mira.notifications.exists()


def test_without_the_centre_a_curator_looks_at_it(as_, ana, office):
    as_(ana).post(ADD, filled())

    assert the_record().state == "submitted"


def test_the_form_offers_only_ones_own_centres(as_, ana, boris, centre, office):
    other = CentreFactory()

    assert offered(as_(ana).get(ADD)) == {centre}
    assert offered(as_(boris).get(ADD)) is None
    forged = as_(ana).post(ADD, filled(centre=other.pk))
    assert "centre" in forged.context["form"].errors
    as_(boris).post(ADD, filled(centre=centre.pk))
    assert [(one.centre, one.state) for one in Resource.objects.all()] == [(None, "submitted")]


def test_who_held_the_office_until_today_publishes_nothing_more(as_, ana, centre, office):
    draft = ResourceFactory(depositor=ana, centre=centre)
    told = AcceptedFactory(depositor=ana, centre=centre)
    end(office)

    with pytest.raises(Refused, match="any more"):
        actions.publish_for_centre(draft, ana)
    assert as_(ana).get(edit(told)).status_code == 403
    as_(ana).post(edit(draft), filled(centre=centre.pk))
    draft.refresh_from_db()
    assert (draft.state, draft.centre) == ("submitted", None)


def test_the_other_editor_corrects_what_the_centre_published(as_, ana, boris, petra, centre):
    PositionFactory(person=boris, institution=centre.institution, centre=centre, role="editor")
    elsewhere = CentreFactory()
    PositionFactory(
        person=petra, institution=elsewhere.institution, centre=elsewhere, role="editor"
    )
    record = AcceptedFactory(depositor=ana, centre=centre)

    assert as_(petra).get(edit(record)).status_code == 403
    as_(boris).post(edit(record), filled(title="Corrected by Boris", centre=elsewhere.pk))

    record.refresh_from_db()
    assert (record.title, record.centre, record.state) == (
        "Corrected by Boris",
        centre,
        "accepted",
    )


def test_what_a_curator_let_in_does_not_become_the_centres(as_, ana, centre, office):
    record = AcceptedFactory(depositor=ana)

    assert as_(ana).get(edit(record)).status_code == 403


def test_the_centre_withdraws_what_it_published(as_, boris, petra, centre):
    PositionFactory(person=boris, institution=centre.institution, centre=centre, role="editor")
    record = AcceptedFactory(centre=centre)
    withdraw = reverse("resources:withdraw", args=[record.short_id])

    assert as_(petra).post(withdraw, {"reason": "I like it not."}).status_code == 403
    as_(boris).post(withdraw, {"reason": "There is a newer one."})

    record.refresh_from_db()
    assert record.state == "withdrawn"


def test_the_virus_scanner_is_waited_for(as_, ana, centre, office):
    draft = ResourceFactory(depositor=ana, centre=centre)
    FileFactory(resource=draft, scan=Scan.WAITING)

    page = as_(ana).post(edit(draft), filled(centre=centre.pk))

    draft.refresh_from_db()
    assert draft.state == "draft"
    assert "still being checked" in page.text
