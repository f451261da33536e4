import pytest

from core.models import SearchEntry
from events import actions, search
from tests.factories.events import EventFactory

pytestmark = pytest.mark.django_db


def test_the_index_knows_published_events_and_for_whom_they_are(ana, vera):
    draft = EventFactory(organiser=ana, state="proposed", members_only=True, language="sq")
    assert search.describe(draft) is None

    actions.publish(draft, vera)

    entry = SearchEntry.objects.get(kind="event", object_id=str(draft.pk))
    assert (entry.audience, entry.language) == ("members", "sq")
    assert entry.path == f"/events/{draft.slug}/"
