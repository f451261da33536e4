"""Work for the background. A task carries the key of a row; the row says what is to do."""

import logging
from datetime import timedelta
from typing import Any

from celery import Task
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

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


class LeasedQuerySet(models.QuerySet):
    """Rows that one worker at a time takes, until the moment in their `claimed_until`.

    Who dies with a row in hand is followed by another when the lease is over.
    """

    def free(self):
        """In nobody's hands."""
        return self.filter(Q(claimed_until=None) | Q(claimed_until__lt=timezone.now()))

    def held(self):
        """Somebody is at work on them."""
        return self.filter(claimed_until__gte=timezone.now())

    def claim(self, lease: timedelta, **changes: Any) -> int:
        """Take the free ones for the time of `lease`, by one conditional UPDATE; how many."""
        return self.free().update(claimed_until=timezone.now() + lease, **changes)

    def release(self, **changes: Any) -> int:
        """Put them out of hand, with what has become of them; how many."""
        return self.update(claimed_until=None, **changes)
