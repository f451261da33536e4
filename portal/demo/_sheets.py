"""Made-up answers to any questionnaire, the same for the same generator."""

from random import Random

from surveys.answers import OUTSIDE, asked
from surveys.instrument import Instrument, Question

_WORDS = [
    "Smaller groups for the exercises.",
    "Examples from our own subjects.",
    "More time for questions.",
    "Seeing how a colleague does it.",
    "It was good as it was.",
    "A shared folder with the slides.",
]


def sheet(instrument: Instrument, lot: Random) -> dict:
    """One sheet: what is hidden stays empty, and some of the rest as well."""
    answers: dict = {}
    for question in instrument.questions:
        shown = {each.key for each in asked(instrument, answers)}
        if question.key in shown and (question.is_required or lot.random() > 0.15):
            answers[question.key] = _answer(question, lot)
    return {key: value for key, value in answers.items() if value not in (None, "", [], {})}


def _answer(question: Question, lot: Random):
    keys = [option.key for option in question.options if not option.is_outside]
    if question.kind in ("one", "level"):
        return {"choice": lot.choice([option.key for option in question.options])}
    if question.kind == "several":
        most = min(question.most or 3, len(keys))
        return {"choices": lot.sample(keys, lot.randint(1, most))}
    if question.kind == "matrix":
        return {row.key: lot.choice(keys) for row in question.rows}
    if question.kind == "scale":
        steps = list(question.steps)
        return OUTSIDE if question.has_outside and lot.random() < 0.05 else lot.choice(steps)
    if question.kind == "ranking":
        return lot.sample(keys, min(question.most or len(keys), len(keys)))
    if question.kind == "number":
        return str(lot.randint(question.lowest or 0, question.highest or 40))
    if question.kind == "date":
        return f"20{lot.randint(10, 26)}-0{lot.randint(1, 9)}-1{lot.randint(0, 9)}"
    return lot.choice(_WORDS) if question.kind in ("short", "long") else None
