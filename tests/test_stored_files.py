"""Rows of files, whatever they belong to: their bytes go with them."""

import pytest
from django.core.files.base import ContentFile
from django.db import transaction

from core.uploads import Checked, Scan, ScannedFile, StoredFile
from members.models import CentreMandate, DataExport
from resources.models import ResourceFile
from roadmaps.models import Evidence, ItemDocument, Step
from surveys.models import AnswerFile
from tests.factories.members import CentreFactory
from tests.factories.resources import PDF, AcceptedFactory
from tests.factories.roadmaps import TemplateFactory, taken
from tests.factories.surveys import InvitationFactory, OpenFactory

pytestmark = pytest.mark.django_db


def mandate(person):
    centre = CentreFactory()
    return CentreMandate(centre=centre), centre


def file_of_a_record(person):
    record = AcceptedFactory()
    return ResourceFile(resource=record, number=1), record


def evidence(person):
    checklist = taken(person)
    step = Step.objects.filter(checklist=checklist).first()
    return Evidence(step=step, kind=Evidence.Kind.FILE), checklist


def document(person):
    template = TemplateFactory()
    item = template.versions.get().items.first()
    return ItemDocument(item=item, label="A form"), template


def file_of_somebody_on_a_list(person):
    survey = OpenFactory(audience="invited", is_anonymous=False)
    invitation = InvitationFactory(survey=survey)
    return AnswerFile(survey=survey, question="f", invitation=invitation), invitation


KINDS = [mandate, file_of_a_record, evidence, document, file_of_somebody_on_a_list]
WAYS = {
    "by itself": lambda row, owner: row.delete(),
    "with others": lambda row, owner: type(row).objects.filter(pk=row.pk).delete(),
    "with what it belongs to": lambda row, owner: owner.delete(),
}


def stored(row: ScannedFile) -> ScannedFile:
    upload = ContentFile(PDF, name="plan.pdf")
    upload.checked = Checked("plan.pdf", "pdf", "application/pdf", len(PDF), "0" * 64)
    row.take_in(upload)
    row.save()
    return row


def is_there(row: StoredFile) -> bool:
    return row.file.storage.exists(row.file.name)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", KINDS)
def test_bytes_go_with_their_row_when_that_stands(
    kind, way, ana, django_capture_on_commit_callbacks
):
    row, owner = kind(ana)
    stored(row)
    kept = type(row).objects.get()

    with django_capture_on_commit_callbacks(execute=True):
        WAYS[way](row, owner)
        assert is_there(kept)

    assert not type(kept).objects.exists()
    assert not is_there(kept)


def test_a_bundle_goes_with_its_owner(boris, django_capture_on_commit_callbacks):
    bundle = DataExport(person=boris)
    bundle.file.save("bundle.zip", ContentFile(b"PK"))

    with django_capture_on_commit_callbacks(execute=True):
        boris.delete()

    assert not is_there(bundle)


def test_a_deletion_that_does_not_stand_leaves_the_bytes(ana, django_capture_on_commit_callbacks):
    row, owner = file_of_a_record(ana)
    stored(row)

    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        owner.delete()
        transaction.set_rollback(True)

    assert is_there(ResourceFile.objects.get())


def test_bytes_that_two_versions_show_go_with_the_last(ana, django_capture_on_commit_callbacks):
    row, _template = document(ana)
    stored(row)
    twin = ItemDocument.objects.create(
        item=row.item.version.items.last(), label="A form", name=row.name, file=row.file.name
    )

    with django_capture_on_commit_callbacks(execute=True):
        ItemDocument.objects.filter(pk=row.pk).delete()
    assert is_there(twin)

    with django_capture_on_commit_callbacks(execute=True):
        ItemDocument.objects.filter(pk=twin.pk).delete()
    assert not is_there(twin)


def test_two_versions_that_go_together_leave_no_bytes(ana, django_capture_on_commit_callbacks):
    row, template = document(ana)
    stored(row)
    last = row.item.version.items.last()
    ItemDocument.objects.create(item=last, label="A form", name=row.name, file=row.file.name)

    with django_capture_on_commit_callbacks(execute=True):
        template.delete()

    assert not is_there(row)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("result", [Scan.INFECTED, Scan.REFUSED, Scan.CLEAN])
def test_only_what_is_refused_loses_its_bytes(
    kind, result, ana, settings, django_capture_on_commit_callbacks
):
    settings.VIRUS_SCANNER = "scanner"
    row = stored(kind(ana)[0])
    assert not row.is_clean

    with django_capture_on_commit_callbacks(execute=True):
        assert row.note_scan(result)
        # Whoever comes second changes nothing.
        assert not row.note_scan(Scan.CLEAN)

    kept = type(row).objects.get()
    assert (kept.scan, kept.is_clean, is_there(kept)) == (
        result,
        result == Scan.CLEAN,
        not kept.is_refused,
    )


def test_the_checks_speak_for_every_version_that_shows_the_file(ana, settings):
    settings.VIRUS_SCANNER = "scanner"
    row = stored(document(ana)[0])
    last = row.item.version.items.last()
    ItemDocument.objects.create(
        item=last, label="A form", name=row.name, file=row.file.name, scan=Scan.WAITING
    )

    row.note_scan(Scan.CLEAN)

    assert set(ItemDocument.objects.values_list("scan", flat=True)) == {Scan.CLEAN}
