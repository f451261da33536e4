"""One of several processes that press at the same moment: see test_rush.py.

Called with the number of threads; by stdin "verb handle slug" for each press, then "ready?".
It answers "ready", waits for one more line, presses, and prints the status of each answer.
"""

import os
import sys
import threading
from queue import Empty, SimpleQueue

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from members.models import User  # noqa: E402


def main(threads: int) -> None:
    presses = SimpleQueue()
    for line in iter(sys.stdin.readline, "ready?\n"):
        verb, handle, slug = line.split()
        client = Client(raise_request_exception=False)
        client.force_login(
            User.objects.get(handle=handle),
            backend="allauth.account.auth_backends.AuthenticationBackend",
        )
        presses.put((client, verb, slug))

    def press():
        try:
            while True:
                client, verb, slug = presses.get_nowait()
                answer = client.post(reverse(f"events:{verb}", args=[slug]))
                sys.stdout.write(f"{answer.status_code}\n")
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
