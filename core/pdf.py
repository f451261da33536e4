"""The one way to a PDF: cards, certificates, papers of several pages.

    sheet = pdf.Sheet(title=_("Membership card"), language="sr", size=pdf.CARD, made=moment)
    sheet.write(name, x=6, y=20, width=50, size=14, bold=True)
    sheet.qr(link, x=60, y=8, width=20)
    return sheet.response("card.pdf")

FiraGO, with Latin, Cyrillic and Greek, comes out of an installed package and is embedded as a
subset. Measures are millimetres from the upper left corner, sizes of type are points. The same
calls give the same bytes.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path

import qrcode
from django.conf import settings
from django.http import HttpResponse
from fpdf import FPDF
from fpdf.enums import Align, MethodReturnValue, WrapMode
from fpdf.prefs import ViewerPreferences

from . import motif

CARD = (85.6, 54)  # as bank cards are, ISO/IEC 7810
A4_LYING = (297, 210)
A4_STANDING = (210, 297)
INK, QUIET, ACCENT, RULE = "#18222a", "#47525b", "#035467", "#dedad2"
_FACES = {"": "figo", "B": "figbo", "I": "figit"}
# What a font cannot draw, and what would turn the direction of a line around.
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")


@cache
def _face(name: str) -> Path:
    """The font's file: the package holds it packed, the library wants a path."""
    from pymupdf_fonts import myfont

    path = Path(settings.DATA_DIR) / "fonts" / f"{name}.ttf"
    font = myfont(name)
    if not path.exists() or path.stat().st_size != len(font):
        path.parent.mkdir(parents=True, exist_ok=True)
        # Another process may be reading it: the new one takes its place in one step.
        fresh = path.with_suffix(".new")
        fresh.write_bytes(font)
        fresh.replace(path)
    return path


class Sheet:
    """A page, and as many after it as `next_page` begins."""

    def __init__(
        self, *, title: str, language: str, size: tuple[float, float], made: datetime
    ):  # fmt: skip
        self.width, self.height = size
        self._pdf = FPDF(unit="mm", format=(min(size), max(size)))
        self._pdf.set_margin(0)
        self._pdf.set_auto_page_break(False)
        self._pdf.c_margin = 0
        self._pdf.set_title(title)
        self._pdf.set_lang(language)
        self._pdf.set_author(settings.WAGTAIL_SITE_NAME)
        self._pdf.set_creator(settings.WAGTAIL_SITE_NAME)
        self._pdf.set_creation_date(made)
        self._pdf.viewer_preferences = ViewerPreferences(display_doc_title=True)
        self.next_page()

    def next_page(self) -> int:
        """Go on on a new page of the same size; its number."""
        self._pdf.add_page(orientation="L" if self.width > self.height else "P")
        return self._pdf.page

    def height_of(
        self, text: str, *, width: float, size: float, bold: bool = False, italic: bool = False,
        leading: float = 1.3,
    ) -> float:  # fmt: skip
        """How many millimetres `text` takes in `width`, however many lines that are."""
        self._use(size, bold, italic)
        high = size * leading * 25.4 / 72
        return len(self._rows(_UNSEEN.sub(" ", text).strip(), width, high)) * high

    def _use(self, size: float, bold: bool, italic: bool) -> None:
        style = "B" if bold else "I" if italic else ""
        # Each face costs a tenth of a second: only those that are used are read.
        if f"firago{style}" not in self._pdf.fonts:
            self._pdf.add_font("firago", style, _face(_FACES[style]))
        self._pdf.set_font("firago", style, size)

    @property
    def pages(self) -> int:
        return self._pdf.pages_count

    def write(
        self, text: str, *, x: float, y: float, width: float, size: float, bold: bool = False,
        italic: bool = False, colour: str = INK, align: str = "left", lines: int = 1,
        leading: float = 1.3,
    ) -> float:  # fmt: skip
        """Set `text` into `width`, smaller where it would need more than `lines` lines.

        Returns where the next text may begin.
        """
        text = _UNSEEN.sub(" ", text).strip()
        self._pdf.set_text_color(colour)
        smallest = size * 0.55
        while True:
            self._use(size, bold, italic)
            high = size * leading * 25.4 / 72
            rows = self._rows(text, width, high)
            if len(rows) <= lines or size <= smallest:
                break
            size -= 0.25
        # What does not fit even so is cut, with a mark that it was.
        if len(rows) > lines:
            rows = [*rows[: lines - 1], rows[lines - 1].rstrip() + "…"]
        place = {"left": Align.L, "centre": Align.C, "right": Align.R}[align]
        for row in rows:
            self._pdf.set_xy(x, y)
            self._pdf.cell(width, high, row, align=place)
            y += high
        return y

    def _rows(self, text: str, width: float, high: float) -> list[str]:
        options = {"dry_run": True, "output": MethodReturnValue.LINES}
        rows = self._pdf.multi_cell(width, high, text, align=Align.L, **options)
        # A word longer than the line: anywhere is better than over the edge.
        if any(self._pdf.get_string_width(row) > width for row in rows):
            options["wrapmode"] = WrapMode.CHAR
            rows = self._pdf.multi_cell(width, high, text, align=Align.L, **options)
        return rows

    def bar(
        self, *, x: float, y: float, width: float, height: float, colour: str = ACCENT
    ) -> None:
        """A filled rectangle, for the bars of a chart."""
        self._pdf.set_fill_color(colour)
        self._pdf.rect(x, y, width, height, "F")

    def shape(
        self, points: Sequence[tuple[float, float]], *, colour: str = RULE, width: float = 0.2,
        filled: bool = False, dash: float = 0,
    ) -> None:  # fmt: skip
        """A closed outline, or a line of two points; `filled` with a breath of its colour."""
        self._pdf.set_draw_color(colour)
        self._pdf.set_line_width(width)
        with self._pdf.local_context(dash_pattern={"dash": dash, "gap": dash, "phase": 0}):
            self._pdf.polygon(points, style="D")
        if filled:
            self._pdf.set_fill_color(colour)
            with self._pdf.local_context(fill_opacity=0.12):
                self._pdf.polygon(points, style="F")

    def dot(self, *, x: float, y: float, radius: float, colour: str = ACCENT) -> None:
        """A filled circle around a point."""
        self._pdf.set_fill_color(colour)
        self._pdf.circle(x, y, radius, "F")

    def line(self, *, x: float, y: float, width: float, colour: str = RULE) -> None:
        """A hair line."""
        self._pdf.set_draw_color(colour)
        self._pdf.set_line_width(0.2)
        self._pdf.line(x, y, x + width, y)

    def qr(self, link: str, *, x: float, y: float, width: float) -> None:
        """A QR code that opens `link`, drawn as squares; the link can be clicked, too."""
        code = qrcode.QRCode(border=0, error_correction=qrcode.constants.ERROR_CORRECT_M)
        code.add_data(link)
        code.make()
        stitch = width / code.modules_count
        self._pdf.set_fill_color(INK)
        for top, row in enumerate(code.get_matrix()):
            left = 0
            while left < len(row):
                end = left
                while end < len(row) and row[end]:
                    end += 1
                if end > left:
                    self._square(x + left * stitch, y + top * stitch, end - left, stitch)
                left = max(end, left + 1)
        self._pdf.link(x, y, width, width, link)

    def mark(self, *, x: float, y: float, width: float, seed: str = motif.NETWORK) -> None:
        """The lozenge of the network, or of whatever `seed` names."""
        threads = motif.rings(seed)
        self._woven(threads, x, y, width / (2 * len(threads) - 1))

    def edge(self, *, stitch: float = 0.5, seed: str = motif.NETWORK) -> None:
        """A woven frame around the sheet: small lozenges, joined at their points."""
        threads, step = motif.rings(seed, 2), 6 * stitch
        margin = 2 * step
        across = int((self.width - 2 * margin) // step)
        down = int((self.height - 2 * margin) // step)
        left = (self.width - across * step) / 2
        top = (self.height - down * step) / 2
        places = {(at, row) for at in range(across) for row in (0, down - 1)}
        places |= {(at, row) for at in (0, across - 1) for row in range(down)}
        for at, row in sorted(places):
            self._woven(threads, left + at * step, top + row * step, stitch)

    def _woven(self, threads: str, x: float, y: float, stitch: float) -> None:
        for left, top, run, thread in motif.cells(threads):
            self._pdf.set_fill_color(motif.COLOURS[thread])
            self._square(x + left * stitch, y + top * stitch, run, stitch)

    def _square(self, x: float, y: float, run: int, stitch: float) -> None:
        # A hair of overlap: where two squares only meet, some readers show the paper between.
        self._pdf.rect(x, y, run * stitch, stitch + 0.02, "F")

    def content(self) -> bytes:
        return bytes(self._pdf.output())

    def response(self, name: str) -> HttpResponse:
        """To be shown or kept under `name`; never by a cache."""
        answer = HttpResponse(self.content(), content_type="application/pdf")
        answer["Content-Disposition"] = f'inline; filename="{name}"'
        answer["X-Content-Type-Options"] = "nosniff"
        answer["Cache-Control"] = "private, no-store"
        answer["X-Robots-Tag"] = "noindex"
        return answer
