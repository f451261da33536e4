"""Surveys of sixty questions: the page of results and the export with few and many answers.

`python -m bench --surveys` makes one survey with names and one without, each with 100 and with
10,000 answers, on a PostgreSQL of its own. The page must cost at most 1.5 times as much with
many; a table of all answers must take no more memory than a small one and 64 MB.
"""

import json
import os
import statistics
import tempfile
from contextlib import ExitStack
from pathlib import Path

from bench.growth import _analyse, _children, _environment, _spent
from bench.load import run
from bench.pages import serving
from bench.places import _manage
from tests import services

MUST = 1.5
MUST_MEMORY_MB = 64
FEW, MANY = 100, 10_000
_ROUNDS, _SECONDS = 9, 1.0
_TABLES = [
    ("named", "answers", "csv"), ("named", "answers", "xlsx"),
    ("named", "texts", "csv"), ("anonymous", "texts", "xlsx"),
]  # fmt: skip


def measure(share: float = 1.0) -> dict:
    """Pages and tables with few and with many answers; `share` of the many."""
    many = max(FEW * 2, int(MANY * share))
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="balkanetup-surv-")))
        folder.chmod(0o755)
        before = _children()
        database = stack.enter_context(services.postgres(folder))
        processes = _children() - before
        redis = stack.enter_context(services.redis(folder))
        environment = _environment(database, redis, folder / "data")
        for command in (["migrate", "-v", "0"], ["collectstatic", "--noinput", "-v", "0"]):
            _manage(environment, *command)
        print(f"Filling in surveys {FEW} and {many:,} times …", flush=True)
        found = _call(environment, f"fill({FEW}, {many})")
        _analyse(environment["DATABASE_URL"])
        before = _children()
        site = stack.enter_context(serving("balkanetup.wsgi", environment))
        processes |= _children() - before
        load = round(os.getloadavg()[0], 2)
        pages = [_page(site, processes, found, kind, many) for kind in ("named", "anonymous")]
        print(_lines(pages), flush=True)
        print("Making tables …", flush=True)
        tables = [_table(environment, found["slugs"], many, *each) for each in _TABLES]
        return {"few": FEW, "many": many, "load": load, "pages": pages, "tables": tables}


def _call(environment: dict, call: str) -> dict:
    code = f"from bench.survey_data import export, fill; {call}"
    return json.loads(_manage(environment, "shell", "--no-imports", "-v", "0", "-c", code))


def _page(site: int, processes: set[int], found: dict, kind: str, many: int) -> dict:
    """Both pages in turns. The cost is the processors' time, of the site and of the database:
    what else the machine does moves the clock on the wall, which is told beside it.
    """
    cookie = f"sessionid={found['session']}"
    paths = [f"/surveys/{found['slugs'][f'{kind}-{number}']}/results/" for number in (FEW, many)]
    cost, clock, wrong, sizes = ([], []), ([], []), [], [0, 0]
    for _round in range(_ROUNDS):
        for which, path in enumerate(paths):
            run(site, path, seconds=0.2, connections=1, cookie=cookie)
            spent = _spent(processes)
            piece = run(site, path, seconds=_SECONDS, connections=1, cookie=cookie)
            spent = _spent(processes) - spent
            cost[which].append(1000 * spent / max(len(piece.times), 1))
            clock[which].append(1000 * piece.percentile(0.5))
            wrong += piece.wrong[:1]
            sizes[which] = round(piece.size / 1024)
    few_ms, many_ms = (statistics.median(each) for each in cost)
    return {
        "kind": kind, "few_ms": round(few_ms, 1), "many_ms": round(many_ms, 1),
        "times": round(many_ms / max(few_ms, 0.01), 2),
        "clock_ms": [round(statistics.median(each)) for each in clock],
        "kilobytes": sizes, "wrong": wrong,
    }  # fmt: skip


def _table(environment: dict, slugs: dict, many: int, kind: str, what: str, form: str) -> dict:
    few, much = (
        _call(environment, f"export({slugs[f'{kind}-{number}']!r}, {what!r}, {form!r})")
        for number in (FEW, many)
    )
    return {"table": f"{what} of a {kind} survey, {form}", "few": few, "many": much}


def is_right(found: dict) -> bool:
    """Whether pages and tables keep what was promised."""
    grown = [each["many"]["peak_mb"] - each["few"]["peak_mb"] for each in found["tables"]]
    return (
        all(page["times"] <= MUST and not page["wrong"] for page in found["pages"])
        and max(grown) <= MUST_MEMORY_MB
    )


def table(found: dict) -> str:
    """What was measured of the tables, with the peak of the process that makes them."""
    lines = [
        f"surveys of 60 questions, {found['few']} and {found['many']:,} answers;"
        f" load before {found['load']}"
    ]
    lines += [
        f"{each['table']:36} {each['many']['seconds']:5.1f} s "
        f"{each['many']['bytes'] / 2**20:6.1f} MB; peak {each['few']['peak_mb']} MB with few, "
        f"{each['many']['peak_mb']} MB with all (must + {MUST_MEMORY_MB})"
        for each in found["tables"]
    ]
    return "\n".join([*lines, _lines(found["pages"])])


def _lines(pages: list[dict]) -> str:
    return "\n".join(
        f"results of a survey, {page['kind']:9} {page['few_ms']:7.1f} ms {page['many_ms']:7.1f} ms"
        f"  times {page['times']:.2f} (must {MUST})"
        f"  clock {' to '.join(map(str, page['clock_ms']))} ms"
        f"  {' to '.join(map(str, page['kilobytes']))} KB {page['wrong'] or ''}"
        for page in pages
    )
