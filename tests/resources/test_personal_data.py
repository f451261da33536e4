import json

from core import personal_data
from core.models import SearchEntry
from resources import actions
from resources.models import Resource
from tests.factories.resources import (
    AcceptedFactory,
    FileFactory,
    ResourceFactory,
    SubmittedFactory,
)


def leave(member, keep_content):
    personal_data.parts()["resources"].erase(member, keep_content)


def test_the_bundle_holds_my_records_their_history_and_their_files(ana, boris):
    record = AcceptedFactory(depositor=ana, title="Mine", tagged=["rubrics"])
    file = FileFactory(resource=record, uploader=ana)
    AcceptedFactory(depositor=boris, title="Not mine")
    part = personal_data.parts()["resources"]

    told = json.loads(json.dumps(part.export(ana)))

    assert [entry["title"] for entry in told["records"]] == ["Mine"]
    assert told["records"][0]["tags"] == ["rubrics"]
    assert told["records"][0]["files"][0]["name"] == "slides.pdf"
    assert [field.name for field in part.files(ana)] == [file.file.name]


def test_who_leaves_and_keeps_their_work_stays_as_a_former_member(ana, visitor):
    record = AcceptedFactory(depositor=ana, author="Ana Kovač")
    record.authors.update(person=ana)
    draft = ResourceFactory(depositor=ana)
    waiting = SubmittedFactory(depositor=ana)

    leave(ana, keep_content=True)
    ana.delete()

    record.refresh_from_db()
    assert record.depositor is None
    assert record.authors.get().name == record.byline == "A former member"
    assert "Ana Kovač" not in visitor.get(record.get_absolute_url()).text
    assert not Resource.objects.filter(pk=draft.pk).exists()
    assert Resource.objects.get(pk=waiting.pk).state == "submitted"


def test_who_leaves_and_wants_it_gone_leaves_a_tombstone_without_a_name(
    ana, visitor, django_capture_on_commit_callbacks
):
    record = AcceptedFactory(depositor=ana, author="Ana Kovač", byline="Ana Kovač")
    record.authors.update(person=ana)
    file = FileFactory(resource=record, uploader=ana)
    SubmittedFactory(depositor=ana)

    with django_capture_on_commit_callbacks(execute=True):
        leave(ana, keep_content=False)
    ana.delete()

    page = visitor.get(record.get_absolute_url())
    assert page.status_code == 410
    assert "Ana Kovač" not in page.text
    assert not file.file.storage.exists(file.file.name)
    assert Resource.objects.get().state == "withdrawn"
    assert not SearchEntry.objects.filter(kind="resource").exists()


def test_a_record_without_its_depositor_can_still_be_accepted(ana, mira):
    record = SubmittedFactory(depositor=None)

    actions.accept(record, mira)

    record.refresh_from_db()
    assert record.is_accepted
