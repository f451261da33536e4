"""A checklist on paper and in tables, in the reader's language."""

import csv
import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from roadmaps.actions import steps
from tests.factories.roadmaps import TemplateFactory, add_chapter, add_item, taken

pytestmark = pytest.mark.django_db


def step(checklist, key):
    found = checklist.steps.select_related("item__version__template").get(item_key=key)
    found.checklist = checklist
    return found


def test_a_long_checklist_is_a_pdf_of_several_pages_with_every_step_once(as_, ana):
    template = TemplateFactory()
    version = template.published()
    for number in range(4):
        chapter = add_chapter(version, f"Chapter {number}")
        for other in range(15):
            add_item(chapter, f"n{number}-{other:02}")
    checklist = taken(ana, template=template)

    answer = as_(ana).get(reverse("roadmaps:pdf", args=[checklist.short_id]))

    pages = [page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages]
    text = " ".join(" ".join(pages).split())
    assert len(pages) > 2
    for number in range(4):
        for other in range(15):
            assert text.count(f"Item n{number}-{other:02}") == 1
    assert text.count("Chapter 3") == 1


def test_a_very_long_note_runs_on_to_the_next_page(as_, ana):
    checklist = taken(ana)
    words = " ".join(f"word{number:04}" for number in range(330))
    steps.add_evidence(step(checklist, "second"), ana, note_text=words)

    answer = as_(ana).get(reverse("roadmaps:pdf", args=[checklist.short_id]))

    pages = PdfReader(io.BytesIO(answer.content)).pages
    text = "".join(page.extract_text() for page in pages)
    assert "word0000" in text
    assert "word0329" in text


def test_the_table_has_a_row_for_each_step_and_no_formula(as_, ana):
    checklist = taken(ana)
    steps.add_evidence(step(checklist, "second"), ana, note_text="=1+1")
    steps.move(step(checklist, "first"), ana, None, "not-applicable", reason="@SUM(1)")
    client = as_(ana)

    answer = client.get(reverse("roadmaps:table", args=[checklist.short_id, "csv"]))
    lines = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(lines)))
    assert [row[1] for row in rows] == ["Step", "Item first", "Item second"]
    assert rows[1][8] == "'@SUM(1)"
    assert rows[2][9] == "note: =1+1"

    answer = client.get(reverse("roadmaps:table", args=[checklist.short_id, "xlsx"]))
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    assert [cell.value for cell in sheet["B"]] == ["Step", "Item first", "Item second"]
    assert sheet["I2"].data_type == "s"


def test_no_other_kind_of_table_is_made(as_, ana):
    url = reverse("roadmaps:table", args=[taken(ana).short_id, "exe"])

    assert as_(ana).get(url).status_code == 404
