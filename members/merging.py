"""What apps say about the merging of two entries, beside the signals.

When both people have a row of which only one may stand, the surviving person's stays. Where
another is better (a place before a waiting list), the app says so in `AppConfig.ready`:
`merging.prefer("events.Registration", lambda row: row.state == "confirmed")`.
"""

from collections.abc import Callable

from django.db.models import Model

_better: dict[str, Callable[[Model], bool]] = {}


def prefer(label: str, is_better: Callable[[Model], bool]) -> None:
    """Of two rows that cannot both stand, keep the one for which this is true."""
    _better[label] = is_better


def is_better(row: Model, twin: Model) -> bool:
    """Whether the row of who goes should stay instead of its twin."""
    better = _better.get(row._meta.label)
    return bool(better and better(row) and not better(twin))
