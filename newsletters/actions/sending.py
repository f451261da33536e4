"""How an issue leaves: claimed in batches, handed over one by one, each recorded at once.

The row is the truth. It is claimed by one conditional UPDATE with a lease, and marked as sent
right after the server's 250, before the next letter begins: a worker that is killed leaves at
most one letter that may go out again, with the same Message-ID.
"""

import logging
import time
import uuid
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from core.jobs import enqueue
from core.mail import back_off
from core.smtp import Away, Line, Never, NotNow
from newsletters import mime, tasks
from newsletters.models import Delivery, Issue, Subscriber, Suppression

from . import issues

log = logging.getLogger(__name__)
_BATCH = 100
# Seconds after which a sender makes room for other letters and queues itself again.
_TURN = 10
_MAX_ATTEMPTS = 10
# So many refusals in a row mean that the server refuses the letter, not the readers.
_REFUSALS_IN_A_ROW = 20


@dataclass
class Hand:
    """What one sender holds: an issue, its name for the claim, its line, its templates."""

    issue: Issue
    claim: uuid.UUID
    line: Line
    templates: dict[str, mime.Template]
    refusals: int = 0
    renewed: float = 0.0


def send_some(issue_id: int) -> None:
    """Send an issue for some seconds; queue the next turn when more waits."""
    issue = Issue.objects.filter(pk=issue_id, state=Issue.State.SENDING).first()
    if issue is None or _is_crowded(issue):
        return
    until = time.monotonic() + _TURN
    with Line() as line:
        hand = Hand(issue, uuid.uuid4(), line, {})
        while time.monotonic() < until:
            batch = _claim(hand)
            if not batch:
                break
            if not _send_batch(hand, batch):
                return
    if Delivery.objects.waiting().filter(issue=issue).exists():
        enqueue(tasks.send_some, issue_id)
    else:
        issues.finish(issue_id)


def sweep() -> None:
    """Start what is due, take up what nobody holds, close what is done."""
    issues.start_due()
    for issue_id in Issue.objects.filter(state=Issue.State.SENDING).values_list("pk", flat=True):
        of_issue = Delivery.objects.filter(issue_id=issue_id)
        if of_issue.waiting().exists():
            if not of_issue.in_hand().exists():
                enqueue(tasks.send_some, issue_id)
        else:
            issues.finish(issue_id)


def _is_crowded(issue):
    holders = Delivery.objects.in_hand().filter(issue=issue).values("claim").distinct().count()
    return holders >= settings.ETUP_MAIL_LINES


def _claim(hand: Hand) -> list[tuple]:
    """Take the next rows for the time of a lease, in a way that no rival can take them too."""
    with transaction.atomic():
        rows = Delivery.objects.waiting().filter(issue=hand.issue).order_by("pk")
        taken = list(
            rows.select_for_update(skip_locked=True).values_list("pk", flat=True)[:_BATCH]
        )
        Delivery.objects.filter(pk__in=taken).update(claim=hand.claim, claimed_until=_lease())
    hand.renewed = time.monotonic()
    mine = Delivery.objects.filter(pk__in=taken, claim=hand.claim).order_by("pk")
    return list(
        mine.values_list(
            "pk", "subscriber__email", "subscriber__token", "token", "language", "message_id",
            "attempts", "subscriber",
        )
    )  # fmt: skip


def _lease():
    return timezone.now() + timedelta(seconds=settings.ETUP_MAIL_LEASE)


def _send_batch(hand: Hand, batch: list[tuple]) -> bool:
    """Send what was claimed. False when the sender should stop: paused, cancelled, server away."""
    for row in batch:
        pk, email, preferences, token, language, message_id, attempts, subscriber = row
        if not _may_leave(hand, pk):
            if _goes_on(hand):
                continue
            _release(hand)
            return False
        try:
            raw = _template(hand, language).bytes_for(
                to=email, message_id=message_id, token=token, preferences=preferences
            )
            hand.line.send(email, raw)
        except Away as error:
            log.warning("The mail server is away, issue %s waits: %s", hand.issue.pk, error)
            _release(hand, rest=timedelta(seconds=15))
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
            Delivery.objects.filter(pk=pk).update(
                sent_at=timezone.now(), claimed_until=None, attempts=attempts + 1
            )
    return True


def _may_leave(hand, pk):
    """Whether this row is still ours, its reader still there and its issue still going.

    Asked right before every letter: who unsubscribes gets nothing after the answer, and pause
    and cancel hold at once.
    """
    third = settings.ETUP_MAIL_LEASE / 3
    if time.monotonic() - hand.renewed > third:
        hand.renewed = time.monotonic()
        Delivery.objects.pending().filter(claim=hand.claim).update(claimed_until=_lease())
    # One plain filter: this is asked for every letter, and a chain costs more than the database.
    return Delivery.objects.filter(
        pk=pk, claim=hand.claim, sent_at=None, failed_at=None, skipped_at=None,
        subscriber__isnull=False, issue__state=Issue.State.SENDING,
    ).exists()  # fmt: skip


def _goes_on(hand):
    return Issue.objects.filter(pk=hand.issue.pk, state=Issue.State.SENDING).exists()


def _template(hand, language):
    if language not in hand.templates:
        hand.templates[language] = issues.template_of(hand.issue, language)
    return hand.templates[language]


def _release(hand, rest=timedelta(0)):
    Delivery.objects.pending().filter(claim=hand.claim).update(
        claim=None, claimed_until=None, due_at=timezone.now() + rest
    )


def _try_later(pk, attempts, reason):
    changes = {"claim": None, "claimed_until": None, "attempts": attempts, "failure": reason[:500]}
    if attempts >= _MAX_ATTEMPTS:
        changes["failed_at"] = timezone.now()
    else:
        changes["due_at"] = timezone.now() + back_off(attempts)
    Delivery.objects.filter(pk=pk).update(**changes)


@transaction.atomic
def _bounce(hand, pk, email, subscriber, error):
    hand.refusals += 1
    Delivery.objects.filter(pk=pk).update(
        failed_at=timezone.now(), claimed_until=None, attempts=F("attempts") + 1,
        failure=str(error)[:500],
    )  # fmt: skip
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
