"""One of several processes that work on imports at the same moment: see test_import_race.py.

Called with the keys of imports; it answers "ready", waits for a line, and works until done.
"""

import os
import sys
import time

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from members.actions import imports  # noqa: E402
from members.models import Import  # noqa: E402


def main(keys: list[str]) -> None:
    sources = list(Import.objects.filter(pk__in=keys).order_by("pk"))
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    for source in sources:
        while not imports.work(source):
            time.sleep(0.2)


if __name__ == "__main__":
    main(sys.argv[1:])
