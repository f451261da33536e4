"""Archives that take long to read through are kept at once, and looked at in the background."""

import random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core import uploads
from core.exceptions import Refused
from core.uploads import Scan
from members import tasks as members_tasks
from members.models import CentreMandate
from resources import actions, tasks
from resources.models import Resource, ResourceFile
from tests import damaged
from tests.factories.members import CentreFactory
from tests.factories.resources import FileFactory, SubmittedFactory
from tests.members.centres import edit, give
from tests.resources.test_deposit import ADD, filled

pytestmark = pytest.mark.django_db
# It packs to a fifth, as text does.
WORDS = random.Random(4).choices(["učenje ", "nastava ", "student ", "ispit "], k=3_400_000)


@pytest.fixture(scope="module")
def archive():
    return damaged.packed({"corpus.txt": "".join(WORDS)})


def post(client, content, name="corpus.zip"):
    return client.post(ADD, filled(files=SimpleUploadedFile(name, content)))


def test_a_large_archive_is_kept_and_opens_when_it_has_been_read(
    as_, ana, archive, django_capture_on_commit_callbacks
):
    client = as_(ana)
    with django_capture_on_commit_callbacks() as queued:
        post(client, archive)
    row = ResourceFile.objects.get()
    page = client.get(row.resource.get_absolute_url()).text
    assert row.scan == Scan.WAITING
    assert "being checked" in page
    assert client.get(row.get_absolute_url()).status_code == 404

    for callback in queued:
        callback()

    assert ResourceFile.objects.get().scan == Scan.CLEAN
    assert client.get(row.get_absolute_url()).status_code == 200


def test_a_large_archive_that_is_damaged_loses_its_bytes_and_its_owner_is_told(
    as_, ana, archive, django_capture_on_commit_callbacks
):
    post(as_(ana), damaged.spoilt(archive, 0.6))
    row = ResourceFile.objects.get()
    storage, name = row.file.storage, row.file.name
    assert storage.exists(name)

    with django_capture_on_commit_callbacks(execute=True):
        tasks.scan_waiting()

    assert ResourceFile.objects.get().scan == Scan.REFUSED
    assert not storage.exists(name)
    assert uploads.used_by(ana) == 0
    assert "“corpus.zip” is damaged" in ana.notifications.get().sentence
    assert "damaged, or unpacks to too much" in as_(ana).get(row.resource.get_absolute_url()).text


def test_a_curator_accepts_nothing_that_was_refused(ana, mira):
    record = SubmittedFactory(depositor=ana)
    FileFactory(resource=record, scan=Scan.REFUSED)

    with pytest.raises(Refused, match="cannot be unpacked"):
        actions.accept(record, mira)

    assert Resource.objects.get().state == "submitted"


def test_a_small_archive_is_read_while_one_waits(as_, ana):
    post(as_(ana), damaged.packed({"a.txt": "a" * 5000}), "small.zip")

    assert ResourceFile.objects.get().scan == Scan.CLEAN


def test_a_large_mandate_waits_as_well(as_, ana):
    centre = CentreFactory()
    give(ana, centre)
    content = damaged.office("docx", more={"word/long.xml": "".join(WORDS)})
    upload = SimpleUploadedFile("mandate.docx", content)

    as_(ana).post(edit(centre, "mandate_edit"), {"document": upload, "audience": "public"})
    assert CentreMandate.objects.get().scan == Scan.WAITING
    members_tasks.scan_mandates()

    assert CentreMandate.objects.get().scan == Scan.CLEAN
