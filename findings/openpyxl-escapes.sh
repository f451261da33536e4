#!/usr/bin/env bash
# openpyxl writes "_x0020_" in a cell as it is, although a workbook means a sign by its number
# with it (ECMA-376 part 1, 22.9.2.19, ST_Xstring): other readers show another text than the one
# that was written. Its own reader does not undo it, so a round trip hides this. SharePoint's
# names of columns and files look just so. Run without our code; fails when this changes.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet --disable-pip-version-check \
    openpyxl==3.1.5 XlsxWriter==3.3.1 python-calamine==0.9.1 2>/dev/null
"$place/venv/bin/python" - "$place" <<'PYTHON'
import sys

import openpyxl
import xlsxwriter
from python_calamine import CalamineWorkbook

place, text = sys.argv[1], "Ime_x0020_predmeta.pdf"
book = openpyxl.Workbook()
book.active["A1"] = text
book.save(f"{place}/openpyxl.xlsx")
other = xlsxwriter.Workbook(f"{place}/xlsxwriter.xlsx")
other.add_worksheet().write_string(0, 0, text)
other.close()
read = {
    name: CalamineWorkbook.from_path(f"{place}/{name}.xlsx").get_sheet_by_index(0).to_python()[0][0]
    for name in ("openpyxl", "xlsxwriter")
}
again = openpyxl.load_workbook(f"{place}/openpyxl.xlsx").active["A1"].value
print(f"written: {text}")
print(f"openpyxl 3.1.5, read by calamine 0.9.1:    {read['openpyxl']}")
print(f"XlsxWriter 3.3.1, read by calamine 0.9.1:  {read['xlsxwriter']}")
print(f"openpyxl 3.1.5, read by itself:            {again}")
sys.exit(0 if (read["openpyxl"], read["xlsxwriter"], again) == ("Ime predmeta.pdf", text, text) else 1)
PYTHON
