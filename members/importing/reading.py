"""A file as somebody has it: which encoding, which separator, which cells.

What is not a table of text, or too much of one, is refused with a sentence.
"""

import codecs
import csv
import io
import re
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _

from core.characters import typed
from core.exceptions import Refused

MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 10_000
_MOST_COLUMNS = 60
_LONGEST_CELL = 2000
_MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]  # fmt: skip
_SHOWN = {"utf-8-sig": "UTF-8", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16"}


@dataclass(frozen=True)
class Table:
    header: list[str]
    # The line of the file, as spreadsheets count, and its cells.
    rows: list[tuple[int, list[str]]]
    encoding: str


def read(data: bytes) -> Table:
    """The table in a file, or Refused with what is wrong with it and where."""
    if len(data) > MOST_BYTES:
        raise Refused(
            _("The file is larger than %(most)d MB. Split it.") % {"most": MOST_BYTES >> 20}
        )
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise Refused(_("This is a workbook. Save it as CSV (UTF-8) first."))
    text, encoding = decode(data)
    separator, text = _separator(text)
    header, rows = _rows(text, separator)
    if not rows:
        raise Refused(_("There is no row below the header."))
    return Table(header, rows, _SHOWN.get(encoding, encoding.upper()))


def decode(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding: by its mark, else by what makes sense of it."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _text(data, encoding), encoding
    head = data[:4096]
    # Latin letters in UTF-16: every second byte is nought.
    for at, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        half = head[at::2]
        if half and half.count(0) > len(half) * 0.6:
            return _text(data, encoding), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        encoding = "cp1251" if _is_cyrillic(data) else "cp1250"
        return data.decode(encoding, errors="replace"), encoding


def _text(data, encoding):
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Refused(_("This file is damaged. Save it as CSV (UTF-8) again.")) from None


def _is_cyrillic(data: bytes) -> bool:
    """In Cyrillic whole words lie above 127; in Latin single letters among others."""
    together = apart = 0
    for one, two in pairwise(data[:100_000]):
        if one > 127:
            if two > 127:
                together += 1
            elif chr(two).isalpha():
                apart += 1
    return together > apart


def _separator(text: str) -> tuple[str, str]:
    # What Excel writes for itself.
    if said := re.match(r"sep=(.)\r?\n", text):
        return said[1], text[said.end() :]
    line = re.sub(r'"[^"]*"', "", text.lstrip("\r\n")[:20_000].split("\n", 1)[0])
    return max(",;\t", key=line.count), text


def _rows(text, separator):
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    header, rows, number = [], [], 0
    try:
        for cells in reader:
            number += 1
            if not any(cell.strip() for cell in cells):
                continue
            _refuse_monsters(cells, number)
            if not header:
                header = [" ".join(typed(cell).split())[:200] for cell in cells]
                continue
            rows.append((number, [typed(cell) for cell in cells]))
            if len(rows) > MOST_ROWS:
                raise Refused(
                    _("The file has more than %(most)d rows. Split it.") % {"most": MOST_ROWS}
                )
    except csv.Error:
        raise Refused(
            _("Row %(row)d holds a cell that is too long.") % {"row": number + 1}
        ) from None
    return header, rows


def _refuse_monsters(cells, number):
    if len(cells) > _MOST_COLUMNS:
        raise Refused(_("Row %(row)d has too many columns.") % {"row": number})
    for cell in cells:
        if len(cell) > _LONGEST_CELL:
            raise Refused(_("Row %(row)d holds a cell that is too long.") % {"row": number})
        if "\0" in cell:
            raise Refused(
                _("Row %(row)d holds a sign (NUL) that no text has. Is this a CSV file?")
                % {"row": number}
            )
