"""How long each kind of data is kept, in one list, and the nightly run that keeps to it.

In `AppConfig.ready`: `retention.register("letters", _("Letters that arrived"), 30, purge)`, where
`purge` is `retention.rows(lambda before: Letter.objects.filter(sent_at__lt=before))`, or a
function of its own that takes `before` (a moment) and `dry`, and returns how many.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.db import connections, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from . import audit, seals
from .models import Letter, RetentionRun, RetentionTerm
from .search import batched

log = logging.getLogger(__name__)
Purge = Callable[[datetime, bool], int]
Step = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Kind:
    name: str
    label: "str | Promise"
    days: int
    purge: Purge
    least: int
    most: int


_kinds: dict[str, Kind] = {}


def register(
    name: str,
    label: "str | Promise",
    days: int,
    purge: Purge,
    *,
    least: int | None = None,
    most: int | None = None,
) -> None:
    """Keep this kind of data for `days`, and let `purge` forget what is older.

    Administrators may change the term between `least` and `most`: a third and three times of
    it, if nothing is said.
    """
    _kinds[name] = Kind(
        name, label, days, purge,
        least if least is not None else max(1, days // 3),
        most if most is not None else days * 3,
    )  # fmt: skip


def rows(older: Callable[[datetime], QuerySet]) -> Purge:
    """A purge of the rows that `older(before)` finds, a thousand at a time."""

    def purge(before: datetime, dry: bool) -> int:
        found = older(before)
        if dry:
            return found.count()
        number = 0
        for some in batched(list(found.values_list("pk", flat=True)), 1000):
            # Asked again: somebody may have used a row meanwhile.
            _total, by_model = older(before).filter(pk__in=some).delete()
            number += by_model.get(found.model._meta.label, 0)
        return number

    return purge


def kinds() -> list[Kind]:
    """Every kind of data that has a term, in the order of the apps."""
    return list(_kinds.values())


def terms() -> list[tuple[Kind, int]]:
    """Each kind with the days that hold today: the desk's choice, within its bounds."""
    chosen = dict(RetentionTerm.objects.values_list("name", "days"))
    return [
        (kind, min(max(chosen.get(kind.name, kind.days), kind.least), kind.most))
        for kind in kinds()
    ]


def plant(using: str = "default", **kwargs) -> None:
    """A row for each kind, so that the desk can change its term. What was chosen stays."""
    tables = connections[using].introspection.table_names()
    if RetentionTerm._meta.db_table not in tables:
        return
    RetentionTerm.objects.using(using).bulk_create(
        [RetentionTerm(name=kind.name, days=kind.days) for kind in kinds()], ignore_conflicts=True
    )


def run(*, dry: bool = False, only: str = "", step: Step | None = None) -> list[RetentionRun]:
    """Forget what is older than its term, kind by kind; one that fails stops no other."""
    chosen = [(kind, days) for kind, days in terms() if not only or kind.name == only]
    report = []
    with audit.acting(None, "retention"):
        for done, (kind, days) in enumerate(chosen, start=1):
            row = RetentionRun(name=kind.name, days=days, dry=dry)
            try:
                with transaction.atomic():
                    row.number = kind.purge(timezone.now() - timedelta(days=days), dry)
            except Exception as error:
                log.exception("Retention of %s failed", kind.name)
                row.failure = f"{type(error).__name__}: {error}"[:200]
            row.save()
            report.append(row)
            if step:
                step(str(kind.label), done, len(chosen))
    return report


def register_own() -> None:
    """The terms of what core itself keeps."""
    letters = Letter.objects
    register(
        "letters", _("E-mails, after they arrived"), 30,
        rows(lambda before: letters.filter(sent_at__lt=before)),
    )  # fmt: skip
    register(
        "letters-given-up", _("E-mails that could not be delivered"), 30,
        rows(lambda before: letters.filter(failed_at__lt=before)),
    )  # fmt: skip
    register(
        "sessions", _("Sign-ins, after they expired"), 1,
        rows(lambda before: Session.objects.filter(expire_date__lt=timezone.now())),
        most=1,
    )  # fmt: skip
    register("log", _("The log of changes"), 5 * 365, seals.forget, least=365, most=10 * 365)
    register(
        "retention-runs", _("Reports of retention runs"), 365,
        rows(lambda before: RetentionRun.objects.filter(at__lt=before)),
    )  # fmt: skip
