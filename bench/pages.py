"""The pages of the network against the floor, for a visitor and for a member."""

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass

from bench.load import Slice, run
from tests.services import free_port

# Seconds of one slice of a page, and of the floor before and after it.
PAGE_SECONDS, FLOOR_SECONDS = 3.0, 1.5
# A floor that moved more than this between before and after tells that the machine was busy.
MAX_SPREAD = 0.15


@dataclass(frozen=True)
class Target:
    """A page and what it should reach: goals and musts as (visitor, member) ratios."""

    name: str
    path: str
    goal: tuple[float, float]
    must: tuple[float, float] | None = None


@contextmanager
def serving(module: str, environment: dict[str, str]):
    """gunicorn with two sync workers for `module`; yields its port."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", module, "--bind", f"127.0.0.1:{port}",
         "--workers", "2", "--log-level", "error"],
        env=os.environ | environment,
    )  # fmt: skip
    try:
        _wait(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(30)


def _wait(port, process):
    for _attempt in range(300):
        if process.poll() is not None:
            raise SystemExit("gunicorn did not start.")
        if (
            run(port, "/health/live", seconds=0.01, connections=1).times
            or run(port, "/", seconds=0.01, connections=1).times
        ):
            return
        time.sleep(0.1)
    raise SystemExit("gunicorn did not answer within 30 seconds.")


def measure(floor: int, site: int, target: Target, cookie: str) -> dict:
    """One page: its rate over the floor's of the same moment. Measured again when noisy."""
    for _attempt in range(3):
        before = run(floor, "/", seconds=FLOOR_SECONDS)
        run(site, target.path, seconds=0.5, cookie=cookie)
        page = run(site, target.path, seconds=PAGE_SECONDS, cookie=cookie)
        after = run(floor, "/", seconds=FLOOR_SECONDS)
        spread = abs(before.rate - after.rate) / max(before.rate, after.rate, 1)
        if spread <= MAX_SPREAD:
            break
    return _row(target, page, before, after, spread)


def _row(target: Target, page: Slice, before: Slice, after: Slice, spread: float) -> dict:
    floor_rate = (before.rate + after.rate) / 2
    return {
        "page": target.name,
        "ratio": round(page.rate / floor_rate, 4) if floor_rate else 0.0,
        "rate": round(page.rate, 1),
        "floor": round(floor_rate, 1),
        "spread": round(spread, 3),
        "p50_ms": round(page.percentile(0.5) * 1000, 1),
        "p99_ms": round(page.percentile(0.99) * 1000, 1),
        "kilobytes": round(page.size / 1024, 1),
        "wrong": page.wrong[:3],
    }
