"""Tables to take along: CSV that spreadsheets open rightly, and XLSX, of any length.

`tables.csv_response("members", [_("Name"), _("Joined")], rows)`; `rows` is any iterable of cells.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any, BinaryIO

from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, override

if TYPE_CHECKING:
    from openpyxl.cell import WriteOnlyCell

Rows = Iterable[Iterable[Any]]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# The most that a cell of a spreadsheet holds.
_LONGEST = 32_767


def response(kind: str, name: str, header: Iterable, rows: Rows):
    """The table as "csv" or "xlsx", called `name` with the right ending."""
    return (xlsx_response if kind == "xlsx" else csv_response)(name, header, rows)


def csv_response(name: str, header: Iterable, rows: Rows) -> StreamingHttpResponse:
    """The table as CSV, row by row: UTF-8 with a mark, and no cell that runs as a formula."""

    def lines():
        with timezone.override(zone), override(language):
            yield from _csv_lines(header, rows)

    # The rows are read when the view, and what the middleware has set, is over.
    zone, language = timezone.get_current_timezone(), get_language()
    answer = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    return _to_save(answer, f"{name}.csv")


def xlsx_response(name: str, header: Iterable, rows: Rows) -> FileResponse:
    """The table as a workbook of one sheet; text is text, numbers and days are themselves."""
    file = TemporaryFile()  # noqa: SIM115 the answer closes it
    _write_book(file, name, header, rows)
    file.seek(0)
    return _to_save(FileResponse(file, content_type=XLSX), f"{name}.xlsx")


def write(file: BinaryIO, kind: str, name: str, header: Iterable, rows: Rows) -> None:
    """The table as "csv" or "xlsx" into an open file, a row at a time, whatever its length.

    In the language and the time zone that are active.
    """
    if kind == "xlsx":
        _write_book(file, name, header, rows)
    else:
        for line in _csv_lines(header, rows):
            file.write(line.encode())


class _Echo:
    def write(self, line):
        return line


def _csv_lines(header: Iterable, rows: Rows) -> Iterator[str]:
    writer = csv.writer(_Echo())
    # Excel takes UTF-8 for Latin-1 without it.
    yield "\ufeff"
    yield writer.writerow([_text(cell) for cell in header])
    for row in rows:
        yield writer.writerow([_text(cell) for cell in row])


def _write_book(file: BinaryIO, name: str, header: Iterable, rows: Rows) -> None:
    # Here and not above: a tenth of a second for every process, which few of them need.
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title=name[:31])
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, str(text), bold=True) for text in header])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    book.save(file)


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    is_formula = cell.lstrip()[:1] in {"=", "+", "-", "@"} or cell.startswith(("\t", "\r"))
    return f"'{cell}" if is_formula else cell


# XML has no place for these, however they are written (XML 1.0, 2.2).
_NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Half of a sign: no encoding has it.
_SURROGATE = re.compile("[\ud800-\udfff]")
# How a workbook writes a sign as its number (ECMA-376, part 1, 22.9.2.19): who means just these
# letters has to say so.
_NUMBERED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def _for_xml(text: str) -> str:
    return _NUMBERED.sub("_x005F_", _NO_CHARACTER.sub("", text))


def _text(value) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{_local(value):%Y-%m-%d %H:%M}"
    # A number below zero is a number, not a formula.
    return harmless(_SURROGATE.sub("", str(value))) if isinstance(value, str) else str(value)


def _cell(sheet, value, *, bold: bool = False) -> "WriteOnlyCell":
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    if isinstance(value, datetime):
        value = _local(value)
    elif isinstance(value, str | Promise):
        value = _for_xml(str(value))[:_LONGEST]
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        # "=1+1" stays what somebody typed.
        cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment).replace(tzinfo=None) if timezone.is_aware(moment) else moment


def _to_save(answer, name):
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
