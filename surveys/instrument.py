"""A questionnaire as a value: sections of questions, each with an identity that stays.

A version of a survey or of a guide keeps one as JSON. Versions are compared by the keys of
questions and options, so a key is given once and never to another question. `parse` takes what
is in the row, `dump` gives it back; the builder changes one and `problems` says what is missing.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.ids import short_id

from .texts import Texts, pick

SHORT, LONG, ONE, SEVERAL = "short", "long", "one", "several"
MATRIX, SCALE, LEVEL, RANKING = "matrix", "scale", "level", "ranking"
NUMBER, DATE, FILE = "number", "date", "file"

KINDS = {
    SHORT: _("a short text"),
    LONG: _("a long text"),
    ONE: _("one of several"),
    SEVERAL: _("several of them"),
    MATRIX: _("a table: one choice a row"),
    SCALE: _("a scale"),
    LEVEL: _("levels with a description each"),
    RANKING: _("an order"),
    NUMBER: _("a number"),
    DATE: _("a date"),
    FILE: _("a file"),
}
# What is read as words, and never counted.
FREE = frozenset({SHORT, LONG, DATE, FILE})
WITH_OPTIONS = frozenset({ONE, SEVERAL, MATRIX, LEVEL, RANKING})
# Whose answer another question may depend on.
CAN_DECIDE = frozenset({ONE, SEVERAL, SCALE, LEVEL})

MOST_SECTIONS = 40
MOST_QUESTIONS = 200
MOST_OPTIONS = 60
HIGHEST = 10**12
LONGEST_LABEL = 500
LONGEST_TEXT = 5000
_KEY = re.compile(r"[a-z0-9]{1,16}")


class Damaged(ValueError):
    """What is in the row, or in an import, is no questionnaire."""


@dataclass(frozen=True)
class Option:
    key: str
    label: Texts
    # A level of a guide says what it looks like.
    description: Texts = field(default_factory=dict)
    # "Other: …" asks for words of one's own.
    is_other: bool = False
    # "Not applicable", "I would rather not say": outside of means.
    is_outside: bool = False


@dataclass(frozen=True)
class Condition:
    """Show the question when an earlier one was answered with any of these options.

    Of a scale the options are its numbers, as text.
    """

    question: str
    any_of: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    key: str
    kind: str
    label: Texts
    help: Texts = field(default_factory=dict)
    is_required: bool = False
    options: tuple[Option, ...] = ()
    # The rows of a table.
    rows: tuple[Option, ...] = ()
    # The ends of a scale, of a number; how many may be chosen or ranked (None: all).
    lowest: int | None = None
    highest: int | None = None
    most: int | None = None
    low_end: Texts = field(default_factory=dict)
    high_end: Texts = field(default_factory=dict)
    # Whether a scale or a table may be answered with "not applicable".
    has_outside: bool = False
    condition: Condition | None = None
    # What helps where the answer is weak, of guides: fields of expertise, by slug.
    topics: tuple[str, ...] = ()

    @property
    def steps(self) -> range:
        """The numbers of a scale."""
        low = 1 if self.lowest is None else self.lowest
        return range(low, (5 if self.highest is None else self.highest) + 1)

    def option(self, key: str) -> Option | None:
        return next((option for option in self.options if option.key == key), None)

    @property
    def fingerprint(self) -> str:
        """The same for two questions whose answers can be compared: kind, keys and bounds.

        Words may be corrected and translated without making another question of it.
        """
        said = [
            self.key,
            self.kind,
            [option.key for option in self.options],
            [row.key for row in self.rows],
            self.lowest,
            self.highest,
            self.most,
        ]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Section:
    key: str
    title: Texts
    intro: Texts = field(default_factory=dict)
    questions: tuple[Question, ...] = ()
    # Of guides: what to do next, for who stands at or below a level: [(level, words)].
    next_steps: tuple[tuple[int, Texts], ...] = ()
    topics: tuple[str, ...] = ()


@dataclass(frozen=True)
class Instrument:
    """All of a questionnaire. `languages` in the order in which a missing text falls back."""

    languages: tuple[str, ...] = ("en",)
    sections: tuple[Section, ...] = ()

    @property
    def questions(self) -> Iterator[Question]:
        for section in self.sections:
            yield from section.questions

    def question(self, key: str) -> Question | None:
        return next((question for question in self.questions if question.key == key), None)

    def section(self, key: str) -> Section | None:
        return next((section for section in self.sections if section.key == key), None)

    def text(self, texts: Texts, language: str | None = None) -> str:
        """The words for a reader, by the stated order; `language` is by default the active one."""
        return pick(texts, self.languages, language)[0]

    def all_texts(self) -> Iterator[Texts]:
        """Every text that wants a translation."""
        for section in self.sections:
            yield from (
                section.title,
                section.intro,
                *(words for _at, words in section.next_steps),
            )
            for question in section.questions:
                yield from (question.label, question.help, question.low_end, question.high_end)
                for option in (*question.options, *question.rows):
                    yield from (option.label, option.description)


# --- In and out of JSON ------------------------------------------------------------------------


def dump(instrument: Instrument) -> dict:
    """The questionnaire as JSON keeps it; what has its default is left out."""
    return _bare(asdict(instrument), Instrument)


_INSIDE = {
    "sections": Section,
    "questions": Question,
    "options": Option,
    "rows": Option,
    "condition": Condition,
}


def _bare(values: dict, of: type) -> dict:
    plain = {each.name: each.default for each in fields(of)}
    bare = {}
    for name, value in values.items():
        if value is None or value == plain[name] or value in ({}, (), []):
            continue
        inside = _INSIDE.get(name)
        if inside and isinstance(value, dict):
            value = _bare(value, inside)
        elif inside:
            value = [_bare(each, inside) for each in value]
        bare[name] = value
    return bare


def parse(content: Any) -> Instrument:
    """The questionnaire that JSON holds; `Damaged` says in English what is wrong with it."""
    try:
        sections = tuple(_section(each) for each in content.get("sections", ()))
        languages = tuple(str(code) for code in content.get("languages", ())) or ("en",)
    except (AttributeError, KeyError, OverflowError, TypeError, ValueError) as error:
        raise Damaged(str(error)) from error
    instrument = Instrument(languages, sections)
    _refuse_doubled("sections", sections)
    _refuse_doubled("questions", instrument.questions)
    for question in instrument.questions:
        _refuse_doubled("options", question.options)
        _refuse_doubled("rows", question.rows)
    return instrument


def _refuse_doubled(name: str, things: Iterable) -> None:
    keys = [thing.key for thing in things]
    if len(keys) != len(set(keys)):
        raise Damaged(f"two {name} have the same key")


def _section(raw: dict) -> Section:
    return Section(
        key=_key(raw["key"]),
        title=_texts(raw.get("title")),
        intro=_texts(raw.get("intro")),
        questions=tuple(_question(each) for each in raw.get("questions", ())),
        next_steps=tuple((int(at), _texts(words)) for at, words in raw.get("next_steps", ())),
        topics=_words(raw.get("topics")),
    )


def _question(raw: dict) -> Question:
    if raw["kind"] not in KINDS:
        raise ValueError(f"no such kind of question: {raw['kind']}")
    return Question(
        key=_key(raw["key"]),
        kind=raw["kind"],
        label=_texts(raw.get("label")),
        help=_texts(raw.get("help")),
        is_required=bool(raw.get("is_required")),
        options=tuple(_option(each) for each in raw.get("options", ())),
        rows=tuple(_option(each) for each in raw.get("rows", ())),
        lowest=_number(raw.get("lowest")),
        highest=_number(raw.get("highest")),
        most=_number(raw.get("most")),
        low_end=_texts(raw.get("low_end")),
        high_end=_texts(raw.get("high_end")),
        has_outside=bool(raw.get("has_outside")),
        condition=_condition(raw.get("condition")),
        topics=_words(raw.get("topics")),
    )


def _condition(raw: dict | None) -> Condition | None:
    return Condition(_key(raw["question"]), _words(raw["any_of"])) if raw else None


def _option(raw: dict) -> Option:
    return Option(
        key=_key(raw["key"]),
        label=_texts(raw.get("label")),
        description=_texts(raw.get("description")),
        is_other=bool(raw.get("is_other")),
        is_outside=bool(raw.get("is_outside")),
    )


def _key(raw: Any) -> str:
    if not isinstance(raw, str) or not _KEY.fullmatch(raw):
        raise ValueError(f"no key: {raw!r}")
    return raw


def _texts(raw: Any) -> Texts:
    return {str(code): str(text) for code, text in (raw or {}).items()}


def _words(raw: Any) -> tuple[str, ...]:
    return tuple(str(each) for each in raw or ())


def _number(raw: Any) -> int | None:
    number = None if raw is None else int(raw)
    if isinstance(raw, float) and number != raw:
        raise ValueError(f"{raw} is no whole number")
    if number is not None and abs(number) > HIGHEST:
        raise ValueError(f"a number is larger than {HIGHEST}")
    return number


# --- Changing ----------------------------------------------------------------------------------


def new_key(taken: Iterable[str] = ()) -> str:
    """A key that nothing has had, for a section, a question or an option."""
    taken = set(taken)
    while (key := short_id()) in taken:
        pass
    return key


def with_section(instrument: Instrument, section: Section) -> Instrument:
    """The section in place of the one with its key, or at the end."""
    return replace(instrument, sections=_put(instrument.sections, section))


def with_question(instrument: Instrument, section_key: str, question: Question) -> Instrument:
    """The question in place of the one with its key, or at the end of its section."""
    section = instrument.section(section_key)
    if section is None:
        raise KeyError(section_key)
    changed = replace(section, questions=_put(section.questions, question))
    return with_section(instrument, changed)


def without(instrument: Instrument, key: str) -> Instrument:
    """The questionnaire without the section or question that has this key."""
    sections = tuple(
        replace(section, questions=tuple(q for q in section.questions if q.key != key))
        for section in instrument.sections
        if section.key != key
    )
    return replace(instrument, sections=sections)


def moved(instrument: Instrument, key: str, by: int) -> Instrument:
    """The section or question `by` places further down, at most to the end of its list."""
    sections = _moved(instrument.sections, key, by)
    return replace(
        instrument,
        sections=tuple(
            replace(section, questions=_moved(section.questions, key, by)) for section in sections
        ),
    )


def arranged(instrument: Instrument, layout: Mapping[str, Iterable[str]]) -> Instrument:
    """The questions in these sections, in this order of keys: {section key: question keys}.

    A question that is named twice stands where it is named first; one that is not named stays in
    its section, behind the others. KeyError for a section that is not there.
    """
    for key in layout:
        if instrument.section(key) is None:
            raise KeyError(key)
    there = {question.key: question for question in instrument.questions}
    home: dict[str, str] = {}
    for section_key, keys in layout.items():
        for key in keys:
            if key in there:
                home.setdefault(key, section_key)
    sections = []
    for section in instrument.sections:
        placed = [there[key] for key, section_key in home.items() if section_key == section.key]
        left = [question for question in section.questions if question.key not in home]
        sections.append(replace(section, questions=(*placed, *left)))
    return replace(instrument, sections=tuple(sections))


def _put(things: tuple, thing) -> tuple:
    if any(each.key == thing.key for each in things):
        return tuple(thing if each.key == thing.key else each for each in things)
    return (*things, thing)


def _moved(things: tuple, key: str, by: int) -> tuple:
    at = next((at for at, each in enumerate(things) if each.key == key), None)
    if at is None:
        return things
    rest = [each for each in things if each.key != key]
    rest.insert(min(max(at + by, 0), len(rest)), things[at])
    return tuple(rest)
