"""Work for the background. A task carries the key of a row; the row says what is to do."""

import logging
from typing import Any

from celery import Task
from django.db import transaction

log = logging.getLogger(__name__)


def enqueue(task: Task, *args: Any) -> None:
    """Queue `task` once the transaction has committed; outside of one, at once.

    Never raises: what is written is written, and an error after the commit would tell the person
    that it is not. While the broker is away nothing is queued; a sweep of the beat table finds
    the row instead.
    """
    transaction.on_commit(lambda: _send(task, args), robust=True)


def _send(task, args):
    try:
        task.delay(*args)
    except Exception as error:  # kombu raises what its transport raises
        log.warning("The queue does not answer, the sweep will do %s: %s", task.name, error)
