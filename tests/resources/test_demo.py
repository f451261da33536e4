import io
import zipfile

import pytest

from core.models import SearchEntry
from portal.demo import World, flush
from portal.demo import members as demo_members
from portal.demo import resources as demo
from resources.models import Resource, ResourceFile, Tally
from resources.tasks import recount
from resources.vocabulary import Kind


@pytest.fixture(scope="module")
def loaded(shared):
    world = World()
    demo_members.load(world)
    demo.load(world)
    return world


@pytest.fixture
def world(db, loaded):
    return loaded


def test_the_demo_holds_forty_records_of_every_kind(world, visitor):
    assert Resource.objects.count() == 40
    assert set(Resource.objects.values_list("kind", flat=True)) == set(Kind.values)
    assert Resource.objects.filter(state="submitted").count() == 4
    assert Resource.objects.get(state="returned").depositor.handle == "ana"
    assert {"sq", "mk", "sr", "sr-latn"} <= set(
        Resource.objects.values_list("language", flat=True)
    )
    assert Resource.objects.get(doi=demo.REAL_DOI).byline == ""


def test_the_demo_counts_and_files_are_right(world, visitor):
    kept = sorted(Tally.objects.values_list("key", "number"))
    recount()
    assert sorted(Tally.objects.values_list("key", "number")) == kept

    for file in ResourceFile.objects.all():
        content = file.file.read()
        assert len(content) == file.size
        if file.extension in ("DOCX", "PPTX"):
            assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None


def test_the_demo_can_be_made_twice_and_taken_away(world):
    made = world.made
    demo.load(world)
    assert world.made == made

    flush.flush()

    assert not Resource.objects.exists()
    assert not Tally.objects.filter(number__gt=0).exists()
    assert not SearchEntry.objects.filter(kind="resource").exists()
