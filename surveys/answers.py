"""What somebody answered: from the form to a value, and which questions they are asked at all.

A sheet is {question key: value}. Values, by the kind of question:

short, long, date   the text; a date as 2027-05-14
number              the number as text, with a point: "12.5"
one, level          {"choice": option key, "words": what was written beside it}
several             {"choices": [option keys], "words": …}
matrix              {row key: column key}
scale               a number, or "outside"
ranking             option keys, the first one first
file                {"id": …, "name": …}
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .instrument import (
    DATE,
    FILE,
    LEVEL,
    LONG,
    MATRIX,
    NUMBER,
    ONE,
    RANKING,
    SCALE,
    SEVERAL,
    SHORT,
    Instrument,
    Question,
)

Sheet = dict[str, Any]
OUTSIDE = "outside"
LONGEST = {SHORT: 300, LONG: 5000}
LONGEST_WORDS = 500
_HIGHEST = Decimal(10) ** 12


def name_of(question: Question, part: str = "") -> str:
    """The name of a field of the form."""
    return f"q.{question.key}.{part}" if part else f"q.{question.key}"


# --- Who is asked what -------------------------------------------------------------------------


def asked(instrument: Instrument, sheet: Mapping[str, Any]) -> list[Question]:
    """The questions that are shown, in their order. A hidden one counts as unanswered.

    One pass settles chains: a condition looks only at what comes before it.
    """
    shown: dict[str, Question] = {}
    for question in instrument.questions:
        condition = question.condition
        if condition:
            decider = shown.get(condition.question)
            if decider is None or not _holds(decider, sheet, condition.any_of):
                continue
        shown[question.key] = question
    return list(shown.values())


def _holds(question: Question, sheet: Mapping[str, Any], any_of: tuple[str, ...]) -> bool:
    return bool(set(chosen(sheet.get(question.key))) & set(any_of))


def chosen(value: Any) -> list[str]:
    """The keys of the options that a value names; of a scale the number, as text."""
    if isinstance(value, dict):
        if "choices" in value:
            return list(value["choices"])
        return [value["choice"]] if value.get("choice") else []
    if isinstance(value, list):
        return list(value)
    return [] if value in (None, "") else [str(value)]


def handed_in(instrument: Instrument, sheet: Mapping[str, Any]) -> Sheet:
    """What counts of a sheet: answers to the questions that were shown, none that is empty."""
    return {
        question.key: sheet[question.key]
        for question in asked(instrument, sheet)
        if not is_empty(sheet.get(question.key))
    }


def is_empty(value: Any) -> bool:
    return value in (None, "", [], {})


def gaps(instrument: Instrument, sheet: Mapping[str, Any]) -> list[Question]:
    """The questions that must be answered and are not. A hidden one never blocks."""
    return [
        question
        for question in asked(instrument, sheet)
        if question.is_required and not _is_complete(question, sheet.get(question.key))
    ]


def _is_complete(question: Question, value: Any) -> bool:
    if question.kind == MATRIX:
        return set(value or {}) == {row.key for row in question.rows}
    return not is_empty(value)


def fits(question: Question, value: Any) -> bool:
    """Whether a value could have been given to the question as it is now."""
    keys = {option.key for option in question.options}
    if question.kind in (ONE, LEVEL):
        return isinstance(value, dict) and value.get("choice") in keys
    if question.kind == SEVERAL:
        some = value.get("choices", []) if isinstance(value, dict) else [""]
        return set(some) <= keys and len(some) <= (question.most or len(keys))
    if question.kind == MATRIX:
        allowed = keys | ({OUTSIDE} if question.has_outside else set())
        rows = {row.key for row in question.rows}
        return isinstance(value, dict) and value.keys() <= rows and set(value.values()) <= allowed
    if question.kind == RANKING:
        return isinstance(value, list) and set(value) <= keys and len(value) == len(set(value))
    if question.kind == SCALE:
        return value in question.steps or _is_outside(question, value)
    return isinstance(value, dict if question.kind == FILE else str)


# --- From the form -----------------------------------------------------------------------------


@dataclass
class Answer:
    """One question on a page: what stands in its fields, what that comes to, what is wrong."""

    question: Question
    value: Any = None
    error: str = ""
    # What was typed, where it comes to no value.
    typed: str = ""

    @property
    def chosen(self) -> list[str]:
        return chosen(self.value)

    @property
    def text(self) -> str:
        """What stands in a field of text."""
        return self.typed or ("" if self.value is None else str(self.value))

    @property
    def words(self) -> str:
        """What was written beside a choice."""
        return self.value.get("words", "") if isinstance(self.value, dict) else ""


def read(question: Question, data: QueryDict) -> Answer:
    """What the form says to a question. Nothing typed is lost: it stays in the answer."""
    answer = Answer(question)
    try:
        answer.value = _READERS[question.kind](question, data)
    except ValidationError as error:
        answer.error = " ".join(error.messages)
        answer.typed = data.get(name_of(question), "")
        answer.value = error.params if isinstance(error.params, dict | list) else None
    return answer


def _text(question: Question, data: QueryDict) -> str:
    text = data.get(name_of(question), "").replace("\r\n", "\n").replace("\0", "").strip()
    if len(text) > LONGEST[question.kind]:
        raise ValidationError(
            _("This is longer than %(most)d characters.") % {"most": LONGEST[question.kind]}
        )
    return text


def _words(question: Question, data: QueryDict) -> str:
    words = " ".join(data.get(name_of(question, "words"), "").replace("\0", "").split())
    if len(words) > LONGEST_WORDS:
        raise ValidationError(
            _("This is longer than %(most)d characters.") % {"most": LONGEST_WORDS}
        )
    return words


def _known(question: Question, key: str) -> str:
    if question.option(key) is None:
        raise ValidationError(_("Please choose one of the answers offered here."))
    return key


def _one(question: Question, data: QueryDict) -> dict | None:
    key = data.get(name_of(question), "")
    if not key:
        return None
    option = question.option(_known(question, key))
    takes_words = option.is_other or question.kind == LEVEL
    words = _words(question, data) if takes_words else ""
    return {"choice": key, "words": words} if words else {"choice": key}


def _several(question: Question, data: QueryDict) -> dict | None:
    keys = list(dict.fromkeys(data.getlist(name_of(question))))
    if not keys:
        return None
    options = [question.option(_known(question, key)) for key in keys]
    words = _words(question, data) if any(option.is_other for option in options) else ""
    value = {"choices": keys, "words": words} if words else {"choices": keys}
    if question.most and len(keys) > question.most:
        _refuse_with(_too_many(question.most), value)
    if len(keys) > 1 and any(option.is_outside for option in options):
        _refuse_with(_("One of your answers cannot stand beside others."), value)
    return value


def _refuse_with(sentence: str, value: Any):
    """The sentence, and what was chosen, so that the page can show it again."""
    raise _Unfit(sentence, value)


class _Unfit(ValidationError):
    def __init__(self, sentence: str, value: Any):
        super().__init__(sentence)
        self.params = value


def _too_many(most: int) -> str:
    return ngettext("Please choose one at most.", "Please choose at most %(most)s.", most) % {
        "most": most
    }


def _matrix(question: Question, data: QueryDict) -> dict | None:
    value = {}
    for row in question.rows:
        if key := data.get(name_of(question, row.key), ""):
            value[row.key] = key if _is_outside(question, key) else _known(question, key)
    return value or None


def _is_outside(question: Question, key: str) -> bool:
    return question.has_outside and key == OUTSIDE


def _scale(question: Question, data: QueryDict) -> int | str | None:
    text = data.get(name_of(question), "")
    if not text:
        return None
    if _is_outside(question, text):
        return OUTSIDE
    if text not in {str(step) for step in question.steps}:
        raise ValidationError(_("Please choose one of the answers offered here."))
    return int(text)


def _ranking(question: Question, data: QueryDict) -> list[str] | None:
    places: dict[int, str] = {}
    twice = False
    for option in question.options:
        text = data.get(name_of(question, option.key), "")
        if not text:
            continue
        if text not in {str(place) for place in range(1, len(question.options) + 1)}:
            raise ValidationError(_("Please choose one of the answers offered here."))
        twice = twice or int(text) in places
        places.setdefault(int(text), option.key)
    order = [places[place] for place in sorted(places)]
    if twice:
        _refuse_with(_("Two of them have the same place. Give each place once."), order)
    if question.most and len(order) > question.most:
        _refuse_with(_too_many(question.most), order)
    return order or None


def _number(question: Question, data: QueryDict) -> str | None:
    text = data.get(name_of(question), "").strip()
    if not text:
        return None
    # "1 000,5" and "1000.5" are the same to whoever types them.
    plain = "".join(text.split()).replace("\u00a0", "").replace(",", ".")
    try:
        number = Decimal(plain)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number) > _HIGHEST:
        raise ValidationError(_("Please write a number, such as 12 or 12.5."))
    if question.lowest is not None and number < question.lowest:
        raise ValidationError(
            _("The smallest number asked for is %(bound)d.") % {"bound": question.lowest}
        )
    if question.highest is not None and number > question.highest:
        raise ValidationError(
            _("The largest number asked for is %(bound)d.") % {"bound": question.highest}
        )
    return format(number.normalize() + 0, "f")


def _date(question: Question, data: QueryDict) -> str | None:
    text = data.get(name_of(question), "").strip()
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or not 1900 <= day.year <= 2200:
        raise ValidationError(_("Please write the date, such as 2027-05-14."))
    return day.isoformat()


def _no_file(question: Question, data: QueryDict) -> None:
    """Files come by a form of their own; a text in their place is nothing."""
    return None


_READERS = {
    SHORT: _text,
    LONG: _text,
    ONE: _one,
    LEVEL: _one,
    SEVERAL: _several,
    MATRIX: _matrix,
    SCALE: _scale,
    RANKING: _ranking,
    NUMBER: _number,
    DATE: _date,
    FILE: _no_file,
}
