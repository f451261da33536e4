"""Say in one line how to get a browser where none is found; fail where journeys must run (CI)."""

import os
import shutil
import sys

# The shell has no windows of its own to draw, which is a third of the work.
CANDIDATES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)


def find_browser() -> str | None:
    """The path of a Chromium that Playwright can drive."""
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, CANDIDATES)), None)


if __name__ == "__main__" and not find_browser():
    sys.stderr.write(
        "No Chromium found: the browser journeys will not run. "
        "On Debian: sudo apt install chromium; elsewhere name one with CHROMIUM=/path.\n"
    )
    sys.exit(1 if os.environ.get("CI") else 0)
