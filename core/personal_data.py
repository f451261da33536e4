"""What each app knows about a person, and how it forgets.

An app's part is its `personal_data.py`, with `export`, `erase` and `files`; it is handed in by
`AppConfig.ready`: `personal_data.register("forum", export=…, erase=…)`.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    export: Callable  # (person) -> JSON-able dict or list
    erase: Callable | None  # (person, keep_content: bool) -> None, inside a transaction
    files: Callable | None  # (person) -> iterable of FieldFile to put into the bundle


_parts: dict[str, Part] = {}


def register(
    name: str, *, export: Callable, erase: Callable | None = None, files: Callable | None = None
) -> None:
    """Hand in an app's part. `erase` runs before the person's row goes, highest app first."""
    _parts[name] = Part(export, erase, files)


def parts() -> dict[str, Part]:
    """Every app's part, lowest layer first."""
    return dict(_parts)
