"""A result on paper, in the reader's language."""

from html import unescape

from django.utils.html import strip_tags
from django.utils.safestring import SafeData
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core import charts, cldr, pdf

from .report import Report, Weak

_LEFT, _WIDE, _TOP, _BOTTOM = 20, 170, 20, 277
# How wide the radar is, in millimetres.
_WEB = 88


class _Flow:
    """Text that runs down the page, and on to the next one."""

    def __init__(self, sheet: pdf.Sheet):
        self.sheet, self.y = sheet, float(_TOP)

    def room(self, high: float) -> None:
        """Begin a page where `high` millimetres have no place any more."""
        if self.y + high > _BOTTOM:
            self.sheet.next_page()
            self.y = float(_TOP)

    def text(
        self,
        text: str,
        *,
        size: float = 10,
        bold: bool = False,
        after: float = 1.5,
        colour: str = pdf.INK,
        indent: float = 0,
        keep: float = 0,
    ) -> None:
        """A paragraph; `keep` is how much must find place below it on the same page."""
        width = _WIDE - indent
        high = self.sheet.height_of(text, width=width, size=size, bold=bold)
        self.room(min(high + keep, _BOTTOM - _TOP))
        self.y = (
            self.sheet.write(
                text,
                x=_LEFT + indent,
                y=self.y,
                width=width,
                size=size,
                bold=bold,
                colour=colour,
                lines=200,
            )
            + after
        )

    def heading(self, text: str) -> None:
        self.y += 4
        self.text(text, size=13, bold=True, colour=pdf.ACCENT, keep=16)


def draw(report: Report) -> pdf.Sheet:
    """The whole result: figures, strengths, where to begin, and every answer."""
    one = report.assessment
    moment = one.finished_at
    sheet = pdf.Sheet(
        title=f"{one.guide}: {one.subject_name}",
        language=get_language(),
        size=pdf.A4_STANDING,
        made=moment,
    )
    flow = _Flow(sheet)
    sheet.mark(x=_LEFT, y=flow.y, width=12)
    sheet.write(_("Self-assessment"), x=36, y=flow.y, width=120, size=9, colour=pdf.QUIET)
    flow.y = sheet.write(
        str(one.guide), x=36, y=flow.y + 4, width=150, size=18, bold=True, lines=2, leading=1.15
    )
    flow.text(
        _("%(subject)s · finished on %(day)s · version %(number)d of the guide")
        % {
            "subject": one.subject_name,
            "day": cldr.format_date(moment.date()),
            "number": one.version.number,
        },
        indent=16,
        colour=pdf.QUIET,
        after=4,
    )
    _web(flow, report)
    _figures(flow, report)
    if report.strong:
        flow.heading(_("Strengths"))
        for row in report.strong:
            flow.text(f"{row.name}: {row.words}")
    for weak in report.weak:
        _weak(flow, weak)
    for name, answers in report.answers:
        flow.heading(name)
        for label, level, description, evidence in answers:
            flow.text(label, bold=True, after=0.5, keep=10)
            flow.text(": ".join(filter(None, [level, description])), after=0.5, indent=4)
            if evidence:
                flow.text(evidence, size=9, colour=pdf.QUIET, indent=4)
            flow.y += 1.5
    return sheet


# How the series are told apart, also where the printer knows no colours.
_LINES = [
    {"colour": pdf.ACCENT, "width": 0.6, "filled": True},
    {"colour": pdf.QUIET, "width": 0.4, "dash": 1.6},
    {"colour": pdf.INK, "width": 0.4, "dash": 0.5},
]


def _web(flow: _Flow, report: Report) -> None:
    """The radar of the page, with the numbers of the bars below it."""
    series, sheet = report.series, flow.sheet
    found = charts.web([row.name for row in report.rows], series, 1, report.top)
    flow.room(_WEB + 6 * len(series))
    scale, left, top = _WEB / charts.WIDTH, _LEFT + (_WIDE - _WEB) / 2, flow.y

    def on_paper(point: charts.Point) -> tuple[float, float]:
        return left + point[0] * scale, top + point[1] * scale

    for ring in found.rings:
        sheet.shape([on_paper(point) for point in ring])
    middle = on_paper((charts.WIDTH / 2, charts.WIDTH / 2))
    for number, (end, place) in enumerate(zip(found.ends, found.numbers, strict=True), 1):
        sheet.shape([middle, on_paper(end)])
        x, y = on_paper(place)
        sheet.write(cldr.format_number(number), x=x - 5, y=y - 2, width=10, size=9, align="centre")
    for points, style in zip(found.values, _LINES, strict=False):
        known = [on_paper(point) for point in points if point]
        if len(known) == len(report.rows) > 2:
            sheet.shape(known, **style)
        for x, y in known:
            sheet.dot(x=x, y=y, radius=0.9, colour=style["colour"])
    flow.y += _WEB + 2
    _legend(flow, [one.name for one in series])


def _legend(flow: _Flow, names: list[str]) -> None:
    for name, style in zip(names, _LINES, strict=False) if len(names) > 1 else ():
        y = flow.y + 2
        flow.sheet.shape([(_LEFT, y), (_LEFT + 10, y)], **style | {"filled": False})
        flow.text(name, size=9, indent=13, after=0.5)
    flow.y += 3


def _figures(flow: _Flow, report: Report) -> None:
    """A bar for each dimension, with what it came from and where it shall go."""
    for row in report.rows:
        flow.room(13)
        said = [row.words]
        if report.before is not None:
            said.append(_("change: %(by)s") % {"by": row.change_words})
        if row.target is not None:
            said.append(_("target: %(level)d") % {"level": row.target})
        name = f"{cldr.format_number(row.number)} {row.name}"
        flow.sheet.write(name, x=_LEFT, y=flow.y, width=110, size=10)
        flow.sheet.write(
            " · ".join(said), x=_LEFT + 110, y=flow.y, width=60, size=10, align="right"
        )
        flow.y += 5.5
        flow.sheet.bar(x=_LEFT, y=flow.y, width=_WIDE, height=2.6, colour=pdf.RULE)
        if row.mean is not None:
            share = float(row.mean) / report.top
            flow.sheet.bar(x=_LEFT, y=flow.y, width=round(_WIDE * share, 2), height=2.6)
        flow.y += 6


def _weak(flow: _Flow, weak: Weak) -> None:
    flow.heading(_("Where to begin: %(name)s") % {"name": weak.name})
    for step in weak.steps:
        flow.text(step)
    for found in weak.found:
        flow.text(found.label, size=9, bold=True, colour=pdf.QUIET, after=0.5, keep=8)
        for suggestion in found.suggestions:
            words = ", ".join(filter(None, [_plain(suggestion.title), str(suggestion.note)]))
            flow.text(words, size=9, indent=4, after=0.5)
        flow.y += 1


def _plain(title: str) -> str:
    """A title without the marks of its language."""
    return unescape(strip_tags(title)) if isinstance(title, SafeData) else title
