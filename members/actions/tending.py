"""What the clock does for applications: remind, warn, expire. Each letter is claimed before."""

from collections import defaultdict
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from members import emails, permissions
from members.models import Application, MembershipType, Vote

from . import requests
from .steps import State, move, tell

NUDGE = timedelta(days=7)
DRAFT_LASTS = timedelta(days=90)
QUESTION_LASTS = timedelta(days=60)
WARNING = timedelta(days=7)


def nudge() -> int:
    """One letter about a draft that lies untouched; returns how many were written."""
    return _once(Q(state=State.DRAFT, changed_at__lte=timezone.now() - NUDGE), "nudged_at",
                 emails.draft_waits)  # fmt: skip


def warn() -> int:
    """A letter a week before a draft or an unanswered question expires."""
    return _once(_untouched(early=WARNING), "warned_at", emails.application_expires)


def _untouched(early: timedelta = timedelta(0)) -> Q:
    now = timezone.now() + early
    draft = Q(state=State.DRAFT, changed_at__lte=now - DRAFT_LASTS)
    return draft | Q(state=State.ASKED, moved_at__lte=now - QUESTION_LASTS)


def _once(which: Q, claim: str, letter) -> int:
    written = 0
    waiting = Application.objects.filter(which, **{claim: None})
    for application in waiting.select_related("applicant", "type"):
        with transaction.atomic():
            mine = Application.objects.filter(which, pk=application.pk, **{claim: None})
            if mine.update(**{claim: timezone.now()}):
                letter(application)
                written += 1
    return written


def expire() -> int:
    """Let go of what was warned about a week ago and is still untouched."""
    due = _untouched() & Q(warned_at__lte=timezone.now() - WARNING)
    expired = 0
    for pk in Application.objects.filter(due).values_list("pk", flat=True):
        with transaction.atomic():
            application = Application.objects.select_for_update().filter(due, pk=pk).first()
            if application is None:
                continue
            requests.drop_of(application)
            tell(application, move(application, None, State.EXPIRED))
            expired += 1
    return expired


@transaction.atomic
def remind_committee() -> int:
    """To each of the committee one letter with what waits too long for their vote."""
    due = defaultdict(list)
    seats = list(permissions.committee())
    for application in _overdue():
        mine = Application.objects.filter(pk=application.pk, reminded_at=None)
        if not mine.update(reminded_at=timezone.now()):
            continue
        voted = set(
            Vote.objects.filter(application=application).values_list("member_id", flat=True)
        )
        for member in seats:
            if member.pk not in voted | {application.applicant_id}:
                due[member].append(application)
    for member, waiting in due.items():
        emails.votes_waiting(member, waiting)
    return len(due)


def _overdue():
    late = Q(pk=None)
    for pk, hours in MembershipType.objects.values_list("pk", "reminder_hours"):
        late |= Q(type=pk, waits_since__lte=timezone.now() - timedelta(hours=hours))
    waiting = Application.objects.waiting().filter(late, reminded_at=None)
    return waiting.select_related("applicant", "type").order_by("waits_since")
