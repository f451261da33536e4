"""The promise about mail with real processes: worker, queue, SMTP server, and `kill -9`."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import psycopg2
import pytest
from django.db import connection, connections

from tests.services import free_port

ROOT = Path(__file__).resolve().parents[2]
RECIPIENTS = 1000
_BEGIN = """
from django.core.management import call_command
from newsletters.actions import issues
from newsletters.models import Issue, List, Subscriber, Subscription
call_command("createcachetable")
news = List.objects.create(slug="news", name="News")
people = Subscriber.objects.bulk_create(
    Subscriber(email=f"reader{number}@example.org", state="active") for number in range(%d)
)
Subscription.objects.bulk_create(
    Subscription(subscriber=person, list=news, wording="yes", source="a test")
    for person in people
)
issue = Issue.objects.create(slug="spring", subject="Spring", intro="Dear colleagues")
issue.lists.add(news)
print(issues.start(issue))
"""
_COUNT = """
from newsletters.models import Issue
issue = Issue.objects.get()
print(issue.state, issue.progress()["sent"], issue.progress()["waiting"])
"""


class Installation:
    """The platform with a database, a queue and a mail server of its own."""

    def __init__(self, folder: Path, database: str):
        self.port = free_port()
        self.letters = folder / "letters"
        self.letters.touch()
        self.processes: list[subprocess.Popen] = []
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "balkanetup.settings",
            "DATA_DIR": str(folder),
            "DATABASE_URL": database,
            "SECRET_KEY": "only-for-tests",
            "DEBUG": "off",
            "LOG_LEVEL": "WARNING",
            "BASE_URL": "http://testserver",
            "EMAIL_URL": f"smtp://127.0.0.1:{self.port}",
            "ETUP_NEWSLETTER_LEASE": "6",
            "ETUP_MAIL_SWEEP": "2",
        }
        if redis := os.environ.get("REDIS_URL"):
            # The other tests clear theirs.
            self.environment["REDIS_URL"] = redis.rpartition("/")[0] + "/15"

    def python(self, *arguments: str) -> str:
        return subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=self.environment, check=True, text=True,
            stdout=subprocess.PIPE,
        ).stdout  # fmt: skip

    def shell(self, code: str) -> str:
        return self.python("manage.py", "shell", "--no-imports", "-v", "0", "-c", code).strip()

    def state(self) -> str:
        """The issue's, out of the database itself: a process for each look imports for seconds."""
        url = self.environment["DATABASE_URL"]
        path = url.removeprefix("sqlite:///")
        with closing(psycopg2.connect(url) if path == url else sqlite3.connect(path)) as line:
            cursor = line.cursor()
            cursor.execute("SELECT state FROM newsletters_issue")
            return cursor.fetchone()[0]

    def begin(self, *arguments: str) -> subprocess.Popen:
        # A session of its own, so that the end of the test finds every child.
        process = subprocess.Popen(
            [sys.executable, "-m", *arguments], cwd=ROOT, env=self.environment,
            start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self.processes.append(process)
        return process

    def sink(self) -> None:
        # Some milliseconds a letter, so that there is a middle to kill in.
        self.begin("tests.smtp_sink", str(self.port), str(self.letters), "0.004")

    def worker(self) -> subprocess.Popen:
        return self.begin(
            "celery", "-A", "balkanetup", "worker", "--pool", "solo", "--beat", "--loglevel",
            "WARNING", "--without-gossip", "--without-mingle",
            "--schedule", f"{self.environment['DATA_DIR']}/beat-{len(self.processes)}",
        )  # fmt: skip

    def taken(self) -> list[tuple[str, str]]:
        lines = self.letters.read_text().splitlines()
        return [tuple(line.split()) for line in lines if line.count(" ") == 1]

    def wait_for(self, number: int, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while len({to for to, _id in self.taken()}) < number:
            assert time.monotonic() < deadline, f"{len(self.taken())} of {number}"
            time.sleep(0.05)

    def end(self) -> None:
        for process in self.processes:
            # A worker that was killed leaves its schedule behind, in the same group.
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(10)


@contextmanager
def copy_of_the_database(folder: Path):
    """A copy of the suite's own empty database: migrating another would take a minute."""
    if connection.vendor == "sqlite":
        path = folder / "db.sqlite3"
        with (
            closing(sqlite3.connect(connection.settings_dict["NAME"])) as ours,
            closing(sqlite3.connect(path)) as copy,
        ):
            ours.backup(copy)
        yield f"sqlite:///{path}"
        return
    template, name = connection.settings_dict["NAME"], f"kill_{os.getpid()}"
    connections.close_all()  # a template must have no guests
    server = psycopg2.connect(os.environ["DATABASE_URL"])
    server.autocommit = True
    with closing(server), server.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        try:
            yield os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{name}"
        finally:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def installation(tmp_path, db):
    with copy_of_the_database(tmp_path) as database:
        here = Installation(tmp_path, database)
        try:
            yield here
        finally:
            here.end()


@pytest.mark.processes
@pytest.mark.xdist_group("kill")
def test_killing_the_worker_loses_nobody_and_doubles_at_most_one_a_kill(installation):
    here, kills = installation, 2
    here.sink()
    assert here.shell(_BEGIN % RECIPIENTS) == str(RECIPIENTS)
    worker = here.worker()

    for kill in range(1, kills + 1):
        here.wait_for(RECIPIENTS * kill // 4, seconds=60)
        worker.send_signal(signal.SIGKILL)
        worker.wait(10)
        assert len(here.taken()) < RECIPIENTS
        worker = here.worker()
    here.wait_for(RECIPIENTS, seconds=90)

    deadline = time.monotonic() + 30
    while (state := here.state()) != "sent":
        assert time.monotonic() < deadline, state
        time.sleep(0.1)
    assert here.shell(_COUNT) == f"sent {RECIPIENTS} 0"
    letters = here.taken()
    assert {to for to, _id in letters} == {
        f"reader{number}@example.org" for number in range(RECIPIENTS)
    }
    assert len(letters) <= RECIPIENTS + kills
    ids = {to: {each for other, each in letters if other == to} for to, _id in letters}
    assert Counter(map(len, ids.values())) == {1: RECIPIENTS}
