"""Tables to take along, with labels in the reader's language: counts, answers, texts, codebook.

Of an anonymous survey there are counts and texts, each on its own, and no table of sheets.
"""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from .answers import OUTSIDE, chosen
from .figures import Figures
from .instrument import FILE, KINDS, MATRIX, NUMBER, RANKING, Instrument, Question
from .models import Survey, TextTag
from .results import Results, group_names, in_pieces, results_of, takes_texts, texts_of

Row = list[Any]
# Told how many are done, and of how many: people, or questions.
Step = Callable[[int, int], None]
# Of more answers than this a table takes longer than anybody waits for a page.
DIRECTLY = 2000


def is_large(survey: Survey, what: str) -> bool:
    """Whether this table is made in the background."""
    return what in ("answers", "texts") and survey.received > DIRECTLY


def table(
    survey: Survey, what: str, step: Step = lambda done, total: None
) -> tuple[list[str], Iterable[Row]]:
    """Header and rows of "counts", "answers", "texts" or "codebook"; rows are read as they go."""
    instrument = survey.current.instrument
    if what == "answers":
        return answers(survey, instrument, step)
    if what == "texts":
        return texts(survey, instrument, step)
    return codebook(instrument) if what == "codebook" else counts(results_of(survey))


def counts(results: Results) -> tuple[list[str], Iterator[Row]]:
    """One line for each answer that could be given."""
    header = [_("Question"), _("Row"), _("Answer"), _("Number"), _("Share"), _("Answered")]
    return header, _count_rows(results)


def _count_rows(results: Results) -> Iterator[Row]:
    for _title, found in results.sections:
        for result in found:
            if not result.is_withheld:
                yield from _of_figures(result.figures)


def _of_figures(figures: Figures) -> Iterator[Row]:
    for bar in figures.bars:
        label = bar.label or _("not applicable")
        yield [figures.label, "", label, bar.number, round(bar.share, 4), figures.n]
    for row, bars in figures.rows:
        n = sum(bar.number for bar in bars)
        for bar in bars:
            label = bar.label or _("not applicable")
            yield [figures.label, row, label, bar.number, round(bar.share, 4), n]
    for place in figures.places:
        yield [figures.label, _("mean place"), place.label, round(place.mean, 4), "", figures.n]
    if figures.mean is not None:
        yield [figures.label, _("mean"), "", round(figures.mean, 4), "", figures.n]
        yield [figures.label, _("median"), "", figures.median, "", figures.n]
    if not (figures.bars or figures.rows or figures.places or figures.mean is not None):
        yield [figures.label, "", _("answered"), figures.n, "", figures.n]


def texts(
    survey: Survey, instrument: Instrument, step: Step = lambda done, total: None
) -> tuple[list[str], Iterator[Row]]:
    """What was written, question by question, with the words by which it was sorted."""
    return [_("Question"), _("Text"), _("Tags")], _text_rows(survey, instrument, step)


def _text_rows(survey: Survey, instrument: Instrument, step: Step) -> Iterator[Row]:
    questions = [question for question in instrument.questions if takes_texts(question)]
    for at, question in enumerate(questions):
        step(at, len(questions))
        tags: dict[str, list[str]] = {}
        rows = TextTag.objects.filter(survey=survey, question=question.key)
        for answer, word in rows.values_list("answer", "word"):
            tags.setdefault(str(answer), []).append(word)
        label = instrument.text(question.label)
        for key, text in texts_of(survey, question):
            yield [label, text, ", ".join(tags.get(key, []))]
            step(at, len(questions))


def answers(
    survey: Survey, instrument: Instrument, step: Step = lambda done, total: None
) -> tuple[list[str], Iterator[Row]]:
    """Of a named survey a line for each person, a column for each question or its parts."""
    header = [_("Name"), _("Group"), _("Version"), _("Handed in")]
    labels = [label for label, _of in _columns(instrument)]
    return [*header, *labels], _answer_rows(survey, instrument, step)


def _answer_rows(survey: Survey, instrument: Instrument, step: Step) -> Iterator[Row]:
    done, group_name = 0, group_names(survey)
    columns = list(_columns(instrument))
    kinds = {question.key: question.kind for question in instrument.questions}
    for version in survey.versions.all():
        # Values of a question that was of another kind then fit in no column.
        same = {q.key for q in version.instrument.questions if kinds.get(q.key) == q.kind}
        for sheet in in_pieces(version.sheets.select_related("person", "invitation")):
            name = sheet.person.name if sheet.person else ""
            name = name or (sheet.invitation.email if sheet.invitation else _("former member"))
            group = group_name(sheet.group) if survey.breakdown else ""
            given = {key: value for key, value in sheet.answers.items() if key in same}
            yield [
                name,
                group,
                version.number,
                sheet.handed_in_at,
                *(read(given) for _label, read in columns),
            ]
            done += 1
            step(done, max(done, survey.received))


def _columns(instrument: Instrument) -> Iterator[tuple[str, Any]]:
    for question in instrument.questions:
        label = instrument.text(question.label)
        if question.kind == MATRIX:
            for row in question.rows:
                yield (
                    f"{label}: {instrument.text(row.label)}",
                    _row_reader(instrument, question, row),
                )
        else:
            yield label, _reader(instrument, question)


def _row_reader(instrument: Instrument, question: Question, row):
    def read(answers: dict) -> str:
        return _label(instrument, question, answers.get(question.key, {}).get(row.key, ""))

    return read


def _reader(instrument: Instrument, question: Question):
    def read(answers: dict) -> Any:
        value = answers.get(question.key)
        if question.kind == FILE:
            return (value or {}).get("name", "")
        if question.kind == NUMBER and value:
            return Decimal(value)
        if not question.options:
            return _("not applicable") if value == OUTSIDE else value
        labels = [_label(instrument, question, key) for key in chosen(value)]
        words = value.get("words") if isinstance(value, dict) else ""
        sign = " > " if question.kind == RANKING else "; "
        return sign.join([*labels, *([words] if words else [])])

    return read


def _label(instrument: Instrument, question: Question, key: str) -> str:
    if key == OUTSIDE:
        return _("not applicable")
    option = question.option(key)
    return instrument.text(option.label) if option else key


def codebook(instrument: Instrument) -> tuple[list[str], Iterable[Row]]:
    """What was asked, in every language: one line for each question and each of its answers."""
    languages = list(instrument.languages)
    header = [_("Section"), _("Key"), _("Kind"), _("Required"), _("Shown when"), *languages]
    return header, list(_codes(instrument, languages))


def _codes(instrument: Instrument, languages: list[str]) -> Iterator[Row]:
    for section in instrument.sections:
        title = instrument.text(section.title)
        for question in section.questions:
            condition = question.condition
            when = f"{condition.question}: {', '.join(condition.any_of)}" if condition else ""
            words = [question.label.get(code, "") for code in languages]
            required = _("yes") if question.is_required else _("no")
            yield [title, question.key, str(KINDS[question.kind]), required, when, *words]
            for option in (*question.options, *question.rows):
                words = [option.label.get(code, "") for code in languages]
                yield [title, f"{question.key}.{option.key}", "", "", "", *words]
