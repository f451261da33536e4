"""Who did what, told in the language of whoever reads it."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils.translation import override

from notifications.models import Notification
from roadmaps.actions import building, stages, steps, taking, versions
from roadmaps.models import HistoryEntry
from tests.factories.roadmaps import TemplateFactory, add_chapter, add_item, headed_centre, taken

pytestmark = pytest.mark.django_db


def words_of(verb: str, language: str) -> str:
    with override(language):
        entry = HistoryEntry.objects.select_related("checklist__version").get(verb=verb)
        return entry.words.replace("\xa0", " ")


def step_of(checklist, key="first"):
    step = checklist.steps.select_related("item__version__template").get(item_key=key)
    step.checklist = checklist
    return step


def test_a_day_is_written_as_each_reader_writes_it(ana):
    checklist = taken(ana)
    with override("mk"):
        steps.plan(step_of(checklist), ana, None, owner=ana, due_on=date(2031, 5, 14))

    assert words_of("planned", "en") == f"{ana.name}, 14 May 2031"
    assert words_of("planned", "mk") == f"{ana.name}, 14 мај 2031 г."


def test_a_stage_is_named_in_the_language_of_the_reader(ana):
    centre = headed_centre(ana, stage="planned")
    template = TemplateFactory(version=False)
    chapter = add_chapter(template.published(), "Beginning", "founding")
    add_item(chapter, "first")
    checklist = taking.take(template, centre, ana)
    steps.move(step_of(checklist), ana, None, "done")
    with override("mk"):
        stages.confirm(checklist, ana, stage="founding", since=None, evidence="https://a.org/b")

    assert words_of("stage", "en") == "being founded"


def test_a_change_that_was_left_out_has_its_title_in_each_language(ana, vera):
    template = TemplateFactory()
    checklist = taken(ana, template=template)
    version = building.next_version(template, vera)
    building.save_item(
        version, vera, None, chapter=version.chapters.get().key,
        title={"en": "A room", "mk": "Просторија"}, explanation={}, evidence="none",
        depends_on=[],
    )  # fmt: skip
    building.publish(version, vera)
    versions.decline(checklist, ana, versions.changes(checklist)[0].key)

    assert words_of("change-declined", "en") == "A room"
    assert words_of("change-declined", "mk") == "Просторија"


def test_what_was_kept_as_a_sentence_before_still_shows(as_, ana):
    checklist = taken(ana)
    taking.note(checklist, ana, "planned", note="Boris, 14 May 2031")

    page = as_(ana).get(reverse("roadmaps:history", args=[checklist.short_id])).text

    assert "Boris, 14 May 2031" in page


def test_a_new_owner_is_told_of_the_step_in_their_language(ana, boris):
    checklist = taken(ana)
    boris.language = "mk"
    boris.save(update_fields=["language"])
    checklist.holder.positions.create(
        person=boris, institution=checklist.holder.institution, role="staff",
        started_on="2020-01-01",
    )  # fmt: skip
    step = step_of(checklist)
    type(step.item).objects.filter(pk=step.item_id).update(
        title={"en": "Item first", "mk": "Прв чекор"}
    )

    steps.plan(step_of(checklist), ana, None, owner=boris, due_on=None)

    assert "Прв чекор" in str(Notification.objects.get(recipient=boris).values)
