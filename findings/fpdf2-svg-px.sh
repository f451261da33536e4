#!/usr/bin/env bash
# fpdf2 draws an SVG's "5px" three quarters as large as its "5", although both are one length
# (SVG 2, 8.9 "Units": a px is a user unit): a chart whose shapes are in plain numbers and whose
# type is in px comes out with small type. And of a list of font families it takes the first
# alone: where that one is not in the document, a Cyrillic letter is a bare KeyError, although
# the second is there. Run without our code; fails when this changes.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet --disable-pip-version-check \
    fpdf2==2.8.9 pymupdf-fonts==1.0.5 2>/dev/null
"$place/venv/bin/python" - "$place" <<'PYTHON'
import re
import sys
from pathlib import Path

from fpdf import FPDF
from fpdf.svg import SVGObject
from pymupdf_fonts import myfont

font = Path(sys.argv[1]) / "firago.ttf"
font.write_bytes(myfont("figo"))


def drawn(body):
    paper = FPDF()
    paper.set_compression(False)
    paper.add_page()
    paper.add_font("FiraGO", "", font)
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="100" height="100">'
    SVGObject(f"{head}{body}</svg>").draw_to_page(paper, 10, 10)
    return bytes(paper.output()).decode("latin1")


def width(length):
    found = re.search(r" 0 0 ([\d.]+) 8 re", drawn(f'<rect width="{length}" height="8"/>'))
    return float(found[1])


def size(length):
    text = f'<text x="9" y="20" font-family="FiraGO" font-size="{length}">Настава</text>'
    return float(re.search(r"/F1 ([\d.]+) Tf", drawn(text))[1])


def family(names):
    try:
        drawn(f'<text x="9" y="20" font-family="{names}">Настава</text>')
    except KeyError as error:
        return f"KeyError {error}"
    return "drawn"


widths, sizes = (width("5"), width("5px")), (size("5"), size("5px"))
first, second = family("FiraGO, sans-serif"), family("Georgia, FiraGO")
print(f"fpdf2 2.8.9, width of a rect: 5 is {widths[0]:g}, 5px is {widths[1]:g}")
print(f"fpdf2 2.8.9, size of type:    5 is {sizes[0]:g}, 5px is {sizes[1]:g}")
print(f"font-family 'FiraGO, sans-serif': {first}")
print(f"font-family 'Georgia, FiraGO':    {second}")
seen = (widths, sizes, first, second)
sys.exit(0 if seen == ((5, 3.75), (5, 3.75), "drawn", "KeyError 'Н'") else 1)
PYTHON
