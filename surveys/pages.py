"""A questionnaire as pages: a section each, with what stands in its fields.

What a page has no field for stays as it was: an answer to a question that is hidden just now is
kept, and counts again when the question comes back.
"""

from dataclasses import dataclass, field
from typing import Any

from django.core import signing
from django.http import QueryDict
from django.utils.translation import gettext as _

from .answers import Answer, Sheet, asked, gaps, is_empty, name_of, read
from .instrument import FILE, MATRIX, Instrument, Question, Section
from .models import Version

# The hidden field that says which questions a page has fields for.
ON_PAGE = "asked"
_SALT = "surveys.pages"


@dataclass
class Slot:
    """A question on a page; one that is not shown waits for an answer on the same page."""

    answer: Answer
    is_shown: bool


@dataclass
class Page:
    """One section: its slots, and where it stands among those that are shown."""

    section: Section
    slots: list[Slot] = field(default_factory=list)
    number: int = 1
    total: int = 1

    @property
    def is_first(self) -> bool:
        return self.number == 1

    @property
    def is_last(self) -> bool:
        return self.number == self.total

    @property
    def errors(self) -> list[Answer]:
        return [slot.answer for slot in self.slots if slot.is_shown and slot.answer.error]


def shown_sections(instrument: Instrument, sheet: Sheet) -> list[Section]:
    """The sections that have something to ask, in their order."""
    keys = {question.key for question in asked(instrument, sheet)}
    return [
        section
        for section in instrument.sections
        if any(question.key in keys for question in section.questions)
    ]


def where_left(instrument: Instrument, sheet: Sheet) -> Section:
    """The section at which somebody goes on: the first with something left to answer.

    What is optional and was passed over before the last answer has been passed over on purpose.
    """
    sections = shown_sections(instrument, sheet)
    if not sections:
        return instrument.sections[0]
    lacking = {question.key for question in gaps(instrument, sheet)}
    open_ones = {q.key for q in asked(instrument, sheet) if is_empty(sheet.get(q.key))}
    begun = [at for at, each in enumerate(sections) if _has_answer(each, sheet)]
    last = begun[-1] if begun else 0
    for at, section in enumerate(sections):
        keys = {question.key for question in section.questions}
        if keys & lacking or (at >= last and keys & open_ones):
            return section
    return sections[-1]


def _has_answer(section: Section, sheet: Sheet) -> bool:
    return any(not is_empty(sheet.get(question.key)) for question in section.questions)


def page_of(
    instrument: Instrument,
    sheet: Sheet,
    section: Section,
    answers: dict[str, Answer] | None = None,
) -> Page:
    """The page of a section; `answers` has what was typed and comes to no value."""
    answers = answers or {}
    keys = {question.key for question in asked(instrument, sheet)}
    here = {question.key for question in section.questions}
    slots = [
        Slot(answers.get(question.key) or Answer(question, sheet.get(question.key)), shown)
        for question in section.questions
        if (shown := question.key in keys) or _depends_on(question, here)
    ]
    sections = shown_sections(instrument, sheet)
    number = sections.index(section) + 1 if section in sections else 1
    return Page(section, slots, number, max(len(sections), 1))


def _depends_on(question: Question, here: set[str]) -> bool:
    return bool(question.condition) and question.condition.question in here


def fill(
    instrument: Instrument, sheet: Sheet, section: Section, data: QueryDict
) -> tuple[Sheet, dict[str, Answer]]:
    """The sheet with what a page says, and its answers by question. The sheet is a new one."""
    filled, answers = dict(sheet), {}
    on_page = set(data.getlist(ON_PAGE))
    for question in section.questions:
        if question.key not in on_page or question.kind == FILE:
            continue
        answer = read(question, data)
        answers[question.key] = answer
        if answer.error:
            continue
        if is_empty(answer.value):
            filled.pop(question.key, None)
        else:
            filled[question.key] = answer.value
    return filled, answers


def require(page: Page) -> None:
    """Mark what must be answered on this page and is not."""
    for slot in page.slots:
        question, value = slot.answer.question, slot.answer.value
        if not slot.is_shown or slot.answer.error or not question.is_required:
            continue
        if question.kind == MATRIX and set(value or {}) != {row.key for row in question.rows}:
            slot.answer.error = _("Please answer in every row.")
        elif is_empty(value):
            slot.answer.error = _("Please answer this question.")


def appeared(page: Page, data: QueryDict) -> list[Question]:
    """What an answer on this page has brought up, and the person has not seen yet."""
    on_page = set(data.getlist(ON_PAGE))
    return [
        slot.answer.question
        for slot in page.slots
        if slot.is_shown and slot.answer.question.key not in on_page
    ]


def strangers(instrument: Instrument, data: QueryDict, files: Any) -> bool:
    """Whether the form holds answers to questions that are not asked here."""
    known = {name_of(question) for question in instrument.questions}
    file_names = {name_of(q) for q in instrument.questions if q.kind == FILE}
    named = {".".join(name.split(".")[:2]) for name in data if name.startswith("q.")}
    return not named <= known or not set(files) <= file_names


# --- Anonymous surveys: what was answered so far travels with the page -------------------------


def carry(version: Version, sheet: Sheet) -> str:
    """The sheet as a text for a hidden field. It is kept nowhere else."""
    return signing.dumps({"stamp": version.stamp, "sheet": sheet}, salt=_SALT, compress=True)


def carried(text: str) -> tuple[str, Sheet]:
    """Stamp of the version and sheet that came with the page; ("", {}) when it is none of ours."""
    try:
        found = signing.loads(text, salt=_SALT)
    except signing.BadSignature:
        return "", {}
    return found["stamp"], found["sheet"]
