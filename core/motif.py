"""The network's mark: a stepped lozenge on a grid, as the region weaves and carves it."""

from django.utils.safestring import SafeString, mark_safe

_GRID = 7


def motif_svg(numbers: bytes, *, size: int = 64, kind: str = "mark") -> SafeString:
    """SVG of `size` px. `numbers` choose which rings of the lozenge are filled."""
    rings = [numbers[at] % 3 for at in range(4)]
    cells = []
    middle = _GRID // 2
    for row in range(_GRID):
        for column in range(_GRID):
            ring = abs(row - middle) + abs(column - middle)
            if ring <= middle and (ring == middle or rings[ring] != 0):
                tone = "a" if ring in (middle, 0) or rings[ring] == 1 else "b"
                cells.append(f'<rect class="motif__{tone}" x="{column}" y="{row}" '
                             'width="1" height="1"/>')  # fmt: skip
    return mark_safe(
        f'<svg class="motif" data-kind="{kind}" viewBox="0 0 {_GRID} {_GRID}" width="{size}" '
        f'height="{size}" aria-hidden="true" focusable="false">{"".join(cells)}</svg>'
    )
