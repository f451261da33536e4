"""Threads on the tables of the tests that begin in the same moment.

The rows must be committed: use `transactional_db`. Where more than threads are meant:
`tests.processes.at_once`.
"""

import threading
from collections.abc import Callable

from django.db import connection

from core.exceptions import Refused


def at_once(*deeds: Callable[[], object]) -> list:
    """What each of `deeds` came to, in their order: what it returned, or the exception it raised.

    Each has a thread of its own; all are let go together.
    """
    gate, answers = threading.Barrier(len(deeds)), [None] * len(deeds)

    def run(at: int, deed: Callable[[], object]) -> None:
        gate.wait()
        try:
            answers[at] = deed()
        except Exception as error:
            answers[at] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def raised(answers: list) -> list[Exception]:
    """Those of what `at_once` gave that are exceptions."""
    return [answer for answer in answers if isinstance(answer, Exception)]


def refused(answers: list) -> list[Refused]:
    """Those that are refusals."""
    return [answer for answer in answers if isinstance(answer, Refused)]
