"""A file as somebody has it: which encoding, which separator, which cells.

What is not a table of text, or too much of one, is refused with a sentence.
"""

import codecs
import csv
import io
import re
import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.characters import typed
from core.exceptions import Refused

from . import encodings

MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 10_000
_MOST_COLUMNS = 60
_LONGEST_CELL = 2000
_MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]  # fmt: skip
_SHOWN = {
    "utf-8-sig": "UTF-8", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", **encodings.CHOICES,
}  # fmt: skip


@dataclass(frozen=True)
class Table:
    header: list[str]
    # The line of the file, as spreadsheets count, and its cells.
    rows: list[tuple[int, list[str]]]
    encoding: str


def read(data: bytes, encoding: str = "") -> Table:
    """The table in a file, or Refused with what is wrong with it and where.

    `encoding` is one of `encodings.CHOICES`; without it the file says, or is looked at.
    """
    if len(data) > MOST_BYTES:
        raise Refused(
            _("The file is larger than %(most)d MB. Split it.") % {"most": MOST_BYTES >> 20}
        )
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise Refused(_("This is a workbook. Save it as CSV (UTF-8) first."))
    if encoding:
        text = encodings.decoded(data, encoding)
    else:
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
        if encodings.damage(data):
            raise _damaged(data) from None
        encoding = encodings.guess(data)
        return encodings.decoded(data, encoding), encoding


def _text(data, encoding):
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        if encoding == "utf-8-sig":
            raise _damaged(data) from None
        raise Refused(_("This file is damaged. Save it as CSV (UTF-8) again.")) from None


def _damaged(data: bytes) -> Refused:
    """Says where the first byte stands that is not UTF-8: one letter of somebody's name."""
    separator, text = _separator(data.decode("utf-8", "surrogateescape").removeprefix("\ufeff"))
    try:
        for number, cells in enumerate(_csv(text, separator), 1):
            for at, cell in enumerate(cells, 1):
                if re.search("[\udc80-\udcff]", cell):
                    return Refused(
                        _(
                            "Row %(row)d, column %(column)d holds an e-mail that is not UTF-8, as"
                            " the rest of the file is. Correct it, and save as CSV (UTF-8) again."
                        )
                        % {"row": number, "column": at}
                    )
    except csv.Error:
        pass
    return Refused(_("This file is damaged. Save it as CSV (UTF-8) again."))


def tidy(cell: str) -> str:
    """A cell without what nobody sees: marks of direction, joiners, control characters."""
    if cell.isascii() and cell.isprintable():
        return cell
    return "".join(
        " " if kind == "Cc" else sign
        for sign in cell
        if (kind := unicodedata.category(sign)) != "Cf"
    )


def _separator(text: str) -> tuple[str, str]:
    # What Excel writes for itself.
    if said := re.match(r"sep=(.)\r?\n", text):
        return said[1], text[said.end() :]
    line = re.sub(r'"[^"]*"', "", text.lstrip("\r\n")[:20_000].split("\n", 1)[0])
    return max(",;\t", key=line.count), text


def _csv(text, separator):
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator)


def _rows(text, separator):
    header, rows, number = [], [], 0
    try:
        for cells in _csv(text, separator):
            number += 1
            # Columns that only a format filled stand at the end, as many as a sheet has.
            while cells and not cells[-1].strip():
                cells.pop()
            if not cells:
                continue
            _refuse_monsters(cells, number)
            cells = [tidy(cell) for cell in cells]
            if not any(cell.strip() for cell in cells):
                continue
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
                _("Row %(row)d holds a character (NUL) that no text has. Is this a CSV file?")
                % {"row": number}
            )
