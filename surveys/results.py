"""What a survey came to, as its page, its exports and its public summary show it.

Versions are added up where a question is the same in all of them. They stand apart as well,
unless one of them has so few sheets that the others, taken from the total, would tell of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from core import cldr
from members.models import Country, MembershipType, User

from . import counting, threshold
from .figures import Figures, figures
from .instrument import MATRIX, RANKING, SEVERAL, Instrument, Question
from .models import FreeText, Survey, Tally, Version
from .threshold import LEAST, OTHERS


@dataclass(frozen=True)
class Table:
    """A breakdown as it is shown: one line a group, shares or mean places by column."""

    title: str
    columns: list[str]
    rows: list[tuple[str, int, list[str]]]


@dataclass(frozen=True)
class Result:
    """One question: all versions together, each apart where that may be, the breakdown."""

    figures: Figures
    apart: list[tuple[int, Figures]] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    # So few have answered it that its numbers would tell of them.
    is_withheld: bool = False
    # It could be broken down, were there more answers.
    lacks_breakdown: bool = False

    @property
    def question(self) -> Question:
        return self.figures.question


@dataclass(frozen=True)
class Results:
    number: int
    sections: list[tuple[str, list[Result]]]
    # Too few have answered an anonymous survey.
    is_withheld: bool = False


def results_of(survey: Survey) -> Results:
    """All that may be shown of a survey, from its tallies: no sheet is read."""
    tallies = list(Tally.objects.filter(version__survey=survey).select_related("version"))
    number = sum(tally.sheets for tally in tallies)
    if survey.is_anonymous and number < LEAST:
        return Results(number, [], is_withheld=True)
    instrument = survey.current.instrument
    answered = [tally for tally in tallies if tally.sheets]
    may_part = not survey.is_anonymous or all(tally.sheets >= LEAST for tally in answered)
    sections = [
        (
            instrument.text(section.title),
            [_result(survey, instrument, q, answered, may_part) for q in section.questions],
        )
        for section in instrument.sections
    ]
    return Results(number, [(title, found) for title, found in sections if found])


def _result(
    survey: Survey,
    instrument: Instrument,
    question: Question,
    tallies: list[Tally],
    may_part: bool,
) -> Result:
    same = [
        tally
        for tally in tallies
        if (there := tally.version.instrument.question(question.key))
        and there.fingerprint == question.fingerprint
    ]
    counts = {tally.version.number: tally.counts.get(question.key, {}) for tally in same}
    together: dict[str, Any] = {}
    for some in counts.values():
        counting.add(together, some)
    n, sheets = together.get("n", 0), sum(tally.sheets for tally in same)
    is_few = "few" in together or threshold.tells_of_few(question, n, sheets)
    if survey.is_anonymous and is_few:
        nothing = Figures(question, instrument.text(question.label), 0)
        return Result(nothing, is_withheld=True)
    apart = [
        (at, figures(instrument, question, some))
        for at, some in sorted(counts.items())
        if some and may_part
    ]
    tables = []
    if may_part and survey.breakdown and same:
        tables = list(_tables(survey, instrument, question, max(same, key=_number)))
    # Of one version alone it would be the same once more.
    apart = apart if len(apart) > 1 else []
    lacks = bool(survey.breakdown and n and not tables and threshold.parts(question))
    return Result(figures(instrument, question, together), apart, tables, lacks_breakdown=lacks)


def _number(tally: Tally) -> int:
    return tally.version.number


# --- Breakdown ---------------------------------------------------------------------------------


def _tables(
    survey: Survey, instrument: Instrument, question: Question, tally: Tally
) -> Iterator[Table]:
    shown = tally.breakdown
    if not survey.is_anonymous:
        shown = threshold.breakdown(instrument, tally.groups)
    for part, table in shown.get(question.key, {}).items():
        if question.kind == RANKING:
            yield _places_table(survey, instrument, question, table)
        else:
            yield _cells_table(survey, instrument, question, part, table)


def _cells_table(survey, instrument, question, part, table) -> Table:
    columns = [_column(instrument, question, keys) for keys in table["columns"]]
    rows = []
    for group, cells in table["rows"].items():
        n = sum(cells)
        shares = [cldr.format_percent(cell / n) if n else "–" for cell in cells]
        rows.append((group_label(survey, group), n, shares))
    return Table(_part(instrument, question, part), columns, _ordered(rows))


def _places_table(survey, instrument, question, table) -> Table:
    columns = [instrument.text(option.label) for option in question.options]
    rows = [
        (
            group_label(survey, group),
            table["numbers"][group],
            [cldr.format_number(means[option.key], 2) for option in question.options],
        )
        for group, means in table["rows"].items()
    ]
    return Table(_("Mean places"), columns, _ordered(rows))


def _ordered(rows: list[tuple[str, int, list[str]]]) -> list[tuple[str, int, list[str]]]:
    """By name; all others come last."""
    return sorted(rows, key=lambda row: (row[0] == _("all others"), row[0]))


def _column(instrument: Instrument, question: Question, keys: list[str]) -> str:
    if question.kind == SEVERAL:
        return _("chosen") if keys == ["chosen"] else _("not chosen")
    labels = []
    for key in keys:
        option = question.option(key)
        labels.append(instrument.text(option.label) if option else key)
    return " / ".join(labels)


def _part(instrument: Instrument, question: Question, part: str) -> str:
    named = question.rows if question.kind == MATRIX else question.options
    option = next((each for each in named if each.key == part), None)
    return instrument.text(option.label) if option else ""


def group_label(survey: Survey, group: str) -> str:
    """The name of a group of the breakdown, in the reader's language."""
    if group in ("", OTHERS):
        return _("all others")
    if survey.breakdown == Survey.Breakdown.COUNTRY:
        return str(Country.objects.filter(pk=group).first() or group)
    if survey.breakdown == Survey.Breakdown.ROLE:
        return str(dict(User.Role.choices).get(group, group))
    kind = MembershipType.objects.filter(pk=group).first()
    return str(kind or group)


# --- Words -------------------------------------------------------------------------------------


def texts_of(survey: Survey, question: Question) -> list[tuple[str, str]]:
    """(key of the answer, text) to one question, of all versions; in no order when anonymous."""
    if survey.is_anonymous:
        rows = FreeText.objects.filter(version__survey=survey, question=question.key)
        found = [(str(pk), text) for pk, text in rows.order_by("pk").values_list("pk", "text")]
        # Of so few each would know whose it is.
        return found if len(found) >= LEAST else []
    found = []
    for version in survey.versions.all():
        found += _texts_of_sheets(version, question)
    return found


def questions_with_texts(survey: Survey, results: Results) -> set[str]:
    """The keys of the questions to which there are texts that may be read."""
    if survey.is_anonymous:
        rows = FreeText.objects.filter(version__survey=survey).values("question")
        found = rows.annotate(number=Count("pk")).filter(number__gte=LEAST)
        return set(found.values_list("question", flat=True))
    shown = (each.figures for _title, found in results.sections for each in found)
    return {each.question.key for each in shown if each.texts}


def _texts_of_sheets(version: Version, question: Question) -> Iterator[tuple[str, str]]:
    sheets = version.sheets.order_by("pk").values_list("pk", "answers")
    for pk, answers in sheets.iterator(chunk_size=500):
        value = answers.get(question.key)
        text = value.get("words", "") if isinstance(value, dict) else value
        if isinstance(text, str) and text:
            yield str(pk), text
