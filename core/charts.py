"""Charts as inline SVG: pure functions of names and numbers.

Colours come from classes (`static/css/components/chart.css`), so that they follow the palette of
the page. A drawing is 360 units wide, about as wide as a phone: there its text has the size that
the stylesheet says, on wider screens it grows with the drawing. A drawing only shows; the page
sets the same numbers into a table beside it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH = 360
_RADIUS = 132
_MIDDLE = WIDTH / 2
# How many signs of 13 units stand in a line.
_LINE = 46


Point = tuple[float, float]


@dataclass(frozen=True)
class Series:
    """One row of values, None where there is none; `name` stands in the legend."""

    name: str
    values: Sequence[float | None]


@dataclass(frozen=True)
class Web:
    """Where the parts of a radar stand, in a square of WIDTH units, from its upper left corner."""

    rings: list[list[Point]]
    # Of each axis its end and its number; the axes begin in the middle.
    ends: list[Point]
    numbers: list[Point]
    # By series and axis; None where there is no value.
    values: list[list[Point | None]]


def web(labels: Sequence[str], series: Sequence[Series], lowest: float, highest: float) -> Web:
    """The web of a radar, for whoever draws it: on the page as SVG, on paper."""
    count = max(len(labels), 3)
    shares = [_share(lowest + at, lowest, highest) for at in range(1, int(highest - lowest) + 1)]
    return Web(
        [[_at(number, count, share) for number in range(count)] for share in shares],
        [_at(number, count, 1) for number in range(len(labels))],
        [_at(number, count, 1.17) for number in range(len(labels))],
        [
            [
                None if value is None else _at(number, count, _share(value, lowest, highest))
                for number, value in enumerate(one.values)
            ]
            for one in series
        ],
    )


def radar(
    name: str,
    *,
    title: str,
    text: str,
    labels: Sequence[str],
    series: Sequence[Series],
    lowest: float,
    highest: float,
) -> SafeString:
    """A web with an axis for each label, numbered from 1 at the top, clockwise.

    `name` is unique on the page; `title` and `text` are what a screen reader says. A series is
    an area where all of its values are there, and single points where one is missing.
    """
    found = web(labels, series, lowest, highest)
    drawing = [
        *(
            format_html('<polygon class="chart__ring" points="{}"/>', _points(ring))
            for ring in found.rings
        ),
        *(
            _axis(number, *parts)
            for number, parts in enumerate(zip(labels, found.ends, found.numbers, strict=True), 1)
        ),
        *(
            _area(number, one, points, labels)
            for number, (one, points) in enumerate(zip(series, found.values, strict=True), 1)
        ),
    ]
    legend, high = _legend(series, WIDTH)
    return _svg(name, "radar", title, text, high, SafeString("").join([*drawing, legend]))


def bars(
    name: str,
    *,
    title: str,
    text: str,
    labels: Sequence[str],
    series: Sequence[Series],
    lowest: float,
    highest: float,
    shown: Sequence[Sequence[str]] | None = None,
    numbered: bool = True,
) -> SafeString:
    """For each label a bar of every series, below its name, from `lowest` to `highest`.

    `shown` is how the values are written, by series and label; else they are rounded.
    """
    y, parts = 4, []
    room = WIDTH - 52
    for at, label in enumerate(labels):
        for row in lines(f"{at + 1} {label}" if numbered else label, _LINE):
            y += 16
            parts.append(_word(0, y, row, "chart__label"))
        y += 6
        for number, one in enumerate(series, 1):
            value = one.values[at]
            words = shown[number - 1][at] if shown else ("–" if value is None else f"{value:g}")
            parts.append(_bar(y, room, _share(value, lowest, highest), number))
            parts.append(_word(room + 8, y + 11, words, "chart__value"))
            y += 16
        y += 8
    legend, y = _legend(series, y)
    return _svg(name, "bars", title, text, y, SafeString("").join([*parts, legend]))


def lines(text: str, most: int) -> list[str]:
    """The words in lines of at most `most` signs, in two lines; the rest is cut with a mark."""
    rows = [""]
    for word in text.split():
        if rows[-1] and len(rows[-1]) + 1 + len(word) > most:
            rows.append("")
        rows[-1] = f"{rows[-1]} {word}".strip()
    if len(rows) > 2:
        rows = [rows[0], f"{rows[1][: most - 1]}…"]
    return [row if len(row) <= most else f"{row[: most - 1]}…" for row in rows]


def _share(value: float | None, lowest: float, highest: float) -> float:
    """How far a value is on its way, from 0 to 1."""
    if value is None or highest <= lowest:
        return 0.0
    return min(max((value - lowest) / (highest - lowest), 0.0), 1.0)


def _at(number: int, count: int, share: float) -> Point:
    """A point on an axis: its number from the top, clockwise, and how far out."""
    angle = 2 * math.pi * number / count - math.pi / 2
    # The lowest level stands off the middle: a web of nothing but first levels is one, too.
    radius = _RADIUS * (0.16 + 0.84 * share)
    return round(_MIDDLE + radius * math.cos(angle), 1), round(
        _MIDDLE + radius * math.sin(angle), 1
    )


def _points(points: Sequence[Point]) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in points)


def _axis(number: int, label: str, end: Point, words: Point) -> SafeString:
    return format_html(
        '<line class="chart__axis" x1="{m}" y1="{m}" x2="{}" y2="{}"/>'
        '<g><title>{}</title><text class="chart__number" x="{}" y="{}">{}</text></g>',
        f"{end[0]:g}",
        f"{end[1]:g}",
        label,
        f"{words[0]:g}",
        f"{words[1] + 5:g}",
        number,
        m=f"{_MIDDLE:g}",
    )


def _area(
    number: int, one: Series, points: Sequence[Point | None], labels: Sequence[str]
) -> SafeString:
    known = [(at, point, one.values[at]) for at, point in enumerate(points) if point is not None]
    area = SafeString("")
    if len(known) == len(labels) > 2:
        area = format_html(
            '<polygon class="chart__area" data-series="{}" points="{}"/>',
            number,
            _points([point for _at_, point, _value in known]),
        )
    dots = format_html_join(
        "",
        '<circle class="chart__dot" data-series="{}" cx="{}" cy="{}" r="4"><title>{}</title>'
        "</circle>",
        (
            (number, f"{x:g}", f"{y:g}", f"{one.name}, {labels[at]}: {value:g}")
            for at, (x, y), value in known
        ),
    )
    return area + dots


def _bar(y: int, room: int, share: float, number: int) -> SafeString:
    return format_html(
        '<rect class="chart__track" x="0" y="{y}" width="{}" height="12" rx="2"/>'
        '<rect class="chart__bar" data-series="{}" x="0" y="{y}" width="{}" height="12" rx="2"/>',
        room,
        number,
        f"{round(room * share, 1):g}",
        y=y,
    )


def _word(x: float, y: float, text: str, kind: str) -> SafeString:
    return format_html('<text class="{}" x="{}" y="{}">{}</text>', kind, f"{x:g}", f"{y:g}", text)


def _legend(series: Sequence[Series], y: float) -> tuple[SafeString, float]:
    """The names of the series below the drawing, where there are several; and where it ends."""
    if len(series) < 2:
        return SafeString(""), y
    parts = []
    for number, one in enumerate(series, 1):
        y += 22
        parts.append(
            format_html(
                '<rect class="chart__bar" data-series="{}" x="0" y="{}" width="18" height="12" '
                'rx="2"/>',
                number,
                f"{y - 11:g}",
            )
        )
        parts.append(_word(26, y, lines(one.name, _LINE - 4)[0], "chart__label"))
    return SafeString("").join(parts), y + 8


def _svg(name: str, kind: str, title: str, text: str, high: float, inside) -> SafeString:
    return format_html(
        '<svg class="chart" data-kind="{kind}" role="img" viewBox="0 0 {} {}" '
        'aria-labelledby="{name}-title {name}-desc">'
        '<title id="{name}-title">{}</title><desc id="{name}-desc">{}</desc>{}</svg>',
        WIDTH,
        f"{high:g}",
        title,
        text,
        SafeString(inside),
        kind=kind,
        name=name,
    )
