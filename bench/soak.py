"""The soak: `manage.py serve` on a busy machine, for half an hour, and then killed bit by bit.

`python -m bench --soak [--minutes 30] [--messages 50000] [--redis]` serves the demo network from
an empty folder beside four busy loops while three writers fill the queue and readers open pages.
It counts what was lost, reads the memory, kills each child ten times with messages on their way
and measures how long it is away, and ends all with one Ctrl-C. With `--redis` the queue is a
Redis, which is killed and started again as well.
"""

import argparse
import http.cookiejar
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from tests import services

ROOT = Path(__file__).resolve().parent.parent
CHILDREN = ("etup-web", "etup-worker", "etup-schedule")
PAGES = ("/", "/forum/", "/events/", "/resources/", "/members/", "/institutions/", "/newsletters/",
         "/search/?q=ucenje", "/mk/", "/sq/forum/", "/my/")  # fmt: skip
BUSY_LOOPS, WRITERS, KILLS = 4, 3, 10


class Site:
    """`serve` in a place of its own."""

    def __init__(self, folder: Path, redis_url: str):
        self.port = services.free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.data = folder / "data"
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "bench.soak_settings", "DATA_DIR": str(self.data),
            "DATABASE_URL": f"sqlite:///{self.data}/db.sqlite3", "REDIS_URL": redis_url,
            "DEBUG": "on", "SECRET_KEY": "soak", "BASE_URL": self.url, "EMAIL_URL": "",
            "ALLOWED_HOSTS": "127.0.0.1", "LOG_LEVEL": "INFO", "REQUIRE_STAFF_2FA": "off",
        }  # fmt: skip
        self.log = (folder / "serve.log").open("w+")
        self.process: subprocess.Popen | None = None

    def start(self) -> float:
        """Seconds to the first page."""
        began = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--demo", "--port", str(self.port)],
            cwd=ROOT, env=self.environment, stdout=self.log, stderr=subprocess.STDOUT,
        )  # fmt: skip
        while not answers(f"{self.url}/"):
            if self.process.poll() is not None:
                sys.exit(Path(self.log.name).read_text())
            time.sleep(0.2)
        return time.monotonic() - began

    def processes(self) -> dict[int, str]:
        """Parent and children: number and name."""
        parent = self.process.pid
        found = {parent: "parent"}
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                name, _end, rest = (folder / "stat").read_text().rpartition(")")
                if rest.split()[0] != "Z" and _descends(int(folder.name), parent):
                    found[int(folder.name)] = name.partition("(")[2]
        return found

    def child(self, name: str) -> int:
        return next(
            (pid for pid, called in self.processes().items()
             if called == name and os.getpgid(pid) == pid), 0,
        )  # fmt: skip

    def memory(self) -> dict[str, float]:
        """Proportional set size in MB, by process and together."""
        sizes = {f"{name} {pid}": _pss(pid) for pid, name in self.processes().items()}
        return sizes | {"together": round(sum(sizes.values()), 1)}

    def done(self) -> Counter:
        with suppress(FileNotFoundError):
            return Counter(map(int, (self.data / "done.txt").read_text().split()))
        return Counter()


def _descends(pid: int, ancestor: int) -> bool:
    while pid > 1:
        pid = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
        if pid == ancestor:
            return True
    return False


def _pss(pid: int) -> float:
    with suppress(OSError):
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        return round(int(re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)[1]) / 1024, 1)
    return 0.0


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:
            return answer.status == 200
    except OSError:
        return False


@contextmanager
def busy(loops: int):
    """So many processes that do nothing but work."""
    crowd = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _one in range(loops)]
    try:
        yield
    finally:
        for process in crowd:
            process.kill()
            process.wait()


class Readers:
    """A member and a visitor who open one page after the other."""

    def __init__(self, site: Site):
        self.site, self.pages, self.wrong = site, 0, Counter()
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._read, args=(who,)) for who in ("", "ana")]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *exception):
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _read(self, who):
        opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        )
        if who:
            sign_in(opener, self.site.url, f"{who}@example.org")
        while not self._over.is_set():
            for path in PAGES:
                try:
                    with opener.open(self.site.url + path, timeout=60) as answer:
                        answer.read()
                    self.pages += 1
                except urllib.error.HTTPError as error:
                    self.wrong[f"{path} {error.code}"] += 1
                except OSError as error:
                    self.wrong[f"{path} {type(error).__name__}"] += 1
                if self._over.wait(0.5):
                    return


def sign_in(opener, url: str, email: str) -> None:
    address = f"{url}/account/login/"
    form = opener.open(address, timeout=60).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)[1]
    fields = {"login": email, "password": "balkan-demo-2026", "csrfmiddlewaretoken": token}
    request = urllib.request.Request(
        address, urllib.parse.urlencode(fields).encode(), {"Referer": address}
    )
    opener.open(request, timeout=60)


def write(site: Site, first: int, count: int, seconds: float) -> list[subprocess.Popen]:
    """Three writers that share the messages from `first` on."""
    each = count // WRITERS
    return [
        subprocess.Popen(
            [sys.executable, "-m", "bench.soak_work", str(first + number * each), str(each),
             str(seconds)], cwd=ROOT, env=site.environment,
        ) for number in range(WRITERS)
    ]  # fmt: skip


def wait_for_all(site: Site, expected: range, seconds: float) -> tuple[int, int]:
    """How many of the messages were never done, and how many more than once."""
    deadline = time.monotonic() + seconds
    done = site.done()
    while len([number for number in expected if number in done]) < len(expected):
        if time.monotonic() > deadline:
            break
        time.sleep(1)
        done = site.done()
    return (
        sum(1 for number in expected if number not in done),
        sum(1 for number in expected if done[number] > 1),
    )


def kill_each(site: Site) -> dict[str, list[float]]:
    """Kill every child ten times in a row; the seconds after which it is there again."""
    away = {}
    for name in CHILDREN:
        away[name] = []
        for _time in range(KILLS):
            pid = site.child(name)
            began = time.monotonic()
            os.kill(pid, signal.SIGKILL)
            while site.child(name) in (0, pid):
                time.sleep(0.05)
            if name == "etup-web":
                while not answers(f"{site.url}/health/live"):
                    time.sleep(0.05)
            away[name].append(round(time.monotonic() - began, 2))
        print(f"  {name}: back after {away[name]} s", flush=True)
    return away


def soak(options, folder: Path, redis_url: str, restart_redis) -> dict:
    site, report = Site(folder, redis_url), {"queue": "redis" if redis_url else "folder"}
    seconds, count = options.minutes * 60, options.messages // WRITERS * WRITERS
    report["first_page_s"] = round(site.start(), 1)
    try:
        with busy(BUSY_LOOPS):
            worker = site.child("etup-worker")
            print(f"Serving; {count} messages in {options.minutes} minutes …", flush=True)
            with Readers(site) as readers:
                began = time.monotonic()
                writers = write(site, 0, count, seconds * 0.8)
                while time.monotonic() < began + seconds:
                    time.sleep(min(60, max(0.1, began + seconds - time.monotonic())))
                    told = f"{len(site.done())} done, {readers.pages} pages"
                    memory = site.memory()["together"]
                    print(f"  {time.monotonic() - began:5.0f} s  {told}, {memory} MB", flush=True)
                for writer in writers:
                    writer.wait()
                report["lost"], report["twice"] = wait_for_all(site, range(count), 600)
                report["memory_mb"] = site.memory()
                report["worker_lived"] = site.child("etup-worker") == worker
                report["pages"], report["wrong"] = readers.pages, dict(readers.wrong)
            print("Killing …", flush=True)
            extra = range(count, count + 3000)
            writers = write(site, extra.start, len(extra), 60)
            report["away_s"] = kill_each(site)
            if restart_redis:
                report["redis_away_s"] = restart_redis()
            for writer in writers:
                writer.wait()
            report["lost_when_killed"], report["twice_when_killed"] = wait_for_all(
                site, extra, 300
            )
            report["restarts"] = Path(site.log.name).read_text().count("it is started again")
            began = time.monotonic()
            site.process.send_signal(signal.SIGINT)
            report["exit_code"] = site.process.wait(60)
            report["ctrl_c_s"] = round(time.monotonic() - began, 1)
            report["left"] = len(site.processes()) - 1
    finally:
        if site.process.poll() is None:
            site.process.terminate()
            site.process.wait(60)
    return report


class Redis:
    """A Redis that keeps what it holds, so that it can be killed and started again."""

    def __init__(self, folder: Path):
        self.folder, self.port = folder, services.free_port()
        self.start()

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        self.process = subprocess.Popen(
            ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--dir",
             str(self.folder), "--appendonly", "yes", "--appendfsync", "always"],
            stdout=subprocess.DEVNULL,
        )  # fmt: skip

    def kill_and_start(self) -> list[float]:
        """Five times killed; away for three seconds each."""
        times = []
        for _time in range(5):
            began = time.monotonic()
            self.process.kill()
            self.process.wait()
            time.sleep(3)
            self.start()
            times.append(round(time.monotonic() - began, 1))
            time.sleep(5)
        return times


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--soak", action="store_true", help="only the soak of `serve`")
    parser.add_argument("--minutes", type=float, default=30, help="of the soak")
    parser.add_argument("--messages", type=int, default=50_000, help="of the soak")
    parser.add_argument("--redis", action="store_true", help="the soak with Redis as the queue")


def run(options) -> int:
    """Print and keep the soak's figures; 0 when all of it holds, else 1."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="balkanetup-soak-")))
        redis = None
        if options.redis:
            redis = Redis(folder)
            stack.callback(lambda: redis.process.kill())
        report = soak(
            options, folder, redis.url if redis else "", redis.kill_and_start if redis else None
        )
    print(json.dumps(report, indent=1))
    kept = ROOT / "var" / "bench"
    kept.mkdir(parents=True, exist_ok=True)
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    (kept / f"soak-{stamp}.json").write_text(json.dumps(report, indent=1))
    well = (
        not report["lost"] and not report["lost_when_killed"] and report["worker_lived"]
        and report["memory_mb"]["together"] < 400 and report["ctrl_c_s"] <= 10
        and all(max(times) <= 10 for times in report["away_s"].values())
    )  # fmt: skip
    print("The soak holds." if well else "The soak does not hold.")
    return 0 if well else 1
