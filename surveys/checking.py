"""What is wrong with a questionnaire, in sentences for its author, before anybody answers it."""

from django.utils.translation import gettext as _

from .instrument import (
    CAN_DECIDE,
    FILE,
    MATRIX,
    MOST_OPTIONS,
    MOST_QUESTIONS,
    MOST_SECTIONS,
    NUMBER,
    SCALE,
    WITH_OPTIONS,
    Instrument,
    Question,
)
from .texts import missing

MOST_STEPS = 11


def problems(instrument: Instrument, *, is_anonymous: bool = False) -> list[str]:
    """Why nobody can answer this yet, a sentence each; empty when it is ready."""
    found = []
    if not any(True for _each in instrument.questions):
        found.append(_("There is no question yet."))
    if len(instrument.sections) > MOST_SECTIONS:
        found.append(_("There are more than %(most)d sections.") % {"most": MOST_SECTIONS})
    if sum(1 for _each in instrument.questions) > MOST_QUESTIONS:
        found.append(_("There are more than %(most)d questions.") % {"most": MOST_QUESTIONS})
    for question in instrument.questions:
        name = instrument.text(question.label)[:60]
        if not name.strip():
            found.append(_("A question has no words."))
        found += [f"“{name}”: {words}" for words in _of_question(question, is_anonymous)]
    return found + order_problems(instrument)


def _of_question(question: Question, is_anonymous: bool):
    if question.kind in WITH_OPTIONS:
        yield from _of_options(question)
    if question.kind == MATRIX and not question.rows:
        yield _("The table has no rows.")
    if question.kind == SCALE and not 2 <= len(question.steps) <= MOST_STEPS:
        yield _("A scale has from 2 to 11 steps.")
    if question.kind == NUMBER and _is_crossed(question):
        yield _("The largest number is smaller than the smallest.")
    if question.most is not None and not 1 <= question.most <= MOST_OPTIONS:
        yield _("At least one may be chosen, and at most %(most)d.") % {"most": MOST_OPTIONS}
    if question.kind == FILE and is_anonymous:
        yield _("A file would tell who sent it. An anonymous survey cannot ask for one.")


def _is_crossed(question: Question) -> bool:
    low, high = question.lowest, question.highest
    return low is not None and high is not None and low > high


def _of_options(question: Question):
    if len([option for option in question.options if not option.is_outside]) < 2:
        yield _("It offers fewer than two answers.")
    if max(len(question.options), len(question.rows)) > MOST_OPTIONS:
        yield _("It offers more than %(most)d answers.") % {"most": MOST_OPTIONS}
    if any(not any(text.strip() for text in option.label.values()) for option in question.options):
        yield _("One of its answers has no words.")


def order_problems(instrument: Instrument) -> list[str]:
    """Conditions that look at what comes later, or at what is not there: no circles by this."""
    found, before = [], {}
    for question in instrument.questions:
        condition = question.condition
        if condition and condition.question not in before:
            found.append(
                _("“%(question)s” depends on a question that does not come before it.")
                % {"question": instrument.text(question.label)[:60]}
            )
        elif condition and not _can_hold(before[condition.question], condition.any_of):
            found.append(
                _("“%(question)s” waits for an answer that nobody can give.")
                % {"question": instrument.text(question.label)[:60]}
            )
        before[question.key] = question
    return found


def _can_hold(question: Question, any_of: tuple[str, ...]) -> bool:
    if question.kind not in CAN_DECIDE:
        return False
    if question.kind == SCALE:
        # Of a damaged scale no more than of a sound one: it may have a million steps.
        known = {str(step) for step in question.steps[:MOST_STEPS]}
    else:
        known = {option.key for option in question.options}
    return bool(any_of) and set(any_of) <= known


def untranslated(instrument: Instrument) -> dict[str, int]:
    """How many texts each language of the questionnaire still lacks."""
    wanting = dict.fromkeys(instrument.languages, 0)
    for texts in instrument.all_texts():
        for code in missing(texts, instrument.languages):
            wanting[code] += 1
    return wanting
