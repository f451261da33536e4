"""The chain that shows whether the log was touched: sealing, looking after it, checking it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from . import audit
from .models import AuditEntry
from .models.audit import FIRST


def anchors() -> Path:
    """A line a day with the newest seal, outside of the database: a chain cut short shows."""
    return Path(settings.DATA_DIR) / "log-seals.txt"


def seal() -> int:
    """Chain what is new; the first of a day also leaves its seal outside of the database."""
    number = AuditEntry.objects.seal()
    if number:
        anchor()
    return number


def anchor() -> None:
    """Write the newest seal down, once a day."""
    today = f"{timezone.localdate():%Y-%m-%d}"
    if any(day == today for day, _number, _seal in _anchored()):
        return
    last = AuditEntry.objects.exclude(number=None).order_by("-number").first()
    if last:
        with anchors().open("a", encoding="utf-8") as file:
            file.write(f"{today} {last.number} {last.seal}\n")


def _anchored() -> list[tuple[str, int, str]]:
    if not anchors().exists():
        return []
    lines = [line.split() for line in anchors().read_text(encoding="utf-8").splitlines()]
    return [(line[0], int(line[1]), line[2]) for line in lines if len(line) == 3]


def forget(before: datetime, dry: bool) -> int:
    """Drop the beginning of the chain that is older than `before`, and write down where it ends.

    Only as far as every entry is old: a chain has no holes.
    """
    sealed = AuditEntry.objects.exclude(number=None)
    young = sealed.filter(at__gte=before).order_by("number").first()
    old = sealed.filter(number__lt=young.number) if young else sealed
    last = old.order_by("-number").first()
    if last is None or dry:
        return old.count() if last else 0
    audit.record("forget", "core.auditentry", after={"until": last.number, "seal": last.seal})
    return AuditEntry.objects.forget_until(last.number)


@dataclass(frozen=True)
class Broken:
    number: int
    why: str


def check(step=None) -> tuple[int, Broken | None]:
    """How many entries are sealed, and the first of them that is not as it was."""
    sealed = AuditEntry.objects.exclude(number=None).order_by("number")
    total, done, last = sealed.count(), 0, None
    for entry in sealed.iterator(chunk_size=2000):
        if broken := _broken(entry, last):
            return done, Broken(entry.number, broken)
        done, last = done + 1, entry
        if step:
            step("log", done, total)
    for day, number, seal in _anchored():
        entry = AuditEntry.objects.filter(number=number).first()
        if entry and entry.seal != seal:
            return done, Broken(number, f"its seal is not the one written down on {day}")
        if entry is None and (last is None or number > last.number):
            return done, Broken(number, f"the end of the log is missing: it stood on {day}")
    return done, None


def _broken(entry: AuditEntry, last: AuditEntry | None) -> str:
    if last and entry.number != last.number + 1:
        return f"entries {last.number + 1} to {entry.number - 1} are missing"
    expected = last.seal if last else _begins_after(entry)
    if expected is None:
        return "the entries before it are missing, and no retention run took them"
    if entry.previous != expected:
        return "it does not follow the entry before it"
    if entry.seal != entry.seal_after(entry.previous, entry.number):
        return "who, when, what or whom was changed"
    if entry.redacted_at is None and entry.digest != entry.digest_of_details():
        return "what it says was changed"
    if entry.redacted_at and (entry.label or entry.details or entry.salt):
        return "words were put into an entry that had been emptied"
    return ""


def _begins_after(entry: AuditEntry) -> str | None:
    """The seal before the first entry that is left: all zeros, or what a retention run noted."""
    if entry.number == 1:
        return FIRST
    for run in AuditEntry.objects.filter(verb="forget", thing_type="core.auditentry"):
        after = run.said.get("after", {})
        if after.get("until") == entry.number - 1:
            return after.get("seal")
    return None
