"""The texts of a questionnaire side by side: each has an address under which it is put back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from .instrument import Instrument, Option, Question, Section
from .texts import Texts


@dataclass(frozen=True)
class Text:
    """One text: where it stands and what it says. `is_long` wants a field of several lines."""

    address: str
    texts: Texts
    is_long: bool = False


_QUESTION = ("label", "help", "low_end", "high_end")


def texts_of(section: Section) -> Iterator[Text]:
    """What a section has to translate, in the order of reading; empty texts stay away."""
    found = [Text(f"{section.key}.title", section.title)]
    found.append(Text(f"{section.key}.intro", section.intro, is_long=True))
    for question in section.questions:
        for name in _QUESTION:
            address = f"{section.key}.{question.key}.{name}"
            found.append(Text(address, getattr(question, name), is_long=name == "help"))
        for kind in ("options", "rows"):
            for option in getattr(question, kind):
                address = f"{section.key}.{question.key}.{kind}.{option.key}"
                found.append(Text(f"{address}.label", option.label))
                found.append(Text(f"{address}.description", option.description, is_long=True))
    return (text for text in found if any(words.strip() for words in text.texts.values()))


def put_texts(instrument: Instrument, language: str, said: dict[str, str]) -> Instrument:
    """The questionnaire with these words in one language; unknown addresses are passed by."""
    return replace(
        instrument,
        sections=tuple(_section(section, language, said) for section in instrument.sections),
    )


def _section(section: Section, language: str, said: dict[str, str]) -> Section:
    changed = _put(section, section.key, ("title", "intro"), language, said)
    questions = (_question(each, section.key, language, said) for each in section.questions)
    return replace(changed, questions=tuple(questions))


def _question(question: Question, where: str, language: str, said: dict[str, str]) -> Question:
    where = f"{where}.{question.key}"
    changed = _put(question, where, _QUESTION, language, said)
    return replace(
        changed,
        options=_options(question.options, f"{where}.options", language, said),
        rows=_options(question.rows, f"{where}.rows", language, said),
    )


def _options(
    options: Iterable[Option], where: str, language: str, said: dict[str, str]
) -> tuple[Option, ...]:
    return tuple(
        _put(option, f"{where}.{option.key}", ("label", "description"), language, said)
        for option in options
    )


def _put(thing, where: str, names: Iterable[str], language: str, said: dict[str, str]):
    changes = {}
    for name in names:
        if (text := said.get(f"{where}.{name}")) is not None:
            words = {**getattr(thing, name), language: text.strip()}
            changes[name] = {code: each for code, each in words.items() if each}
    return replace(thing, **changes)
