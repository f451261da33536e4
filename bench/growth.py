"""What a hundred times the members costs: the register's pages with 100 and with 10,000.

Both networks stand on the same PostgreSQL and are asked in turns. The cost of a page is the time
that the processors spent on it, in the site and in the database: what else the machine does
moves the clock on the wall, not that.
"""

import json
import os
import statistics
import sys
import tempfile
from contextlib import ExitStack, suppress
from pathlib import Path
from urllib.parse import quote

import psycopg2

from bench.load import run
from bench.pages import serving
from tests import services

MUST = 1.5
SMALL = {"members": 100, "institutions": 100}
LARGE = {"members": 10_000, "institutions": 500}
REST = {"boards": 1, "topics": 2, "posts": 20, "resources": 20, "events": 5, "registrations": 5,
        "subscribers": 5}  # fmt: skip
ROUNDS, SECONDS = 7, 0.7


def addresses(where: dict) -> list[tuple[str, str, bool]]:
    """What is measured: its name, its address, and whether a member asks."""
    # Picks and words that fill a page at both sizes: a row costs more than its neighbours.
    lists = [
        ("directory", "/members/"),
        ("directory, a facet", "/members/?role=lecturer"),
        ("directory, words", "/members/?q=bees"),
        ("people, site search", "/search/?q=bees&kind=member"),
        # And words with a hundred times the hits, of which the search counts a few hundred.
        ("directory, common", "/members/?q=an"),
        ("site search, common", "/search/?q=university"),
        ("people, common", "/search/?q=teaches&kind=member"),
        ("institutions", "/institutions/"),
        ("institutions, words", f"/institutions/?q={quote('универзитет')}"),
        ("one institution", where["institution"]),
        ("one profile", where["profile"]),
    ]
    rows = [(label, path, asks) for label, path in lists for asks in (False, True)]
    return [
        *rows,
        ("directory, two facets", "/members/?role=lecturer&language=en", True),
        ("typeahead", f"/members/join/institutions/?place_q={quote('univ')}", True),
    ]


def measure() -> list[dict]:
    """Each page's cost at both sizes, and how many times the larger costs the smaller."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="balkanetup-grow-")))
        folder.chmod(0o755)
        before = _children()
        database = stack.enter_context(services.postgres(folder))
        postmaster = _children() - before
        redis = stack.enter_context(services.redis(folder))
        small = _environment(database, f"{redis.rpartition('/')[0]}/1", folder / "small")
        _manage(small, "migrate", "-v", "0", "--noinput")
        _manage(small, "collectstatic", "-v", "0", "--noinput")
        twin = _twin(database)
        large = _environment(twin, f"{redis.rpartition('/')[0]}/2", folder / "small")
        sites = []
        for environment, sizes in ((small, SMALL), (large, LARGE)):
            plan = {**REST, **sizes}
            _manage(environment, "populate", *(f"--{key}={value}" for key, value in plan.items()))
            _analyse(environment["DATABASE_URL"])
            found = json.loads(_manage(environment, "bench_growth", capture=True).stdout)
            before = _children()
            port = stack.enter_context(serving("balkanetup.wsgi", environment))
            sites.append((port, found, (_children() - before) | postmaster))
        return [_compare(at, sites) for at in range(len(addresses(sites[0][1])))]


def _compare(at: int, sites) -> dict:
    label, _path, asks = addresses(sites[0][1])[at]
    print(f"  {label}{' (member)' if asks else ''} …", flush=True)
    cost, clock, wrong, worst = [[], []], [[], []], [], 0.0
    for _round in range(ROUNDS):
        for which, (port, found, processes) in enumerate(sites):
            path, cookie = addresses(found)[at][1], found["cookie"] if asks else ""
            run(port, path, seconds=0.15, connections=2, cookie=cookie)
            spent = _spent(processes)
            piece = run(port, path, seconds=SECONDS, connections=2, cookie=cookie)
            spent = _spent(processes) - spent
            wrong += piece.wrong[:1]
            cost[which].append(1000 * spent / max(len(piece.times), 1))
            clock[which].append(piece.percentile(0.5) * 1000)
            worst = max(worst, piece.percentile(0.99) * 1000)
    small, large = (statistics.median(each) for each in cost)
    return {
        "page": label, "asks": "member" if asks else "visitor", "ms_100": round(small, 1),
        "ms_10000": round(large, 1), "times": round(large / max(small, 0.01), 2),
        "clock_ms": [round(min(each), 1) for each in clock], "p99_ms": round(worst, 1),
        "wrong": wrong[:3],
    }  # fmt: skip


def _children() -> set[int]:
    """The processes that this one started."""
    return {pid for pid, parent, _ticks in _processes() if parent == os.getpid()}


def _spent(roots: set[int]) -> float:
    """Seconds of processor time of these processes and all below them."""
    rows = list(_processes())
    below = set(roots)
    while more := {pid for pid, parent, _t in rows if parent in below} - below:
        below |= more
    return sum(ticks for pid, _p, ticks in rows if pid in below) / os.sysconf("SC_CLK_TCK")


def _processes():
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                fields = (entry / "stat").read_text().rpartition(") ")[2].split()
                # Its own time, and that of its children which have ended.
                yield int(entry.name), int(fields[1]), sum(map(int, fields[11:15]))


def _environment(database: str, redis: str, data: Path) -> dict[str, str]:
    return {
        "DATABASE_URL": database, "REDIS_URL": redis, "DATA_DIR": str(data), "DEBUG": "off",
        "SECRET_KEY": "bench", "BASE_URL": "http://localhost", "ALLOWED_HOSTS": "localhost",
        "SECURE_SSL_REDIRECT": "off", "SECURE_COOKIES": "off", "RATE_LIMITS": "off",
        "LOG_LEVEL": "ERROR", "EMAIL_URL": "consolemail://",
    }  # fmt: skip


def _manage(environment, *arguments, capture=False):
    from bench.__main__ import manage

    return manage(environment, *arguments, capture=capture)


def _twin(database: str) -> str:
    """A second database like the first, which is migrated and empty."""
    address, _slash, name = database.rpartition("/")
    connection = psycopg2.connect(f"{address}/template1")
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}_large" TEMPLATE "{name}"')
    connection.close()
    return f"{address}/{name}_large"


def _analyse(database: str) -> None:
    """What autovacuum would have done by the time that anybody reads."""
    connection = psycopg2.connect(database)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    connection.close()


def table(rows: list[dict]) -> str:
    """The growth of each page, and whether it keeps what was promised."""
    head = (
        f"{'page':26} {'asks':8} {'100, ms':>8} {'10,000, ms':>11} {'times':>6} "
        f"{'clock, ms':>15} {'p99':>6}"
    )
    lines = [head, "-" * len(head)]
    for row in rows:
        over = "over" if row["times"] > MUST else ""
        lines.append(
            f"{row['page']:26} {row['asks']:8} {row['ms_100']:8.1f} {row['ms_10000']:11.1f} "
            f"{row['times']:6.2f} {row['clock_ms'][0]:6.0f} to {row['clock_ms'][1]:5.0f} "
            f"{row['p99_ms']:6.0f} {over} {row['wrong'] or ''}"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    measured = measure()
    print(table(measured))
    sys.exit(any(row["times"] > MUST for row in measured))
