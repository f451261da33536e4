import io
from datetime import UTC, date, datetime

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from core import tables

HEADER = ["Name", "Joined", "Points"]
ROWS = [
    ["Ђорђе Čačak", date(2026, 11, 1), -3],
    ["=1+1", datetime(2026, 11, 1, 9, tzinfo=UTC), None],
]


def body(answer) -> bytes:
    return b"".join(answer.streaming_content)


def test_a_spreadsheet_reads_the_csv_in_any_script():
    answer = tables.csv_response("people", HEADER, ROWS)

    lines = body(answer).decode("utf-8").splitlines()

    assert answer["Content-Disposition"] == 'attachment; filename="people.csv"'
    assert lines == [
        "\ufeffName,Joined,Points", "Ђорђе Čačak,2026-11-01,-3", "'=1+1,2026-11-01 10:00,",
    ]  # fmt: skip


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@SUM(A1)", "  =1", "\t=1", "\r=1"])
def test_no_cell_runs_as_a_formula(cell):
    assert tables.harmless(cell) == f"'{cell}"


def test_the_csv_is_written_row_by_row():
    asked = []

    def rows():
        for number in range(3):
            asked.append(number)
            yield [number]

    lines = iter(tables.csv_response("x", ["N"], rows()).streaming_content)
    [next(lines) for _ in range(3)]

    assert asked == [0]


def test_the_workbook_holds_text_days_and_numbers():
    answer = tables.xlsx_response("people", HEADER, [*ROWS, ["a\x00\x0bb", None, 1.5]])

    sheet = openpyxl.load_workbook(io.BytesIO(body(answer))).active

    assert [[str(cell.value) for cell in row] for row in sheet.rows] == [
        HEADER,
        ["Ђорђе Čačak", "2026-11-01 00:00:00", "-3"],
        ["=1+1", "2026-11-01 10:00:00", "None"],
        ["ab", "None", "1.5"],
    ]
    assert sheet["A3"].data_type == "s"


CELLS = [
    "a\ufffeb\uffffc", "half\ud800 a sign", "Ime_x0020_predmeta.pdf", "_x000D_", "_x005F_x0041_",
    "_xyz_", "line\nbreak\ttab", "𝒜 🙂 Учење", "x" * 40_000,
]  # fmt: skip


def test_other_programs_read_in_a_workbook_what_was_written():
    data = body(tables.xlsx_response("people", ["Ime_x0020_polja"], [[cell] for cell in CELLS]))

    sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()

    wanted = [cell.translate({0xFFFE: None, 0xFFFF: None, 0xD800: None}) for cell in CELLS]
    wanted[-1] = wanted[-1][:32_767]
    assert [row[0] for row in sheet] == ["Ime_x0020_polja", *wanted]


def test_half_a_sign_does_not_break_a_csv():
    assert "half a sign" in body(tables.csv_response("p", ["N"], [[CELLS[1]]])).decode()
