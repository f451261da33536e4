"""What people have agreed to: each purpose with its words, whether it stands, and the way back.

In `AppConfig.ready`: `consents.register("newsletters", _("Newsletters"), …)`. What was agreed and
taken back stands in `Consent`, a row each; an app that keeps its own proof hands it in as `rows`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import prefetch_related_objects
from django.utils.functional import Promise

from .models import Consent, User


@dataclass(frozen=True)
class Row:
    at: datetime
    given: bool
    wording: str
    version: str = ""
    source: str = ""
    href: str = ""


def recorded(purpose: str) -> Callable[[User], Iterable[Row]]:
    """The rows of the ledger for one purpose."""

    def rows(person: User) -> list[Row]:
        return [_row(each) for each in person.consents.all() if each.purpose == purpose]

    return rows


def _row(consent: Consent) -> Row:
    return Row(consent.at, consent.given, consent.wording, consent.version, consent.source)


@dataclass(frozen=True)
class Purpose:
    name: str
    label: "str | Promise"
    # What follows when it is taken back, said before it is.
    means: "str | Promise"
    rows: Callable[[User], Iterable[Row]]
    # Whether it holds now; the newest row, if nothing is said.
    stands: Callable[[User], bool] | None = None
    # One of the two: a verb that takes it back at once, or the page on which one does.
    take_back: Callable[[User], None] | None = None
    page: Callable[[], str] | None = None

    @property
    def ends_at_once(self) -> bool:
        """For templates, which would call the verb to see whether there is one."""
        return self.take_back is not None


_purposes: dict[str, Purpose] = {}


def register(name: str, label: "str | Promise", means: "str | Promise", *,
             stands: Callable[[User], bool] | None = None,
             rows: Callable[[User], Iterable[Row]] | None = None,
             take_back: Callable[[User], None] | None = None,
             page: Callable[[], str] | None = None) -> None:  # fmt: skip
    """Show a purpose at `/my/data/consents/`, with the way to take it back."""
    _purposes[name] = Purpose(name, label, means, rows or recorded(name), stands, take_back, page)


def purpose(name: str) -> Purpose | None:
    return _purposes.get(name)


def ledger(person: User) -> list[tuple[Purpose, bool, list[Row]]]:
    """Each purpose, whether it stands, and all that was said about it, newest first."""
    prefetch_related_objects([person], "consents")
    found = [(each, *_state(each, person)) for each in _purposes.values()]
    others = [one for one in person.consents.all() if one.purpose not in _purposes]
    for name in dict.fromkeys(one.purpose for one in others):
        rows = [_row(one) for one in others if one.purpose == name]
        found.append((Purpose(name, name, "", recorded(name)), rows[0].given, rows))
    return [entry for entry in found if entry[1] or entry[2]]


def stands(purpose: Purpose, person: User) -> bool:
    """Whether `person` agrees to it as of now."""
    return _state(purpose, person)[0]


def _state(purpose: Purpose, person: User) -> tuple[bool, list[Row]]:
    rows = sorted(purpose.rows(person), key=lambda row: row.at, reverse=True)
    if purpose.stands:
        return purpose.stands(person), rows
    return bool(rows and rows[0].given), rows


def exported(person: User) -> list[dict]:
    """The whole ledger for the bundle: the proof of every consent."""
    return [
        {
            "purpose": each.name, "stands": stands,
            "rows": [
                {
                    "at": row.at, "given": row.given, "wording": row.wording,
                    "version": row.version, "source": row.source,
                }
                for row in rows
            ],
        }
        for each, stands, rows in ledger(person)
    ]  # fmt: skip
