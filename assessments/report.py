"""A result as it is told: on the page, on paper and as a table. One source for all three."""

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction

from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core import charts, cldr, suggestions
from core.suggestions import Found
from members.models import Position
from surveys.answers import chosen
from surveys.instrument import Instrument, Question

from . import results
from .models import Assessment
from .words import said

Said = Callable[[dict], str]


def number(value: Fraction | float | None) -> str:
    """A mean with one decimal, as the reader writes it; a dash where there is none."""
    return "–" if value is None else cldr.format_number(float(value), 1)


def difference(value: Fraction | None) -> str:
    """A change with its sign."""
    if value is None:
        return "–"
    rounded = round(float(value), 1)
    if rounded == 0:
        return cldr.format_number(0)
    sign = "+" if rounded > 0 else "−"
    return f"{sign}{cldr.format_number(abs(rounded), 1)}"


class Standing:
    """How a dimension stands, and how far from its target, as it is written."""

    mean: Fraction | None
    target: int | None

    @property
    def words(self) -> str:
        return number(self.mean)

    @property
    def to_target(self) -> str:
        """How much is missing; empty without a target, or where it is reached."""
        if self.target is None or self.mean is None or self.mean >= self.target:
            return ""
        return number(self.target - self.mean)


@dataclass(frozen=True)
class Row(Standing):
    """One dimension in the table."""

    number: int
    key: str
    name: str
    mean: Fraction | None
    answered: int
    outside: int
    criteria: int
    target: int | None = None
    change: results.Change | None = None

    @property
    def change_words(self) -> str:
        return difference(self.change.by if self.change else None)


@dataclass(frozen=True)
class Weak:
    """A dimension to begin with, and what helps there."""

    name: str
    mean: str
    steps: list[str]
    found: list[Found]


@dataclass(frozen=True)
class Gap:
    """What the roles make of one dimension."""

    name: str
    roles: list[tuple[str, str, int]]
    gap: str


@dataclass
class Report:
    """The result of one assessment for one reader."""

    assessment: Assessment
    viewer: object
    before: Assessment | None = None
    sheets: list[tuple[str, dict]] = field(default_factory=list)

    @cached_property
    def instrument(self) -> Instrument:
        return self.assessment.version.instrument

    @cached_property
    def top(self) -> int:
        return results.highest(self.instrument)

    def said(self, texts: dict) -> str:
        return said(texts, self.instrument.languages)

    @cached_property
    def dimensions(self) -> list[results.Dimension]:
        return results.dimensions(self.instrument, self.assessment.agreed)

    @cached_property
    def rows(self) -> list[Row]:
        moved = {change.key: change for change in self.changes}
        return [
            Row(
                at,
                one.key,
                self.said(one.section.title),
                one.mean,
                one.answered,
                one.outside,
                one.criteria,
                self.assessment.target.get(one.key),
                moved.get(one.key),
            )
            for at, one in enumerate(self.dimensions, 1)
        ]

    @cached_property
    def changes(self) -> list[results.Change]:
        if self.before is None:
            return []
        old = (self.before.version.instrument, self.before.agreed)
        return results.changes((self.instrument, self.assessment.agreed), old)

    @property
    def is_of_another_version(self) -> bool:
        return bool(self.before) and self.before.version_id != self.assessment.version_id

    @cached_property
    def weak(self) -> list[Weak]:
        return [
            Weak(
                self.said(one.section.title),
                number(one.mean),
                [self.said(words) for words in results.next_steps(one)],
                suggestions.for_topics(results.topics(one), self.viewer),
            )
            for one in results.weakest(self.dimensions, self.top)
        ]

    @cached_property
    def strong(self) -> list[Row]:
        keys = [one.key for one in results.strongest(self.dimensions, self.top)]
        rows = {row.key: row for row in self.rows}
        return [rows[key] for key in keys]

    @cached_property
    def gaps(self) -> list[Gap]:
        """Only for the circle itself: of three people a role is a name."""
        labels = dict(Position.Role.choices)
        return [
            Gap(
                self.said(one.section.title),
                [
                    (str(labels.get(role, _("no position any more"))), number(mean), people)
                    for role, (mean, people) in one.roles.items()
                ],
                number(one.gap),
            )
            for one in results.gaps_between_roles(self.instrument, self.sheets)
        ]

    @cached_property
    def answers(self) -> list[tuple[str, list[tuple[str, str, str, str]]]]:
        """By dimension: each criterion, the level chosen, its description, the evidence."""
        return [
            (
                self.said(section.title),
                [self._answer(question) for question in results.criteria(section)],
            )
            for section in self.instrument.sections
        ]

    def _answer(self, question: Question) -> tuple[str, str, str, str]:
        value = self.assessment.agreed.get(question.key)
        option = question.option(next(iter(chosen(value)), ""))
        words = value.get("words", "") if isinstance(value, dict) else ""
        if option is None:
            return self.said(question.label), _("not answered"), "", words
        return (
            self.said(question.label),
            self.said(option.label),
            self.said(option.description),
            words,
        )

    # --- Drawn -------------------------------------------------------------------------------

    @cached_property
    def series(self) -> list[charts.Series]:
        found = [charts.Series(_("now"), [_value(row.mean) for row in self.rows])]
        if self.before is not None:
            old = results.dimensions(self.before.version.instrument, self.before.agreed)
            known = {one.key: one.mean for one in old}
            day = cldr.format_date(self.before.finished_at.date())
            found.append(charts.Series(day, [_value(known.get(row.key)) for row in self.rows]))
        if self.assessment.target:
            found.append(charts.Series(_("target"), [_value(row.target) for row in self.rows]))
        return found

    def _draw(self, draw, name: str, **more) -> SafeString:
        return draw(
            name,
            title=str(self.assessment.guide),
            text="; ".join(f"{row.name}: {row.words}" for row in self.rows),
            labels=[row.name for row in self.rows],
            series=self.series,
            lowest=1,
            highest=self.top,
            **more,
        )

    @cached_property
    def radar(self) -> SafeString:
        return self._draw(charts.radar, "radar")

    @cached_property
    def bars(self) -> SafeString:
        shown = [[number(value) for value in one.values] for one in self.series]
        return self._draw(charts.bars, "bars", shown=shown)


def _value(mean: Fraction | int | None) -> float | None:
    return None if mean is None else float(mean)


def of(assessment: Assessment, viewer, *, is_circle: bool) -> Report:
    """The report for `viewer`: only the circle hears of roles and of the time before."""
    sheets = []
    if is_circle and assessment.is_of_several:
        rows = assessment.sheets.filter(handed_in_at__isnull=False)
        sheets = [(sheet.role, sheet.answers) for sheet in rows]
    before = assessment.before() if is_circle else None
    return Report(assessment, viewer, before, sheets)
