"""Several processes that press buttons at the same moment, on the database of the tests.

`press_at_once([(handle, address, data), …])` returns the status of each answer and what it says
to the person. The rows must be committed: use it with `transactional_db`. As a program it is one
of those processes: a line of JSON for each press, "ready?", and one more line to begin.
"""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from queue import Empty, SimpleQueue
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent


def press_at_once(presses, *, processes: int = 4, threads: int = 5) -> list[tuple[int, str]]:
    from django.db import connection

    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        database = f"sqlite:///{name}"
    else:
        database = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    env = os.environ | {"DATABASE_URL": database, "LOG_LEVEL": "ERROR"}
    crowd = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.pressing", str(threads)],
            cwd=ROOT, env=env, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )
        for _number in range(processes)
    ]  # fmt: skip
    for number, process in enumerate(crowd):
        lines = [json.dumps(press) for press in presses[number::processes]]
        process.stdin.write("".join(f"{line}\n" for line in [*lines, "ready?"]))
        process.stdin.flush()
    assert [process.stdout.readline() for process in crowd] == ["ready\n"] * processes
    for process in crowd:
        process.stdin.write("go\n")
        process.stdin.flush()
    said = "".join(process.communicate(timeout=120)[0] for process in crowd)
    assert [process.returncode for process in crowd] == [0] * processes
    return [tuple(json.loads(line)) for line in said.splitlines()]


def main(threads: int) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    from django.contrib.messages import get_messages
    from django.db import connection
    from django.test import Client

    from members.models import User

    presses = SimpleQueue()
    for line in iter(sys.stdin.readline, "ready?\n"):
        handle, address, data = json.loads(line)
        client = Client(raise_request_exception=False)
        client.force_login(
            User.objects.get(handle=handle),
            backend="allauth.account.auth_backends.AuthenticationBackend",
        )
        presses.put((client, address, data))

    def press():
        try:
            while True:
                client, address, data = presses.get_nowait()
                answer = client.post(address, data)
                said = " ".join(map(str, get_messages(answer.wsgi_request)))
                sys.stdout.write(json.dumps([answer.status_code, said]) + "\n")
        except Empty:
            pass
        finally:
            connection.close()

    workers = [threading.Thread(target=press) for _number in range(threads)]
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


if __name__ == "__main__":
    main(int(sys.argv[1]))
