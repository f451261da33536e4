"""Who must stay forgotten, in a file outside of the database, so that a restore can keep to it.

The row is written in the transaction of the erasure; the file follows at once, or with the next
run of the schedule if the machine died in between. Neither leads to a person.
"""

import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.db import transaction

from .models import Erasure


def path() -> Path:
    return Path(settings.DATA_DIR) / "erased.jsonl"


def mark_of(person) -> str:
    """What tells this person from another who got the same key later."""
    joined = person.date_joined.timestamp()
    return hashlib.sha256(f"{person.pk}:{joined:.6f}".encode()).hexdigest()


def make_file(**kwargs) -> None:
    """Begin the file with the place: what copies it every night must find it on the first."""
    path().touch()


def remember(person, keep_content: bool) -> None:
    """`person` is being erased: a restore of an older copy must do it again."""
    Erasure.objects.get_or_create(
        person=person.pk, mark=mark_of(person), defaults={"keep_content": keep_content}
    )
    transaction.on_commit(write_down, robust=True)


def write_down() -> int:
    """Bring the file in line with the table. Returns how many lines were added."""
    known = {(each.person, each.mark) for each in read(path())}
    missing = [each for each in Erasure.objects.all() if (each.person, each.mark) not in known]
    append(missing)
    return len(missing)


def append(erasures: Iterable[Erasure]) -> None:
    lines = [
        json.dumps({"person": each.person, "mark": each.mark, "keep": each.keep_content,
                    "day": f"{each.at:%Y-%m-%d}"})
        for each in erasures
    ]  # fmt: skip
    if lines:
        with path().open("a", encoding="utf-8") as file:
            file.write("".join(f"{line}\n" for line in lines))
            file.flush()
            os.fsync(file.fileno())


def read(file: Path) -> list[Erasure]:
    """What a ledger says, the place's own or a copy of one; a torn last line is left out."""
    found = []
    if not file.exists():
        return found
    for line in file.read_text(encoding="utf-8").splitlines():
        try:
            row = json.loads(line)
            found.append(
                Erasure(person=int(row["person"]), mark=row["mark"], keep_content=row["keep"])
            )
        except (ValueError, KeyError, TypeError):
            continue
    return found
