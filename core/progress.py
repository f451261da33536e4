"""A bar for long commands. On a terminal it moves; in a log it says when it begins and ends."""

import time
from typing import TextIO


class Bar:
    """Call it with a label, how many are done and how many there are."""

    def __init__(self, stream: TextIO):
        self.stream = stream
        self.moves = stream.isatty()
        self.label, self.drawn = "", 0.0

    def __call__(self, label: str, done: int, total: int) -> None:
        now = time.monotonic()
        new, full = label != self.label, done >= total
        if not (new or full) and (not self.moves or now - self.drawn < 0.2):
            return
        self.label, self.drawn = ("" if full else label), now
        filled = 24 * done // total if total else 24
        bar = "█" * filled + "·" * (24 - filled)
        start = "\r" if self.moves else ""
        end = "\n" if full or not self.moves else ""
        self.stream.write(f"{start}  {label:<22} {bar} {done:>7} of {total}{end}")
        self.stream.flush()
