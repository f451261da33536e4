"""Mail: an issue to many readers against a bare smtplib loop, same bytes, same server.

`python -m bench.mail [--recipients N] [--workers N]` makes a database of its own (DATABASE_URL
names another), sends an issue with that many worker processes, and prints the ratio.
"""

import argparse
import os
import resource
import smtplib
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.services import free_port

ROOT = Path(__file__).resolve().parent.parent
GOAL, MUST = 0.6, 0.4
_PREPARE = """
from newsletters.actions import issues
from newsletters.models import Delivery, Issue, List, Subscriber, Subscription
from portal.demo._issues import SENT
news, _made = List.objects.get_or_create(slug="bench", defaults={"name": "Bench"})
people = Subscriber.objects.bulk_create(
    Subscriber(email=f"bench{number}@example.org", state="active") for number in range(%d)
)
Subscription.objects.bulk_create(
    Subscription(subscriber=person, list=news, wording="yes", source="bench")
    for person in people
)
issue = Issue.objects.create(slug="bench", subject="Spring", intro=SENT[0]["intro"])
for order, (heading, note, text, path) in enumerate(SENT[0]["pieces"], 1):
    issue.items.create(order=order, heading=heading, note=note, text=text, path=path)
issue.lists.add(news)
from newsletters import tasks
tasks.send_some.delay = lambda issue_id: None  # the workers below begin at a sign
issues.start(issue)
row = Delivery.objects.select_related("subscriber").first()
raw = issues.template_of(issue, row.language).bytes_for(
    to=row.subscriber.email, message_id=row.message_id, token=row.token,
    preferences=row.subscriber.token,
)
open(%r, "wb").write(raw)
"""
_WORK = """
import sys, resource
from newsletters import tasks
from newsletters.actions import issues, sending
from newsletters.models import Delivery, Issue
more = []
tasks.send_some.delay = more.append
issue = Issue.objects.get(slug="bench")
# What a worker does once in its life is not counted: the addresses, the first query.
issues.template_of(issue, "en")
Delivery.objects.exists()
print("ready", flush=True)
sys.stdin.readline()
before = resource.getrusage(resource.RUSAGE_SELF)
more.append(issue.pk)
while more:
    sending.send_some(more.pop())
after = resource.getrusage(resource.RUSAGE_SELF)
print(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, flush=True)
"""


def loop(port: int, raw: bytes, number: int) -> float:
    """Messages a second of the bare loop: one connection, nothing but smtplib."""
    began = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", port) as server:
        for place in range(number):
            server.sendmail("network@example.org", [f"bench{place}@example.org"], raw)
    return number / (time.perf_counter() - began)


def _shell(code: str, environment: dict, **options) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "manage.py", "shell", "--no-imports", "-v", "0", "-c", code],
        cwd=ROOT, env=environment, text=True, **options,
    )  # fmt: skip


def send(environment: dict, workers: int, number: int) -> tuple[float, float]:
    """Messages a second of the platform, and CPU seconds a message."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    processes = [_shell(_WORK, environment, **pipes) for _worker in range(workers)]
    for process in processes:
        process.stdout.readline()
    began = time.perf_counter()
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    cpu = [float(process.stdout.readline()) for process in processes]
    seconds = time.perf_counter() - began
    for process in processes:
        process.communicate()
    return number / seconds, sum(cpu) / number


def measure(folder: Path, recipients: int, workers: int) -> dict:
    """The ratio of one run, with a slice of the bare loop before and after it."""
    port, letters = free_port(), folder / "letters"
    environment = os.environ | {
        "DATA_DIR": str(folder), "SECRET_KEY": "only-for-the-bench", "DEBUG": "off",
        "BASE_URL": "http://bench.example", "LOG_LEVEL": "WARNING",
        "EMAIL_URL": f"smtp://127.0.0.1:{port}",
    }  # fmt: skip
    environment.setdefault("DATABASE_URL", f"sqlite:///{folder / 'db.sqlite3'}")
    for command in (["migrate", "-v", "0", "--noinput"], ["createcachetable"]):
        subprocess.run(
            [sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True
        )
    _shell(_PREPARE % (recipients, str(folder / "raw")), environment).wait()
    raw = (folder / "raw").read_bytes()
    sink = subprocess.Popen([sys.executable, "-m", "tests.smtp_sink", str(port), str(letters)],
                            cwd=ROOT)  # fmt: skip
    try:
        time.sleep(1.5)
        floors = [loop(port, raw, recipients // 2)]
        ours, cpu = send(environment, workers, recipients)
        floors.append(loop(port, raw, recipients // 2))
    finally:
        sink.terminate()
        sink.wait()
    lines = letters.read_text().splitlines()
    floor = statistics.mean(floors)
    return {
        "floor": floor, "spread": (max(floors) - min(floors)) / floor, "ours": ours,
        "ratio": ours / floor, "cpu_ms": cpu * 1000, "kilobytes": len(raw) / 1024,
        "taken": len(lines) - 2 * (recipients // 2), "recipients": recipients,
        "memory_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
    }  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--recipients", type=int, default=5_000)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    found = measure_here(options.recipients, options.workers)
    print(sentence(found))
    return 0 if found["ratio"] >= MUST and found["taken"] == found["recipients"] else 1


def measure_here(recipients: int, workers: int = 2) -> dict:
    """`measure` in a folder that is thrown away."""
    with tempfile.TemporaryDirectory(prefix="balkanetup-mail-") as folder:
        return measure(Path(folder), recipients, workers)


def sentence(found: dict) -> str:
    """What was measured, in one line."""
    return (
        "mail: {ours:.0f} messages/s ÷ {floor:.0f} of the bare loop = {ratio:.2f} "
        "(goal {goal}, must {must}); {cpu_ms:.2f} ms CPU a message (goal 1.5); "
        "floor spread {spread:.0%}; {taken} of {recipients} taken, {kilobytes:.1f} KB each".format(
            goal=GOAL, must=MUST, **found
        )
    )


if __name__ == "__main__":
    sys.exit(main())
