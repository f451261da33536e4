import pytest
from django.core.management import call_command

from core import search
from core.models import SearchEntry
from members.models import Institution
from tests.factories.members import InstitutionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def findable(monkeypatch):
    """Institutions, and nothing else, can be found."""
    monkeypatch.setattr(search, "_kinds", {})
    search.register(
        "institution",
        Institution,
        lambda thing: search.Entry(thing.name, thing.city) if thing.is_confirmed else None,
        label="Institutions",
    )


def titles():
    return set(SearchEntry.objects.filter(kind="institution").values_list("title", flat=True))


def test_a_rebuild_finds_what_is_there_and_forgets_what_is_not(findable):
    kept, gone = InstitutionFactory(name="Kept"), InstitutionFactory(name="Gone")
    InstitutionFactory(name="Unconfirmed", is_confirmed=False)
    search.index(gone)
    Institution.objects.filter(pk=gone.pk).delete()

    call_command("reindex")

    assert titles() == {"Kept"}
    assert SearchEntry.objects.get(kind="institution").object_id == str(kept.pk)


def test_a_rebuild_twice_changes_no_count(findable):
    InstitutionFactory.create_batch(3)

    call_command("reindex")
    call_command("reindex")

    assert len(titles()) == 3
