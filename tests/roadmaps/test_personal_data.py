"""What checklists know of a person, how they forget, what is kept, and who becomes one."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from core import uploads
from members.signals import institutions_merged, people_merged
from roadmaps import personal_data, retention
from roadmaps.actions import steps, taking
from roadmaps.models import Checklist, Evidence, HistoryEntry
from tests.factories.members import InstitutionFactory, PositionFactory
from tests.factories.resources import PDF
from tests.factories.roadmaps import TemplateFactory, taken

pytestmark = pytest.mark.django_db


def step(checklist, key):
    found = checklist.steps.select_related("item__version__template").get(item_key=key)
    found.checklist = checklist
    return found


def upload():
    file = SimpleUploadedFile("mandate.pdf", PDF, "application/pdf")
    file.checked = uploads.check(file)
    return file


@pytest.fixture
def worked(ana):
    """A checklist of a centre in which ana has done a step, with a note and a file."""
    checklist = taken(ana)
    steps.move(step(checklist, "first"), ana, None, "done")
    second = step(checklist, "second")
    steps.plan(second, ana, None, owner=ana, due_on=None)
    steps.add_evidence(second, ana, note_text="We met twice.", upload=upload())
    steps.move(second, ana, None, "done")
    return checklist


def test_an_export_holds_what_somebody_did_and_their_files(ana, worked):
    own = taking.take(TemplateFactory(), ana, ana)

    told = personal_data.export(ana)

    assert [row["title"] for row in told["checklists of one's own"]] == [str(own)]
    assert {row["text"] for row in told["evidence"]} == {"We met twice.", ""}
    assert told["steps to see to"][0]["title"] == "Item second"
    assert [file.read() for file in personal_data.files(ana)] == [PDF]
    assert personal_data.usage(ana) == len(PDF)


def test_who_leaves_is_named_nowhere_and_what_the_centre_did_stays(ana, worked):
    name = ana.name
    own = taking.take(TemplateFactory(), ana, ana)

    personal_data.erase(ana, keep_content=True)

    assert not Checklist.objects.filter(pk=own.pk).exists()
    second = step(worked, "second")
    assert (second.state, second.owner, second.done_by) == ("done", None, None)
    assert Evidence.objects.filter(text="We met twice.", added_by=None).exists()
    assert not HistoryEntry.objects.filter(actor=ana).exists()
    assert not HistoryEntry.objects.filter(note__contains=name).exists()


def test_who_takes_their_words_along_leaves_the_step_open_that_they_showed(ana, worked):
    file = Evidence.objects.get(kind="file").file

    personal_data.erase(ana, keep_content=False)

    assert not Evidence.objects.exists()
    assert step(worked, "second").state == "progress"
    assert step(worked, "first").state == "done"
    assert file.name


def test_what_was_put_away_long_ago_goes_with_its_files(worked, ana):
    taking.put_away(worked, ana)
    before = timezone.now() + timedelta(days=1)

    assert retention._put_away(timezone.now() - timedelta(days=1), False) == 0
    assert retention._put_away(before, True) == 1
    assert Checklist.objects.exists()
    retention._put_away(before, False)
    assert not Checklist.objects.exists()


def test_of_two_copies_the_merged_institution_keeps_one_and_reads_both(lule, ana):
    template, kept = TemplateFactory(), lule.positions.get().institution
    gone = InstitutionFactory()
    PositionFactory(person=ana, institution=gone)
    first = taking.take(template, kept, lule)
    second = taking.take(template, gone, ana)
    third = taking.take(TemplateFactory(), gone, ana)

    institutions_merged.send(sender=type(kept), kept=kept, gone=gone)

    assert set(Checklist.objects.held_by(kept)) == {first, second, third}
    assert set(Checklist.objects.held_by(kept).live()) == {first, third}


def test_who_becomes_one_keeps_the_checklists_of_both(ana, boris):
    first = taking.take(TemplateFactory(), ana, ana)
    second = taking.take(TemplateFactory(), boris, boris)

    people_merged.send(sender=type(ana), kept=ana, gone=boris, dropped=[])

    assert set(Checklist.objects.visible_to(ana)) == {first, second}
