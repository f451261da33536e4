"""What the fields of a questionnaire are called, and in which language their words are."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from core import addresses
from surveys.answers import OUTSIDE, Answer, name_of
from surveys.instrument import MATRIX, SCALE, Instrument, Option, Question
from surveys.texts import Texts, pick

register = template.Library()


# --- Words -------------------------------------------------------------------------------------


@register.filter
def texts(instrument: Instrument, words: Texts) -> SafeString | str:
    """`instrument|texts:question.label`: the words for the reader of the page.

    In another language than the page's they say so, for voices and for the hyphens.
    """
    text, language = pick(words, instrument.languages)
    if not text or language == get_language():
        return text
    return format_html('<span lang="{}">{}</span>', language, text)


@register.filter
def bare_text(instrument: Instrument, words: Texts) -> str:
    """The same without a tag around it, for attributes and for the lines of a list."""
    return instrument.text(words)


@register.simple_tag
def bare(instrument: Instrument, words: Texts) -> str:
    """`{% bare instrument section.title as name %}`"""
    return instrument.text(words)


@register.simple_tag
def in_language(path: str, code: str) -> str:
    """This page in another language of the site."""
    return addresses.in_language(path, code)


# --- Names -------------------------------------------------------------------------------------


@register.filter
def field_name(question: Question, part: str = "") -> str:
    """`question|field_name` and `question|field_name:"words"`."""
    return name_of(question, part)


@register.filter
def field_id(question: Question, part: str = "") -> str:
    """An id without points, so that a stylesheet can name it."""
    return name_of(question, part).replace(".", "-")


@register.filter
def described_by(answer: Answer, also: str = "") -> SafeString:
    """The attribute that ties help, error and `also` to the field; nothing where none is."""
    question = answer.question
    parts = [also]
    if any(text.strip() for text in question.help.values()):
        parts.append("help")
    if answer.error:
        parts.append("error")
    ids = " ".join(field_id(question, part) for part in parts if part)
    return format_html(' aria-describedby="{}"', ids) if ids else SafeString("")


@register.filter
def is_group(question: Question) -> bool:
    """Whether it has several fields, and so a legend in place of a label."""
    return bool(question.options) or question.kind == SCALE


# --- Things to choose --------------------------------------------------------------------------


@dataclass(frozen=True)
class Choice:
    """A radio or a box: what it is called, what it sends, whether it is on."""

    id: str
    value: str
    label: SafeString | str
    is_chosen: bool
    description: SafeString | str = ""
    takes_words: bool = False


@register.filter
def choices(answer: Answer, instrument: Instrument) -> list[Choice]:
    """What a question offers: of a scale its steps, of the others their options."""
    question, chosen = answer.question, answer.chosen
    if question.kind == SCALE:
        return [
            Choice(field_id(question, str(step)), str(step), str(step), str(step) in chosen)
            for step in question.steps
        ]
    return [
        Choice(
            field_id(question, option.key),
            option.key,
            texts(instrument, option.label),
            option.key in chosen,
            texts(instrument, option.description),
            option.is_other,
        )
        for option in question.options
    ]


@register.filter
def is_outside_chosen(answer: Answer) -> bool:
    """Whether somebody said of a scale that it does not apply."""
    return OUTSIDE in answer.chosen


@dataclass(frozen=True)
class Row:
    """A row of a table, or of what is put in order."""

    id: str
    name: str
    label: SafeString | str
    # What is chosen in it: the key of a column, or a place.
    chosen: Any


@register.filter
def rows(answer: Answer, instrument: Instrument) -> list[Row]:
    """The rows of a table, or the options to be put in order with the place that each has."""
    question = answer.question
    if question.kind == MATRIX:
        value = answer.value if isinstance(answer.value, dict) else {}
        return [_row(instrument, question, row, value.get(row.key, "")) for row in question.rows]
    order = answer.value if isinstance(answer.value, list) else []
    places = {key: place for place, key in enumerate(order, 1)}
    return [
        _row(instrument, question, option, places.get(option.key, ""))
        for option in question.options
    ]


def _row(instrument: Instrument, question: Question, option: Option, chosen: Any) -> Row:
    return Row(
        field_id(question, option.key),
        name_of(question, option.key),
        texts(instrument, option.label),
        chosen,
    )


@register.filter
def places(question: Question) -> range:
    """The places that can be given."""
    return range(1, (question.most or len(question.options)) + 1)
