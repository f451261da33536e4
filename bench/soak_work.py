"""The soak's task: it writes its number down. As a program: one of the writers.

`python -m bench.soak_work FIRST COUNT SECONDS` puts COUNT messages into the queue, spread evenly
over SECONDS.
"""

import os
import sys
import time
from pathlib import Path

from celery import shared_task


def ledger() -> Path:
    return Path(os.environ["DATA_DIR"]) / "done.txt"


@shared_task(name="bench.write_down", ignore_result=True)
def write_down(number: int) -> None:
    line = os.open(ledger(), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.write(line, f"{number}\n".encode())
    os.close(line)


def main(first: int, count: int, seconds: float) -> None:
    import django

    django.setup()
    began = time.monotonic()
    for index in range(count):
        while True:
            try:
                write_down.delay(first + index)
                break
            except Exception:
                time.sleep(0.5)  # the broker is away, and the message was not taken
        if (early := began + seconds * index / count - time.monotonic()) > 0.05:
            time.sleep(early)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
