"""The network's motif: a stepped lozenge on a grid, as the region weaves and carves it.

A drawing is a row of rings around a centre, each ring a thread: `a` the accent, `b` gold, `c`
kiln red, `-` left open. A few numbers choose the threads, so that every centre and group can
have a lozenge of its own; the network's is fixed. `python -m core.motif` prints its mark.
"""

import hashlib
from collections.abc import Iterator
from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe

NETWORK = "balkanetup"
_NETWORKS_RINGS = "ccbb-aa"
_THREADS = "aabc-"
COLOURS = {"a": "#1f6677", "b": "#d9a531", "c": "#b4432c"}
_RADIUS = {"mark": 6, "field": 8, "band": 2, "edge": 2}


def rings(seed: str, radius: int = 6) -> str:
    """The threads of `seed`'s lozenge, from the centre outwards: always the same."""
    if seed == NETWORK and radius == len(_NETWORKS_RINGS) - 1:
        return _NETWORKS_RINGS
    numbers = hashlib.sha256(seed.encode()).digest()
    chosen = ""
    for number in numbers[: max(radius - 2, 1)]:
        thread = _THREADS[number % len(_THREADS)]
        # An open centre, or two open rings side by side, would let the middle fall out.
        chosen += "c" if thread == "-" and chosen[-1:] in ("", "-") else thread
    # The outermost rings lie close, so that the stitches of the outline hold together.
    return chosen + ("-aa" if radius > 2 else "aa")


def cells(threads: str) -> Iterator[tuple[int, int, int, str]]:
    """The runs of a lozenge: left, top, width, thread. The middle row is 2·radius + 1 wide."""
    radius = len(threads) - 1
    width = 2 * radius + 1
    for top in range(width):
        row = [
            threads[ring] if (ring := abs(top - radius) + abs(left - radius)) <= radius else "-"
            for left in range(width)
        ]
        left = 0
        while left < width:
            end = left
            while end < width and row[end] == row[left]:
                end += 1
            if row[left] != "-":
                yield left, top, end - left, row[left]
            left = end


def _paths(threads: str, *, colours: bool = False) -> str:
    drawn: dict[str, str] = {}
    for left, top, width, thread in cells(threads):
        drawn[thread] = drawn.get(thread, "") + f"M{left} {top}h{width}v1h-{width}z"
    return "".join(
        f'<path fill="{COLOURS[thread]}" d="{path}"/>'
        if colours
        else f'<path class="motif__{thread}" d="{path}"/>'
        for thread, path in sorted(drawn.items())
    )


@lru_cache(maxsize=512)
def motif_svg(
    seed: str = NETWORK, *, size: int = 64, kind: str = "mark", place: str = ""
) -> SafeString:
    """An SVG of `size` px. Kinds: mark, field (larger, for empty states), band, edge (a frame).

    `place` tells apart two woven ones (band, edge) of one kind and seed on one page.
    """
    if kind in ("band", "edge"):
        return _woven(seed, kind, place)
    threads = rings(seed, _RADIUS[kind])
    width = 2 * len(threads) - 1
    return mark_safe(
        f'<svg class="motif" data-kind="{kind}" viewBox="0 0 {width} {width}" width="{size}" '
        f'height="{size}" shape-rendering="crispEdges" aria-hidden="true" focusable="false">'
        f"{_paths(threads)}</svg>"
    )


def _woven(seed: str, kind: str, place: str) -> SafeString:
    """Small lozenges in a row, joined at their points, two px a stitch."""
    # Its pattern is found by an id, and an id stands on a page once.
    name = f"woven-{hashlib.sha256(f'{seed}{kind}{place}'.encode()).hexdigest()[:6]}"
    joint = '<path class="motif__b" d="M5 2h1v1h-1z"/>'
    pattern = (
        f'<pattern id="{name}" width="12" height="10" patternUnits="userSpaceOnUse">'
        f'<g transform="scale(2)">{_paths(rings(seed, 2))}{joint}</g></pattern>'
    )
    if kind == "band":
        return mark_safe(
            '<svg class="motif" data-kind="band" height="10" shape-rendering="crispEdges" '
            f'aria-hidden="true" focusable="false">{pattern}'
            f'<rect width="100%" height="10" fill="url(#{name})"/></svg>'
        )
    # A sheet of A4 lying on its side, in units that the stitches divide.
    return mark_safe(
        '<svg class="motif" data-kind="edge" viewBox="0 0 1188 840" shape-rendering="crispEdges" '
        f'aria-hidden="true" focusable="false">{pattern}<path fill="url(#{name})" '
        'fill-rule="evenodd" d="M0 0h1188v840H0zM12 10h1164v820H12z"/></svg>'
    )


@lru_cache
def motif_cells(stitch: int = 3) -> SafeString:
    """The network's mark as a table of coloured cells, for mail programs; a row on each line."""
    width = 2 * len(_NETWORKS_RINGS) - 1
    rows: list[str] = [""] * width
    ends = [0] * width
    for left, top, run, thread in cells(_NETWORKS_RINGS):
        rows[top] += _cell(left - ends[top], stitch) + _cell(run, stitch, thread)
        ends[top] = left + run
    body = "\n".join(
        f"<tr>{row}{_cell(width - end, stitch)}</tr>" for row, end in zip(rows, ends, strict=True)
    )
    return mark_safe(
        '<table class="mark" role="presentation" cellpadding="0" cellspacing="0" border="0" '
        f'width="{width * stitch}">\n{body}\n</table>'
    )


def _cell(run: int, stitch: int, thread: str = "") -> str:
    if not run:
        return ""
    painted = f' class="thread-{thread}" bgcolor="{COLOURS[thread]}"' if thread else ""
    return f'<td colspan="{run}" width="{run * stitch}" height="{stitch}"{painted}></td>'


def mark_file() -> str:
    """The network's mark as a file of its own, for browsers' tabs and for those who link it."""
    width = 2 * len(_NETWORKS_RINGS) - 1
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1 -1 {width + 2} {width + 2}" '
        f'shape-rendering="crispEdges">{_paths(_NETWORKS_RINGS, colours=True)}</svg>\n'
    )


if __name__ == "__main__":
    print(mark_file(), end="")  # noqa: T201
