"""What a survey came to, as its page, its exports and its public summary show it.

Versions are added up where a question is the same in all of them. They stand apart as well,
unless one of them has so few sheets that the others, taken from the total, would tell of it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from core import cldr
from members.models import Country, MembershipType, User

from . import counting, threshold
from .answers import OUTSIDE
from .figures import Figures, figures
from .instrument import LEVEL, LONG, MATRIX, RANKING, SEVERAL, SHORT, Instrument, Question
from .models import FreeText, Survey, Tally
from .threshold import LEAST, OTHERS

# So many sheets or texts are in memory at once.
_A_TIME = 500


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


class _Tallied:
    """The tallies of a survey with what all questions need of them, each thing read once."""

    def __init__(self, survey: Survey):
        self.survey = survey
        self.instrument = survey.current.instrument
        self.all = list(Tally.objects.filter(version__survey=survey).select_related("version"))
        self.answered = [tally for tally in self.all if tally.sheets]
        self.may_part = not survey.is_anonymous or all(
            tally.sheets >= LEAST for tally in self.answered
        )
        # To parse a questionnaire takes longer than all its figures.
        self._questions = {
            tally.pk: {question.key: question for question in tally.version.instrument.questions}
            for tally in self.answered
        }
        self._breakdowns: dict[int, dict[str, Any]] = {}
        self.name_of = group_names(survey)

    @cached_property
    def percents(self) -> list[str]:
        """0% to 100% in the reader's language: a page has thousands of them."""
        return [cldr.format_percent(each / 100) for each in range(101)]

    @property
    def number(self) -> int:
        return sum(tally.sheets for tally in self.all)

    def same(self, question: Question) -> list[Tally]:
        """Those in whose version the question is the same."""
        return [
            tally
            for tally in self.answered
            if (there := self._questions[tally.pk].get(question.key))
            and there.fingerprint == question.fingerprint
        ]

    def breakdown(self, tally: Tally) -> dict[str, Any]:
        """What may be shown of it, by question and part."""
        if self.survey.is_anonymous:
            return tally.breakdown
        if tally.pk not in self._breakdowns:
            self._breakdowns[tally.pk] = threshold.breakdown(self.instrument, tally.groups)
        return self._breakdowns[tally.pk]


def results_of(survey: Survey) -> Results:
    """All that may be shown of a survey, from its tallies: no sheet is read."""
    tallied = _Tallied(survey)
    if survey.is_anonymous and tallied.number < LEAST:
        return Results(tallied.number, [], is_withheld=True)
    sections = [
        (
            tallied.instrument.text(section.title),
            [_result(tallied, question) for question in section.questions],
        )
        for section in tallied.instrument.sections
    ]
    return Results(tallied.number, [(title, found) for title, found in sections if found])


def _result(tallied: _Tallied, question: Question) -> Result:
    survey, instrument, same = tallied.survey, tallied.instrument, tallied.same(question)
    counts = {tally.version.number: tally.counts.get(question.key, {}) for tally in same}
    together: dict[str, Any] = {}
    for some in counts.values():
        # To add up is to copy: where there is one version, nothing is.
        together = counting.add(together, some) if len(counts) > 1 else some
    n, sheets = together.get("n", 0), sum(tally.sheets for tally in same)
    is_few = "few" in together or threshold.tells_of_few(question, n, sheets)
    if survey.is_anonymous and is_few:
        nothing = Figures(question, instrument.text(question.label), 0)
        return Result(nothing, is_withheld=True)
    apart = []
    # Of one version alone it would be the same once more.
    if tallied.may_part and sum(map(bool, counts.values())) > 1:
        apart = [
            (at, figures(instrument, question, some))
            for at, some in sorted(counts.items())
            if some
        ]
    tables = []
    if tallied.may_part and survey.breakdown and same:
        tables = list(_tables(tallied, question, max(same, key=_number)))
    lacks = bool(survey.breakdown and n and not tables and threshold.parts(question))
    return Result(figures(instrument, question, together), apart, tables, lacks_breakdown=lacks)


def _number(tally: Tally) -> int:
    return tally.version.number


# --- Breakdown ---------------------------------------------------------------------------------


def _tables(tallied: _Tallied, question: Question, tally: Tally) -> Iterator[Table]:
    for part, table in tallied.breakdown(tally).get(question.key, {}).items():
        if question.kind == RANKING:
            yield _places_table(tallied, question, table)
        else:
            yield _cells_table(tallied, question, part, table)


def _cells_table(tallied: _Tallied, question: Question, part: str, table: dict) -> Table:
    columns = [_column(tallied.instrument, question, keys) for keys in table["columns"]]
    rows = []
    for group, cells in table["rows"].items():
        n = sum(cells)
        shares = [tallied.percents[round(100 * cell / n)] if n else "–" for cell in cells]
        rows.append((tallied.name_of(group), n, shares))
    return Table(_part(tallied.instrument, question, part), columns, _ordered(rows))


def _places_table(tallied: _Tallied, question: Question, table: dict) -> Table:
    columns = [tallied.instrument.text(option.label) for option in question.options]
    rows = [
        (
            tallied.name_of(group),
            table["numbers"][group],
            [cldr.format_number(means[option.key], 2) for option in question.options],
        )
        for group, means in table["rows"].items()
    ]
    return Table(_("Mean places"), columns, _ordered(rows))


def _ordered(rows: list[tuple[str, int, list[str]]]) -> list[tuple[str, int, list[str]]]:
    """By name; all others come last."""
    others = _("all others")
    return sorted(rows, key=lambda row: (row[0] == others, row[0]))


def _column(instrument: Instrument, question: Question, keys: list[str]) -> str:
    if question.kind == SEVERAL:
        return _("chosen") if keys == ["chosen"] else _("not chosen")
    labels = []
    for key in keys:
        option = question.option(key)
        outside = _("not applicable") if key == OUTSIDE else key
        labels.append(instrument.text(option.label) if option else outside)
    return " / ".join(labels)


def _part(instrument: Instrument, question: Question, part: str) -> str:
    named = question.rows if question.kind == MATRIX else question.options
    option = next((each for each in named if each.key == part), None)
    return instrument.text(option.label) if option else ""


def group_names(survey: Survey) -> Callable[[str], str]:
    """A function from a group of the breakdown to its name in the reader's language.

    It looks each one up once, however many tables and rows name it.
    """
    return cache(partial(_group_name, survey))


def _group_name(survey: Survey, group: str) -> str:
    if group in ("", OTHERS):
        return _("all others")
    if survey.breakdown == Survey.Breakdown.COUNTRY:
        return str(Country.objects.filter(pk=group).first() or group)
    if survey.breakdown == Survey.Breakdown.ROLE:
        return str(dict(User.Role.choices).get(group, group))
    kind = MembershipType.objects.filter(pk=group).first()
    return str(kind or group)


# --- Words -------------------------------------------------------------------------------------


def takes_texts(question: Question) -> bool:
    """Whether people can write words of their own to it."""
    return question.kind in (SHORT, LONG, LEVEL) or any(o.is_other for o in question.options)


def texts_of(survey: Survey, question: Question) -> Iterator[tuple[str, str]]:
    """(key of the answer, text) to one question, of all versions; in no order when anonymous."""
    if survey.is_anonymous:
        rows = FreeText.objects.filter(version__survey=survey, question=question.key)
        # Of so few each would know whose it is.
        if rows[:LEAST].count() >= LEAST:
            yield from ((str(row.pk), row.text) for row in in_pieces(rows.only("text")))
        return
    for version in survey.versions.all():
        for sheet in in_pieces(version.sheets.only("version", "answers")):
            if text := _text_in(sheet.answers.get(question.key)):
                yield str(sheet.pk), text


def questions_with_texts(survey: Survey, results: Results) -> set[str]:
    """The keys of the questions to which there are texts that may be read."""
    if survey.is_anonymous:
        rows = FreeText.objects.filter(version__survey=survey).values("question")
        found = rows.annotate(number=Count("pk")).filter(number__gte=LEAST)
        return set(found.values_list("question", flat=True))
    shown = (each.figures for _title, found in results.sections for each in found)
    return {each.question.key for each in shown if each.texts}


def _text_in(value: Any) -> str:
    text = value.get("words", "") if isinstance(value, dict) else value
    return text if isinstance(text, str) else ""


def in_pieces(rows: QuerySet) -> Iterator[Any]:
    """All rows by their keys, a few hundred in memory at once.

    Not by `iterator()`: its open cursor holds on to a state of the data, and SQLite lets nobody
    write beside it once another has, such as how far the reading is.
    """
    rows = rows.order_by("pk")
    piece = list(rows[:_A_TIME])
    while piece:
        yield from piece
        piece = list(rows.filter(pk__gt=piece[-1].pk)[:_A_TIME])
