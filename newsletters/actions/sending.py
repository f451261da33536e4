"""How an issue leaves: claimed in batches, handed over one by one, each recorded at once.

The row is the truth. It is claimed by one conditional UPDATE with a lease, and marked as sent
right after the server's 250, before the next letter begins: a worker that is killed leaves at
most one letter that may go out again, with the same Message-ID.

The lease is short and renewed by a thread while the sender lives, even while it waits for a
silent server: what a killed sender held is free after half a minute, and no letter is in two
hands.
"""

import logging
import threading
import time
import uuid
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.utils import timezone

from core.jobs import enqueue
from core.mail import back_off
from core.smtp import Away, Line, Never, NotNow
from newsletters import mime, tasks
from newsletters.models import (
    Delivery,
    Issue,
    List,
    Subscriber,
    Subscription,
    Suppression,
)

from . import issues

log = logging.getLogger(__name__)
_BATCH = 100
# Seconds until a server that hung up is asked once more; then the sweep looks after it.
_BREATH = 2
# Seconds after which a sender makes room for other letters and queues itself again.
_TURN = 10
_MAX_ATTEMPTS = 10
# So many refusals in a row mean that the server refuses the letter, not the readers.
_REFUSALS_IN_A_ROW = 20


@dataclass
class Hand:
    """What one sender holds: an issue with its lists, its name for the claim, its line, and the
    templates by language and lists of the reader.
    """

    issue: Issue
    claim: uuid.UUID
    line: Line
    templates: dict[tuple, mime.Template] = field(default_factory=dict)
    refusals: int = 0
    rests: int = 0

    def __post_init__(self):
        self.lists: dict[int, List] = {each.pk: each for each in self.issue.lists.all()}


def send_some(issue_id: int) -> None:
    """Send an issue for some seconds; queue the next turn when more waits."""
    issue = Issue.objects.filter(pk=issue_id, state=Issue.State.SENDING).first()
    if issue is None or _is_crowded(issue):
        return
    until = time.monotonic() + _TURN
    with Line() as line:
        hand = Hand(issue, uuid.uuid4(), line)
        while time.monotonic() < until:
            batch = _claim(hand)
            if not batch:
                break
            with _renewed(hand.claim):
                goes_on = _send_batch(hand, batch)
            if not goes_on:
                return
    if Delivery.objects.waiting().filter(issue=issue).exists():
        enqueue(tasks.send_some, issue_id)
    else:
        issues.finish(issue_id)


def sweep() -> None:
    """Start what is due, take up what nobody holds, close what is done."""
    issues.start_due()
    for issue_id in Issue.objects.filter(state=Issue.State.SENDING).values_list("pk", flat=True):
        if Delivery.objects.waiting().filter(issue_id=issue_id).exists():
            for _number in range(min(issues.BEGINNERS, _free_lines(issue_id))):
                enqueue(tasks.send_some, issue_id)
        else:
            issues.finish(issue_id)


def _free_lines(issue_id) -> int:
    """How many more senders may hold a line. Who was killed holds one until the lease ends."""
    held = Delivery.objects.in_hand().filter(issue_id=issue_id)
    return settings.ETUP_MAIL_LINES - held.values("claim").distinct().count()


def _is_crowded(issue):
    return _free_lines(issue.pk) <= 0


@contextmanager
def _renewed(claim: uuid.UUID) -> Iterator[None]:
    """Renew what is still unsent of a claim, from a thread, until the block ends."""
    done = threading.Event()

    def renew():
        try:
            while not done.wait(settings.ETUP_NEWSLETTER_LEASE / 6):
                mine = Delivery.objects.pending().filter(claim=claim)
                mine.update(claimed_until=timezone.now() + _lease())
        except DatabaseError as error:
            # The sender meets the same database, and a lease that ends costs a duplicate at most.
            log.warning("A claim could not be renewed: %s", error)
        finally:
            connection.close()

    thread = threading.Thread(target=renew, name="renew-claim", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _claim(hand: Hand) -> list[tuple]:
    """Take the next rows for the time of a lease, in a way that no rival can take them too."""
    with transaction.atomic():
        rows = Delivery.objects.waiting().filter(issue=hand.issue).order_by("pk")
        taken = list(
            rows.select_for_update(skip_locked=True).values_list("pk", flat=True)[:_BATCH]
        )
        Delivery.objects.filter(pk__in=taken).claim(_lease(), claim=hand.claim)
    mine = Delivery.objects.filter(pk__in=taken, claim=hand.claim).order_by("pk")
    rows = list(
        mine.values_list(
            "pk", "subscriber__email", "subscriber__token", "token", "language", "message_id",
            "attempts", "subscriber",
        )
    )  # fmt: skip
    on = _lists_by_reader(hand, [row[-1] for row in rows])
    return [(*row, on[row[-1]]) for row in rows]


def _lists_by_reader(hand, readers) -> dict[int, tuple[int, ...]]:
    """Which of the issue's lists each of these is on, in the order of the lists."""
    live = Subscription.objects.live().filter(subscriber__in=readers, list__in=hand.lists)
    on = defaultdict(set)
    for reader, one in live.values_list("subscriber", "list"):
        on[reader].add(one)
    return defaultdict(tuple, {
        reader: tuple(pk for pk in hand.lists if pk in theirs) for reader, theirs in on.items()
    })  # fmt: skip


def _lease() -> timedelta:
    return timedelta(seconds=settings.ETUP_NEWSLETTER_LEASE)


def _send_batch(hand: Hand, batch: list[tuple]) -> bool:
    """Send what was claimed. False when the sender should stop: paused, cancelled, server away."""
    for row in batch:
        pk, email, preferences, token, language, message_id, attempts, subscriber, on = row
        if not on or not _may_leave(hand, pk):
            if not on:  # none of its lists any more: nobody is written to without one
                Delivery.objects.pending().filter(pk=pk).update(skipped_at=timezone.now())
            if _goes_on(hand):
                continue
            _release(hand)
            return False
        try:
            raw = _template(hand, language, on).bytes_for(
                to=email, message_id=message_id, token=token, preferences=preferences
            )
            _send(hand, email, raw)
        except Away as error:
            log.warning("The mail server is away, issue %s waits: %s", hand.issue.pk, error)
            _release(hand)
            return False
        except NotNow as error:
            _try_later(pk, attempts + 1, str(error))
        except Never as error:
            _bounce(hand, pk, email, subscriber, error)
            if hand.refusals >= _REFUSALS_IN_A_ROW:
                _stop(hand, str(error))
                return False
        else:
            hand.refusals = 0
            Delivery.objects.filter(pk=pk).release(sent_at=timezone.now(), attempts=attempts + 1)
    return True


def _send(hand, email, raw):
    """Hand a letter over; a server that hung up (one 421) is asked once more in this turn."""
    try:
        hand.line.send(email, raw)
    except Away:
        if hand.rests:
            raise
        hand.rests += 1
        time.sleep(_BREATH)
        hand.line.send(email, raw)


def _may_leave(hand, pk):
    """Whether this row is still ours, its reader still there and its issue still going.

    Asked right before every letter: who unsubscribes gets nothing after the answer, and pause
    and cancel hold at once.
    """
    # One plain filter: this is asked for every letter, and a chain costs more than the database.
    return Delivery.objects.filter(
        pk=pk, claim=hand.claim, sent_at=None, failed_at=None, skipped_at=None,
        subscriber__isnull=False, issue__state=Issue.State.SENDING,
    ).exists()  # fmt: skip


def _goes_on(hand):
    return Issue.objects.filter(pk=hand.issue.pk, state=Issue.State.SENDING).exists()


def _template(hand, language, on):
    if (language, on) not in hand.templates:
        lists = [hand.lists[pk] for pk in on]
        hand.templates[language, on] = issues.template_of(hand.issue, language, lists)
    return hand.templates[language, on]


def _release(hand):
    Delivery.objects.pending().filter(claim=hand.claim).release(claim=None)


def _try_later(pk, attempts, reason):
    changes = {"claim": None, "attempts": attempts, "failure": reason[:500]}
    if attempts >= _MAX_ATTEMPTS:
        changes["failed_at"] = timezone.now()
    else:
        changes["due_at"] = timezone.now() + back_off(attempts)
    Delivery.objects.filter(pk=pk).release(**changes)


@transaction.atomic
def _bounce(hand, pk, email, subscriber, error):
    hand.refusals += 1
    Delivery.objects.filter(pk=pk).release(
        failed_at=timezone.now(), attempts=F("attempts") + 1, failure=str(error)[:500]
    )
    if error.suppress:
        Suppression.objects.get_or_create(email=email, defaults={"reason": str(error)[:500]})
        Subscriber.objects.filter(pk=subscriber).update(state=Subscriber.State.BOUNCED)


@transaction.atomic
def _stop(hand, reason):
    """Pause an issue that the server refuses for everybody, before it costs every address."""
    log.error("Issue %s is paused: the server refuses letter after letter.", hand.issue.pk)
    Issue.objects.filter(pk=hand.issue.pk, state=Issue.State.SENDING).update(
        state=Issue.State.PAUSED, trouble=reason[:500]
    )
    _release(hand)
