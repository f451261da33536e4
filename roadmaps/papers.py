"""A checklist on paper, of as many pages as it takes, and as a table."""

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from core import cldr, markdown, pdf, tables

from .models import Checklist, Evidence, Step
from .models.checklists import percent

_LEFT, _WIDE, _TOP, _BOTTOM = 22, 166, 20, 277


class _Flow:
    """Text that runs down a sheet and on to the next page."""

    def __init__(self, sheet: pdf.Sheet, title: str):
        self.sheet, self.title, self.page, self.y = sheet, title, 1, _TOP

    def room(self, high: float) -> None:
        """Let `high` millimetres follow on one page."""
        if self.y + high > _BOTTOM:
            self._foot()
            self.page = self.sheet.next_page()
            self.y = _TOP

    def text(
        self, words: str, *, size: float = 9.5, gap: float = 0, indent: float = 0, **style
    ) -> None:
        """A paragraph. One that is longer than a page is parted at its lines."""
        width = _WIDE - indent
        faces = {key: style[key] for key in ("bold", "italic", "leading") if key in style}
        for part in _parts(words):
            high = self.sheet.height_of(part, width=width, size=size, **faces)
            self.room(high)
            self.y = self.sheet.write(
                part, x=_LEFT + indent, y=self.y, width=width, size=size, lines=500, **style
            )
        self.y += gap

    def rule(self) -> None:
        self.sheet.line(x=_LEFT, y=self.y, width=_WIDE)
        self.y += 2

    def _foot(self) -> None:
        where = {"x": _LEFT, "y": _BOTTOM + 4, "size": 7.5, "colour": pdf.QUIET}
        self.sheet.write(self.title, width=_WIDE - 20, **where)
        self.sheet.write(
            cldr.format_number(self.page), width=20, align="right", **where | {"x": _LEFT + 146}
        )

    def end(self) -> None:
        self._foot()


def _parts(words: str) -> list[str]:
    """Lines as they were typed; of a very long one pieces that fit on a page."""
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    return [line[at : at + 1500] for line in lines for at in range(0, len(line), 1500)]


def draw(checklist: Checklist) -> pdf.Sheet:
    """The checklist with all of its steps, in the reader's language."""
    steps = [step for step in checklist.current_steps() if step.retired_at is None]
    title = str(checklist)
    sheet = pdf.Sheet(
        title=f"{title}: {checklist.holder_words}",
        language=get_language(),
        size=pdf.A4_STANDING,
        made=timezone.now(),
    )
    sheet.mark(x=_LEFT, y=_TOP, width=12)
    flow = _Flow(sheet, f"{title} · {checklist.holder_words}")
    flow.text(title, size=18, bold=True, indent=17, leading=1.15)
    flow.text(checklist.holder_words, size=11, indent=17, colour=pdf.QUIET)
    flow.y = max(flow.y, _TOP + 13) + 3
    flow.text(_sum(steps), size=10, bold=True, colour=pdf.ACCENT, gap=1)
    flow.text(
        _("As of %(day)s.") % {"day": cldr.format_date(timezone.localdate())},
        size=8.5,
        colour=pdf.QUIET,
        gap=4,
    )
    chapter = None
    for step in steps:
        if step.item.chapter.key != chapter:
            chapter = step.item.chapter.key
            flow.y += 3
            # A heading never stands alone at the foot of a page.
            flow.room(32)
            flow.text(step.item.chapter.title_words, size=13, bold=True, gap=1)
            flow.rule()
        _draw_step(flow, step)
    flow.end()
    return sheet


def _sum(steps: list[Step]) -> str:
    counted = [step for step in steps if step.state != Step.State.NOT_APPLICABLE]
    done = sum(step.state == Step.State.DONE for step in counted)
    share = cldr.format_percent(percent(done, len(counted)) / 100)
    words = ngettext(
        "%(percent)s: %(done)d of %(all)d step is done.",
        "%(percent)s: %(done)d of %(all)d steps are done.",
        len(counted),
    )
    return words % {"percent": share, "done": done, "all": len(counted)}


def _draw_step(flow: _Flow, step: Step) -> None:
    flow.room(16)
    flow.text(str(step), size=10.5, bold=True)
    facts = [capfirst(step.get_state_display())]
    if step.is_late:
        facts[0] += f" ({_('late')})"
    if step.owner:
        facts.append(step.owner.name)
    if step.due_on:
        facts.append(_("until %(day)s") % {"day": cldr.format_date(step.due_on)})
    flow.text(" · ".join(facts), size=8.5, colour=pdf.ACCENT, gap=0.5)
    if explanation := step.item.explanation_words:
        flow.text(markdown.plain(explanation), size=9, gap=0.5)
    if step.reason:
        flow.text(step.reason, size=9, italic=True, gap=0.5)
    for row in step.evidence.all():
        flow.text(f"– {_shown(row)}", size=8.5, indent=4, colour=pdf.QUIET)
    flow.y += 3


def _shown(row: Evidence) -> str:
    words = row.text or row.url or row.name
    return f"{row.get_kind_display()}: {words}"


# --- As a table --------------------------------------------------------------------------------


def table(checklist: Checklist, kind: str):
    """Every step as a row of CSV or XLSX, with the labels in the reader's language."""
    header = [
        _("Chapter"),
        _("Step"),
        _("State"),
        _("Late"),
        _("Who sees to it"),
        _("Until when"),
        _("Done"),
        _("Done by"),
        _("Why it does not apply"),
        _("What shows it"),
    ]
    steps = [step for step in checklist.current_steps() if step.retired_at is None]
    rows = [_row(step) for step in steps]
    return tables.response(kind, f"checklist-{checklist.short_id}", header, rows)


def _row(step: Step) -> list:
    return [
        step.item.chapter.title_words,
        str(step),
        str(step.get_state_display()),
        _("yes") if step.is_late else _("no"),
        step.owner.name if step.owner else "",
        step.due_on,
        step.done_at,
        step.done_by.name if step.done_by else "",
        step.reason,
        "\n".join(_shown(row) for row in step.evidence.all()),
    ]
