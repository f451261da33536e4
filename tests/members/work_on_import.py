"""One of several processes that work on imports at the same moment: see test_import_race.py.

Called with the keys of imports; it answers "ready", waits for a line, and works until done, or
until it has written the row DIE_AT_ROW and not committed it.
"""

import os
import signal
import sys
import time

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from django.db.models.signals import post_save  # noqa: E402

from members.actions import imports  # noqa: E402
from members.models import Import, ImportRow  # noqa: E402


def die_at_row(number: int) -> None:
    written = 0

    def count(**kwargs):
        nonlocal written
        written += 1
        if written == number:
            os.kill(os.getpid(), signal.SIGKILL)

    post_save.connect(count, sender=ImportRow, weak=False)


def main(keys: list[str]) -> None:
    sources = list(Import.objects.filter(pk__in=keys).order_by("pk"))
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    if number := os.environ.get("DIE_AT_ROW"):
        die_at_row(int(number))
    for source in sources:
        while not imports.work(source):
            time.sleep(0.2)


if __name__ == "__main__":
    main(sys.argv[1:])
