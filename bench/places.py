"""Places: two hundred people press at once for the fifty places of one event.

`python -m bench.places [--people N] [--places N]` serves the site on PostgreSQL and Redis with a
worker beside it, lets everybody press in one moment, and tells how long they waited, how many
got what, and when the last letter about it was written.
"""

import argparse
import http.client
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlencode

from bench.load import Slice
from bench.pages import serving
from tests import services

ROOT = Path(__file__).resolve().parent.parent
MUST_P95 = 2.0
_TOKEN = "b" * 32
_PREPARE = """
import json
from datetime import timedelta
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from events.models import Event
from members.models import User
people = User.objects.bulk_create(
    User(email=f"place{n}@example.org", handle=f"place-{n}", first_name="Ana", last_name=f"P{n}",
         is_member=True, password="!")
    for n in range(%d)
)
starts = timezone.now() + timedelta(days=30)
event = Event.objects.create(
    title="A rush", kind="workshop", summary="One hall.", starts_at=starts,
    ends_at=starts + timedelta(hours=2), mode="online", state="published", capacity=%d,
    published_at=timezone.now(), organiser=people[0],
)
keys = []
for person in people:
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    keys.append(session.session_key)
print(json.dumps({"slug": event.slug, "keys": keys}))
"""
_COUNT = """
import json
from core.models import Letter
from events.models import Event
event = Event.objects.get()
letters = Letter.objects.filter(kind__startswith="registration_").count()
print(json.dumps([event.places_taken, event.people_waiting, letters]))
"""


def measure_here(people: int = 200, places: int = 50) -> dict:
    """One rush, on servers of its own that are thrown away."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="balkanetup-rush-")))
        folder.chmod(0o755)
        environment = {
            "DATABASE_URL": stack.enter_context(services.postgres(folder)),
            "REDIS_URL": stack.enter_context(services.redis(folder)),
            "DATA_DIR": str(folder / "data"), "SECRET_KEY": "bench", "DEBUG": "off",
            "BASE_URL": "http://localhost", "ALLOWED_HOSTS": "localhost", "LOG_LEVEL": "ERROR",
            "SECURE_SSL_REDIRECT": "off", "SECURE_COOKIES": "off",
            "EMAIL_URL": "dummymail://",
        }  # fmt: skip
        for command in (["migrate", "-v", "0"], ["collectstatic", "--noinput", "-v", "0"]):
            _manage(environment, *command)
        found = _shell(environment, _PREPARE % (people, places))
        site = stack.enter_context(serving("balkanetup.wsgi", environment))
        stack.enter_context(_worker(environment))
        return _rush(environment, site, found, places)


def _rush(environment, site, found, places) -> dict:
    path = f"/events/{found['slug']}/register/"
    for key in found["keys"][:8]:  # what a process does once in its life
        _ask(site, "GET", path, key)
    load = os.getloadavg()[0]
    began, waited = time.monotonic(), Slice()
    gate = threading.Barrier(len(found["keys"]))

    def press(key):
        gate.wait()
        started = time.monotonic()
        status = _ask(site, "POST", path, key)
        waited.times.append(time.monotonic() - started)
        if status != 302:
            waited.wrong.append(str(status))

    threads = [threading.Thread(target=press, args=[key]) for key in found["keys"]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    answered = time.monotonic() - began
    people = len(found["keys"])
    while (counted := _shell(environment, _COUNT))[2] < people:
        if time.monotonic() - began > 180:
            break
        time.sleep(0.5)
    return {
        "people": people, "places": places, "load_before": round(load, 2),
        "p50_s": round(waited.percentile(0.5), 2), "p95_s": round(waited.percentile(0.95), 2),
        "last_s": round(answered, 2), "letters_s": round(time.monotonic() - began, 1),
        "taken": counted[0], "waiting": counted[1], "letters": counted[2], "wrong": waited.wrong,
    }  # fmt: skip


def _ask(port: int, method: str, path: str, session: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    headers = {"Host": "localhost", "Cookie": f"sessionid={session}; csrftoken={_TOKEN}",
               "Content-Type": "application/x-www-form-urlencoded"}  # fmt: skip
    body = urlencode({"csrfmiddlewaretoken": _TOKEN, "note": ""}) if method == "POST" else None
    try:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status
    except OSError:
        return 0
    finally:
        connection.close()


@contextmanager
def _worker(environment):
    process = subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "balkanetup", "worker", "--pool", "solo",
         "--loglevel", "ERROR", "--without-gossip", "--without-mingle"],
        cwd=ROOT, env=os.environ | environment, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield
    finally:
        process.terminate()
        process.wait(30)


def _manage(environment, *arguments) -> str:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env=os.environ | environment,
        check=True, text=True, stdout=subprocess.PIPE,
    ).stdout  # fmt: skip


def _shell(environment, code: str):
    return json.loads(_manage(environment, "shell", "--no-imports", "-v", "0", "-c", code))


def is_right(found: dict) -> bool:
    """Whether everybody got what they should, in time."""
    exact = (found["places"], found["people"] - found["places"], found["people"])
    return (
        (found["taken"], found["waiting"], found["letters"]) == exact
        and not found["wrong"]
        and found["p95_s"] <= MUST_P95
    )


def sentence(found: dict) -> str:
    """What was measured, in one line."""
    return (
        "places: {people} at once for {places}: {taken} confirmed, {waiting} waiting;"
        " p50 {p50_s} s, p95 {p95_s} s (must {must}), last {last_s} s;"
        " {letters} letters written after {letters_s} s; load before {load_before};"
        " wrong: {wrong}".format(must=MUST_P95, **found)
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--places", type=int, default=50)
    options = parser.parse_args()
    found = measure_here(options.people, options.places)
    print(sentence(found))
    return 0 if is_right(found) else 1


if __name__ == "__main__":
    sys.exit(main())
