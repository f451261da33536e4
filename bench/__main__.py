"""`make bench`: prepare the data, measure pages, then mail, print the table, keep the numbers."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from bench import growth, mail, pages, places, soak, surveys, targets
from tests import services

ROOT = Path(__file__).resolve().parent.parent
FULL = {"members": 2000, "boards": 20, "topics": 5000, "posts": 100_000, "resources": 100_000,
        "events": 1000, "registrations": 50_000, "subscribers": 10_000}  # fmt: skip


def manage(environment, *arguments, capture=False):
    return subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env=os.environ | environment,
        check=True, text=True, stdout=subprocess.PIPE if capture else None,
    )  # fmt: skip


def prepare(environment: dict[str, str], share: float) -> None:
    """An empty database with `share` of the full data in it."""
    print("Preparing the database …", flush=True)
    manage(environment, "migrate", "-v", "0", "--noinput")
    manage(environment, "collectstatic", "-v", "0", "--noinput")
    sizes = [f"--{name}={max(1, int(number * share))}" for name, number in FULL.items()]
    manage(environment, "populate", *sizes)


def table(rows: list[tuple[pages.Target, dict, dict]]) -> str:
    """The measured ratios beside their goals, one page a line."""
    head = f"{'page':34} {'visitor':>8} {'member':>8} {'goal':>13} {'must':>13} {'p99 ms':>7} {'KB':>5}"  # noqa: E501
    lines = [head, "-" * len(head)]
    for target, visitor, member in rows:
        must = "{:.3f} / {:.3f}".format(*target.must) if target.must else ""
        goal = "{:.3f} / {:.3f}".format(*target.goal)
        low = target.must or target.goal
        short = visitor["ratio"] < low[0] or member["ratio"] < low[1]
        wrong = visitor["wrong"] or member["wrong"]
        lines.append(
            f"{target.name:34} {visitor['ratio']:8.3f} {member['ratio']:8.3f} {goal:>13} "
            f"{must:>13} {max(visitor['p99_ms'], member['p99_ms']):7.0f} "
            f"{visitor['kilobytes']:5.0f} {'below' if short else ''} {wrong or ''}"
        )
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, default=1.0, help="share of the full data, 0 to 1")
    parser.add_argument("--only", default="", help="only pages whose name holds this")
    parser.add_argument("--pages", action="store_true", help="only the pages, not the mail")
    parser.add_argument("--growth", action="store_true", help="only what growth costs")
    parser.add_argument("--places", action="store_true", help="only the rush for places")
    parser.add_argument("--surveys", action="store_true", help="only surveys with many answers")
    soak.add_arguments(parser)
    options = parser.parse_args()
    if options.soak:
        return soak.run(options)
    if options.places:
        print(places.sentence(rush := places.measure_here()))
        return 0 if places.is_right(rush) else 1
    if options.surveys:
        print(surveys.table(found := surveys.measure(options.share)))
        keep([], None, [], options, surveys=found)
        return 0 if surveys.is_right(found) else 1
    rows, sent, grown = [], None, []
    if not options.growth:
        rows = measure_pages(options)
        print(table(rows), flush=True)
    if not (options.only or options.pages):
        print("Growing from 100 to 10,000 members …", flush=True)
        grown = growth.measure()
        print(growth.table(grown), flush=True)
    if not (options.only or options.pages or options.growth):
        print("Sending mail …", flush=True)
        sent = mail.measure_here(max(500, int(FULL["subscribers"] * options.share / 2)))
        print(mail.sentence(sent))
        print("Pressing for places …", flush=True)
        print(places.sentence(places.measure_here()))
        print(surveys.table(surveys.measure(options.share)))
    keep(rows, sent, grown, options)
    return 0


def measure_pages(options) -> list[tuple[pages.Target, dict, dict]]:
    """Each page against the floor, as a visitor and as a member."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="balkanetup-bench-")))
        folder.chmod(0o755)
        database = stack.enter_context(services.postgres(folder))
        environment = {
            "DATABASE_URL": database,
            "REDIS_URL": stack.enter_context(services.redis(folder)),
            "FLOOR_DATABASE_URL": database,
            "DATA_DIR": str(folder / "data"),
            "SECRET_KEY": "bench",
            "DEBUG": "off",
            "BASE_URL": "http://localhost",
            "ALLOWED_HOSTS": "localhost",
            "SECURE_SSL_REDIRECT": "off",
            "SECURE_COOKIES": "off",
            "RATE_LIMITS": "off",
            "LOG_LEVEL": "ERROR",
            "EMAIL_URL": "consolemail://",
        }
        subprocess.run(
            [sys.executable, "-m", "bench.floor", "prepare"],
            env=os.environ | environment, check=True,
        )  # fmt: skip
        prepare(environment, options.share)
        found = json.loads(manage(environment, "bench_pages", capture=True).stdout)
        floor = stack.enter_context(pages.serving("bench.floor", environment))
        site = stack.enter_context(pages.serving("balkanetup.wsgi", environment))
        rows = []
        for target in targets.all_targets(found["paths"]):
            if options.only in target.name:
                print(f"  {target.name} …", flush=True)
                rows.append(
                    (
                        target,
                        pages.measure(floor, site, target, ""),
                        pages.measure(floor, site, target, found["cookie"]),
                    )
                )
    return rows


def keep(rows, sent: dict | None, grown: list[dict], options, **more) -> None:
    """Write what was measured to var/bench/."""
    folder = ROOT / "var" / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    content = {
        "at": stamp,
        "share": options.share,
        "mail": sent,
        "growth": grown,
        "pages": [{"visitor": visitor, "member": member} for _target, visitor, member in rows],
        **more,
    }
    name = next(iter(more), "growth" if options.growth else "pages")
    (folder / f"{name}-{stamp}.json").write_text(json.dumps(content, indent=1))


if __name__ == "__main__":
    sys.exit(main())
