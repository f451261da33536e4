"""A survey of sixty questions of all kinds in eight sections, with chains of conditions."""

import uuid
from datetime import date, timedelta
from random import Random
from typing import Any

from surveys import answers
from surveys.instrument import Condition, Instrument, Option, Question, Section

# Fifty-nine and one; a file only a survey with names may ask for.
_SIZES = (8, 8, 8, 8, 7, 7, 7, 7)
_STEPS = ("3", "4", "5")
_WORDS = ["teaching", "needs", "time", "advice", "peers", "feedback", "rooms", "hours"]


def sixty(*, files: bool = False) -> Instrument:
    """The questionnaire; keys are p1q1 to p8q7, the first number being the section."""
    sections = tuple(
        Section(
            f"p{part}",
            {"en": f"Part {part}", "mk": f"Дел {part}"},
            questions=tuple(_question(part, at, files) for at in range(1, size + 1)),
        )
        for part, size in enumerate(_SIZES, start=1)
    )
    return Instrument(("en", "mk"), sections)


def _options(*labels: str, **more) -> tuple[Option, ...]:
    return tuple(Option(f"o{at}", {"en": label}, **more) for at, label in enumerate(labels, 1))


_FEW = _options("Lectures", "Seminars", "Laboratories", "Projects")
_LEVELS = _options("Beginning", "On the way", "Settled")
_YES_NO = (Option("yes", {"en": "Yes"}), Option("no", {"en": "No"}))
_SOME = (*_FEW, Option("other", {"en": "Something else"}, is_other=True))


def _question(part: int, at: int, files: bool) -> Question:
    key, is_even = f"p{part}q{at}", part % 2 == 0
    kinds: dict[int, tuple[str, dict[str, Any]]] = {
        1: ("one", {"options": _YES_NO, "is_required": True}),
        # Each of these three hangs on the one before it.
        2: ("several", {"options": _SOME, "condition": Condition(f"p{part}q1", ("yes",))}),
        3: ("scale", {"has_outside": True, "condition": Condition(f"p{part}q2", ("o1", "o2"))}),
        4: ("level", {"options": _LEVELS, "condition": Condition(f"p{part}q3", _STEPS)}),
        5: ("matrix", {"options": _YES_NO, "rows": _FEW, "has_outside": True}),
        6: ("number", {}) if is_even else ("ranking", {"options": _FEW}),
        7: ("date", {}) if is_even else ("short", {}),
        8: ("long", {}),
    }  # fmt: skip
    kind, more = kinds[at]
    if files and (part, at) == (8, 7):
        kind, more = "file", {}
    return Question(key, kind, {"en": f"Question {part}.{at}"}, **more)


def sheet_of(instrument: Instrument, lot: Random) -> answers.Sheet:
    """What somebody may have handed in."""
    given = {question.key: _answer(question, lot) for question in instrument.questions}
    return answers.handed_in(instrument, given)


def _answer(question: Question, lot: Random) -> Any:
    keys = [option.key for option in question.options]
    if question.kind == "several":
        choices = lot.sample(keys, lot.randint(1, 3))
        words = {"words": _text(lot, 4)} if "other" in choices else {}
        return {"choices": choices, **words}
    return {
        "one": lambda: {"choice": lot.choice(keys)},
        "level": lambda: {"choice": lot.choice(keys), "words": _text(lot, 8)},
        "scale": lambda: lot.choice([1, 2, 3, 4, 5, "outside"]),
        "matrix": lambda: {row.key: lot.choice(keys) for row in question.rows},
        "ranking": lambda: lot.sample(keys, lot.randint(2, len(keys))),
        "number": lambda: str(_NUMBERS[question.key](lot)),
        "date": lambda: (date(2000, 1, 1) + timedelta(days=lot.randint(0, 9000))).isoformat(),
        "short": lambda: _text(lot, 6),
        "long": lambda: _text(lot, 60),
        "file": lambda: {"id": str(uuid.UUID(int=7)), "name": "plan.pdf"},
    }[question.kind]()


# Hours, a year, students, and money, of which no two people say the same.
_NUMBERS = {
    "p2q6": lambda lot: lot.randint(0, 120) / 2,
    "p4q6": lambda lot: lot.randint(1970, 2026),
    "p6q6": lambda lot: lot.randint(0, 2000),
    "p8q6": lambda lot: lot.randint(0, 10**7) / 100,
}


def _text(lot: Random, words: int) -> str:
    return " ".join(lot.choices(_WORDS, k=words))
