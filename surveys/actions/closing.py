"""Closing, by hand or by the clock, and taking an anonymous survey apart when it is over.

Closing has two steps. First the survey says that it is closing, and takes no new sheets; who has
brought one is still ticked. Then all that has come is counted, the texts are put down one by
one in an order drawn by lot, and sheets and roll are emptied: in one transaction, so that no
number of a transaction, no place on disk and no order of keys is left that joins them.
"""

import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import addresses, audit
from core.exceptions import Refused
from members.models import User
from notifications.models import Notification
from surveys import counting, threshold
from surveys.instrument import Instrument
from surveys.models import (
    ClosedParticipation,
    FreeText,
    Participation,
    Sheet,
    Survey,
    Tally,
    Version,
)
from surveys.permissions import can_edit

from . import sweeping

_BATCH = 500
# Between the two steps: longer than a request may take.
SETTLING = timedelta(seconds=90)
_lot = random.SystemRandom()


@transaction.atomic
def close(survey: Survey, actor: User | None) -> None:
    """End the survey now; `actor` is None when the clock does it."""
    locked = Survey.objects.select_for_update().get(pk=survey.pk)
    if actor is not None and not can_edit(actor, locked):
        raise Refused(_("Only who runs the survey can close it."))
    if locked.state != Survey.State.OPEN:
        raise Refused(_("This survey is not open."))
    locked.state = Survey.State.CLOSING if locked.is_anonymous else Survey.State.CLOSED
    locked.closed_at = timezone.now()
    locked.save(update_fields=["state", "closed_at"])
    audit.record("close", locked)


def close_overdue() -> int:
    """Close what is past its end; how many."""
    done = 0
    for survey in Survey.objects.to_close():
        try:
            close(survey, None)
        except Refused:  # somebody was quicker
            continue
        done += 1
    return done


def settle_all() -> None:
    """Take apart every survey that has been closing for long enough."""
    for pk in list(Survey.objects.filter(state=Survey.State.CLOSING).values_list("pk", flat=True)):
        settle(pk)


def settle(survey_pk: int, *, now=None) -> bool:
    """Take a closing survey apart, and clean the disk after it. True when it is taken apart now.

    What cannot be cleaned yet, or is not because this process dies, `sweeping` takes up.
    """
    done = _settle(survey_pk, now or timezone.now())
    if done:
        sweeping.sweep_all()
    return done


@transaction.atomic
def _settle(survey_pk: int, now) -> bool:
    survey = Survey.objects.select_for_update().filter(pk=survey_pk).first()
    if survey is None or survey.state != Survey.State.CLOSING:
        return False
    if survey.closed_at + SETTLING > now:
        return False
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            # Else the rows stay readable in the file until others take their place.
            cursor.execute("PRAGMA secure_delete = ON")
    _choose_of_waiting(survey)
    taken = _joined([_take_apart(version) for version in survey.versions.order_by("number")])
    _let_few_go(taken)
    for each in taken:
        _put_down(survey, each)
    _empty_roll(survey)
    _forget_who_was_reminded(survey)
    survey.state = Survey.State.CLOSED
    survey.save(update_fields=["state"])
    return True


@dataclass
class _Taken:
    """What the sheets of a version came to, before it is put down."""

    version: Version
    instrument: Instrument
    sheets: int = 0
    counts: dict = field(default_factory=dict)
    groups: dict[str, dict] = field(default_factory=dict)
    # (question key, what was written)
    texts: list[tuple[str, str]] = field(default_factory=list)

    def take_over(self, other: "_Taken") -> None:
        """Its answers to the questions that are the same here; the others are let go."""
        same = {
            question.key
            for question in self.instrument.questions
            if (there := other.instrument.question(question.key))
            and there.fingerprint == question.fingerprint
        }
        counting.add(self.counts, _only(other.counts, same))
        for group, counts in other.groups.items():
            counting.add(self.groups.setdefault(group, {}), _only(counts, same))
        self.texts += [(key, text) for key, text in other.texts if key in same]
        self.sheets += other.sheets

    def number(self, key: str) -> int:
        """How many have answered a question."""
        return self.counts.get(key, {}).get("n", 0)

    def take_question(self, other: "_Taken", key: str) -> None:
        """All that was answered to a question that is the same in both."""
        counting.add(self.counts, _only(other.counts, {key}))
        for group, counts in other.groups.items():
            counting.add(self.groups.setdefault(group, {}), _only(counts, {key}))
        self.texts += [(asked, text) for asked, text in other.texts if asked == key]
        other.let_go(key)

    def let_go(self, key: str) -> dict:
        """Keep nothing of a question; what was counted of it."""
        for counts in self.groups.values():
            counts.pop(key, None)
        self.texts = [(asked, text) for asked, text in self.texts if asked != key]
        return self.counts.pop(key, {})


def _only(counts: dict, keys: set[str]) -> dict:
    return {key: value for key, value in counts.items() if key in keys}


def _choose_of_waiting(survey: Survey) -> None:
    """As many sheets count as there were ticks: the others are of people who were not taken.

    A sheet that still waits is of somebody whose hand-in broke off, before the tick or after it.
    """
    sheets = Sheet.objects.filter(version__survey=survey)
    waiting = list(sheets.filter(is_waiting=True).values_list("pk", flat=True))
    lacking = survey.received - sheets.filter(is_waiting=False).count()
    chosen = _lot.sample(waiting, min(max(lacking, 0), len(waiting)))
    sheets.filter(pk__in=chosen).update(is_waiting=False)
    sheets.filter(is_waiting=True).delete()


def _take_apart(version: Version) -> _Taken:
    """Counts and texts of all its sheets, of which none is left."""
    taken = _Taken(version, version.instrument)
    sheets = version.sheets.values_list("answers", "group")
    for answers, group in sheets.iterator(chunk_size=_BATCH):
        counts = counting.count(taken.instrument, [answers])
        counting.add(taken.groups.setdefault(group, {}), counts)
        counting.add(taken.counts, counts)
        taken.texts += counting.free_texts(taken.instrument, answers)
        taken.sheets += 1
    version.sheets.all().delete()
    return taken


def _joined(taken: list[_Taken]) -> list[_Taken]:
    """Versions that fewer than five have answered go up in another: else their counts are sheets.

    They join the latest that enough have answered, or the latest of all.
    """
    enough = [each for each in taken if each.sheets >= threshold.LEAST]
    home = (enough or taken)[-1]
    for each in taken:
        if each is not home and 0 < each.sheets < threshold.LEAST:
            home.take_over(each)
    return [*enough, home] if home not in enough else enough


def _let_few_go(taken: list[_Taken]) -> None:
    """Of what fewer than five have answered only that is kept: that they were fewer than five.

    Versions that ask the same are looked at together, as results add them up. Where one of them
    alone would tell of few, its answers to the question go up in the latest.
    """
    asking: dict[tuple[str, str], list[_Taken]] = {}
    for each in taken:
        for question in each.instrument.questions:
            asking.setdefault((question.key, question.fingerprint), []).append(each)
    for (key, _print), some in asking.items():
        latest, question = some[-1], some[-1].instrument.question(key)
        numbers = [(each.number(key), each.sheets) for each in some]
        if threshold.tells_of_few(question, *map(sum, zip(*numbers, strict=True))):
            for each in some:
                if each.let_go(key):
                    each.counts[key] = dict(counting.FEW)
        elif any(threshold.tells_of_few(question, *pair) for pair in numbers):
            for each in some[:-1]:
                latest.take_question(each, key)
    texts = Counter(key for each in taken for key, _text in each.texts)
    for each in taken:
        each.texts = [(k, text) for k, text in each.texts if texts[k] >= threshold.LEAST]


def _put_down(survey: Survey, taken: _Taken) -> None:
    """The tally with what may be shown of the breakdown, and the texts in an order by lot."""
    shown = threshold.breakdown(taken.instrument, taken.groups) if survey.breakdown else {}
    # The same keys in another order would be the order in which they came.
    Tally.objects.update_or_create(
        version=taken.version,
        defaults={
            "sheets": taken.sheets,
            "counts": _sorted(taken.counts),
            "groups": {},
            "breakdown": _sorted(shown),
        },
    )
    _lot.shuffle(taken.texts)
    _create(
        FreeText,
        (FreeText(version=taken.version, question=key, text=text) for key, text in taken.texts),
    )


def _empty_roll(survey: Survey) -> None:
    roll = list(Participation.objects.filter(survey=survey).values_list("person", "invitation"))
    _lot.shuffle(roll)
    _create(
        ClosedParticipation,
        (
            ClosedParticipation(survey=survey, person_id=person, invitation_id=invitation)
            for person, invitation in roll
        ),
    )
    Participation.objects.filter(survey=survey).delete()


def _forget_who_was_reminded(survey: Survey) -> None:
    path = addresses.without_language(reverse("surveys:answer", args=[survey.slug]))
    Notification.objects.filter(kind="surveys.asked", path=path).delete()


def _create(model, rows: Iterable) -> None:
    model.objects.bulk_create(rows, batch_size=_BATCH)


def _sorted(value):
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value)}
    return value


# --- Named surveys: counts are kept while answers come -------------------------------------------


@transaction.atomic
def count_new(version: Version, most: int = 500) -> int:
    """Add up to `most` new sheets to the tally of a named survey; how many wait after that."""
    Version.objects.select_for_update().get(pk=version.pk)
    tally, _made = Tally.objects.get_or_create(version=version)
    waiting = version.sheets.filter(is_counted=False)
    fresh = list(waiting.values_list("pk", "answers", "group")[:most])
    if not fresh:
        return 0
    instrument = version.instrument
    for _pk, answers, group in fresh:
        counts = counting.count(instrument, [answers])
        in_group = tally.groups.setdefault(group, {})
        counting.add(in_group, counting.without_values(counts))
        counting.add(tally.counts, counts)
    tally.sheets += len(fresh)
    tally.save()
    Sheet.objects.filter(pk__in=[pk for pk, _answers, _group in fresh]).update(is_counted=True)
    return waiting.count()


def count_all() -> None:
    """Bring the tallies of all named surveys up to date."""
    versions = Version.objects.filter(survey__is_anonymous=False)
    uncounted = Sheet.objects.filter(version=OuterRef("pk"), is_counted=False)
    for version in versions.filter(Exists(uncounted)).select_related("survey"):
        while count_new(version):
            pass
