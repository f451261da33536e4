"""Pictures of the demo network, drawn by our own code out of a few numbers: nobody real, no stock.

The same seed gives the same picture. Shapes are drawn large and made small: smooth edges.
"""

import io
import random
import zlib
from functools import lru_cache

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from core import uploads
from core.cover_images import ROW
from core.motif import COLOURS, cells, rings

_GROUNDS = ("#dfe9e6", "#efe3cc", "#ead9d2", "#dbe3ee", "#e6e3d3")
_SKINS = ("#f0cfb0", "#e3b58f", "#c98f68", "#f5dcc6")
_HAIRS = ("#2d2420", "#5a3b28", "#8a5a34", "#b9b4ad", "#3b2c2c")
_CLOTHES = ("#1f6677", "#b4432c", "#d9a531", "#3d4f5c", "#5c7a4a")
_INKS = ("#1f6677", "#b4432c", "#d9a531", "#2f4858", "#6a8d73")
_LARGE = 2
_DIFFERENT = 8


def has_one(seed: str, *, of_ten: int) -> bool:
    """Whether the thing of this name has a picture: not everybody has."""
    return zlib.crc32(seed.encode()) % 10 < of_ten


def give(thing, name: str, kind: str) -> None:
    """A picture for something `Pictured`, in both sizes. Kinds: scene, cover."""
    page, row = _drawn(kind, zlib.crc32(name.encode()) % _DIFFERENT)
    thing.picture = ContentFile(page, name="demo.jpg")
    thing.picture_small = ContentFile(row, name="demo.jpg")
    thing.picture_alt = _SHOWS[kind]


_SHOWS = {
    "scene": "Drawing: hills behind one another under a sun, with a woven hem",
    "cover": "Drawing: sheets of paper with lines of text",
}


@lru_cache
def _drawn(kind: str, number: int) -> tuple[bytes, bytes]:
    """Drawn once and given to many: a network of a hundred things should begin in seconds."""
    page = {"scene": _scene, "cover": _cover}[kind](str(number))
    row = uploads.drawn_again(page, longest=ROW)
    page.seek(0)
    return page.read(), row.read()


def face(seed: str, size: int = 240) -> ContentFile:
    """Somebody who does not exist: a head, hair, shoulders, on a coloured ground."""
    rng = random.Random(f"face {seed}")
    sheet, brush, unit = _sheet(size, size, rng.choice(_GROUNDS))
    skin, hair, cloth = rng.choice(_SKINS), rng.choice(_HAIRS), rng.choice(_CLOTHES)
    is_long = rng.random() < 0.5
    width = rng.uniform(0.17, 0.2)

    def oval(x, y, rx, ry, colour):
        brush.ellipse([unit * (x - rx), unit * (y - ry), unit * (x + rx), unit * (y + ry)], colour)

    if is_long:
        oval(0.5, 0.48, width + 0.09, 0.33, hair)
    oval(0.5, 1.05, 0.36, 0.34, cloth)
    brush.rectangle([unit * 0.44, unit * 0.56, unit * 0.56, unit * 0.76], skin)
    oval(0.5, 0.74, 0.09, 0.06, skin)
    oval(0.5, 0.43, width, 0.23, skin)
    top = rng.uniform(0.5, 0.75)
    brush.pieslice(
        [unit * (0.48 - width), unit * 0.17, unit * (0.52 + width), unit * (0.17 + top * 0.62)],
        180 + rng.randint(-8, 8), 360 + rng.randint(-8, 8), fill=hair,
    )  # fmt: skip
    for side in (-1, 1):
        oval(0.5 + side * 0.075, 0.43, 0.014, 0.017, "#2b2b2b")
    if rng.random() < 0.35:
        for side in (-1, 1):
            x = 0.5 + side * 0.075
            brush.ellipse(
                [unit * (x - 0.055), unit * 0.385, unit * (x + 0.055), unit * 0.475],
                outline="#2b2b2b", width=max(1, int(unit * 0.009)),
            )  # fmt: skip
    brush.arc([unit * 0.44, unit * 0.46, unit * 0.56, unit * 0.57], 25, 155, "#8a4b3c",
              max(1, int(unit * 0.012)))  # fmt: skip
    return _file(sheet, (size, size), f"{seed}.jpg")


def logo(seed: str, size: int = 240) -> ContentFile:
    """The lozenge of an institution, as its mark."""
    threads = rings(seed, 5)
    count = 2 * len(threads) + 1
    stitch = size // count
    sheet = Image.new("RGB", (count * stitch, count * stitch), "#ffffff")
    brush = ImageDraw.Draw(sheet)
    for left, top, run, thread in cells(threads):
        x, y = (left + 1) * stitch, (top + 1) * stitch
        brush.rectangle([x, y, x + run * stitch - 1, y + stitch - 1], COLOURS[thread])
    out = io.BytesIO()
    sheet.save(out, "PNG", optimize=True)
    return ContentFile(out.getvalue(), name=f"{seed}.png")


def _scene(seed: str, width: int = 800, height: int = 450) -> ContentFile:
    """Hills behind one another under a sun, with a woven hem: for an event."""
    rng = random.Random(f"scene {seed}")
    sheet, brush, _unit = _sheet(width, height, rng.choice(_GROUNDS))
    across, down = sheet.size
    sun = across * rng.uniform(0.15, 0.85)
    radius = down * rng.uniform(0.1, 0.16)
    high = down * rng.uniform(0.22, 0.36)
    brush.ellipse([sun - radius, high - radius, sun + radius, high + radius], "#d9a531")
    inks = rng.sample(_INKS, 3)
    for at, ink in enumerate(inks):
        base = down * (0.5 + 0.17 * at)
        line = [(0, down)]
        for step in range(7):
            line.append((across * step / 6, base - down * rng.uniform(0, 0.22)))
        brush.polygon([*line, (across, down)], _paler(ink, 0.45 - 0.2 * at))
    _hem(brush, seed, across, down)
    return _file(sheet, (width, height), f"{seed}.jpg")


def _cover(seed: str, width: int = 800, height: int = 450) -> ContentFile:
    """Sheets of paper with lines of text, one over the other: for a record."""
    rng = random.Random(f"cover {seed}")
    ink = rng.choice(_INKS)
    sheet, brush, _unit = _sheet(width, height, _paler(ink, 0.8))
    across, down = sheet.size
    for at in range(3):
        x = across * (0.14 + 0.2 * at + rng.uniform(-0.02, 0.02))
        y = down * (0.16 + rng.uniform(-0.06, 0.06))
        w, h = across * 0.32, down * 0.72
        brush.rectangle([x + 12, y + 12, x + w + 12, y + h + 12], _paler(ink, 0.55))
        brush.rectangle([x, y, x + w, y + h], "#fdfcf9")
        brush.rectangle([x + w * 0.1, y + h * 0.09, x + w * 0.7, y + h * 0.15], ink)
        for line in range(9):
            far = rng.uniform(0.6, 0.9)
            top = y + h * (0.24 + 0.075 * line)
            brush.rectangle([x + w * 0.1, top, x + w * far, top + h * 0.018], _paler(ink, 0.5))
    return _file(sheet, (width, height), f"{seed}.jpg")


def _hem(brush, seed: str, across: int, down: int) -> None:
    threads = rings(seed, 2)
    stitch = max(2, down // 90)
    size = 2 * len(threads) * stitch
    for x in range(0, across, size):
        for left, top, run, thread in cells(threads):
            corner = (x + left * stitch, down - size + top * stitch)
            end = (corner[0] + run * stitch - 1, corner[1] + stitch - 1)
            brush.rectangle((*corner, *end), COLOURS[thread])


def _sheet(width: int, height: int, ground: str):
    sheet = Image.new("RGB", (width * _LARGE, height * _LARGE), ground)
    return sheet, ImageDraw.Draw(sheet), width * _LARGE


def _paler(colour: str, by: float) -> str:
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(part + (255 - part) * by):02x}" for part in parts)


def _file(sheet, size: tuple[int, int], name: str) -> ContentFile:
    out = io.BytesIO()
    sheet.resize(size, Image.Resampling.LANCZOS).save(out, "JPEG", quality=82, optimize=True)
    return ContentFile(out.getvalue(), name=name)
