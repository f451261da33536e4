"""What waits for the person at the desk.

`/admin/` opens on this list. An app adds to it in `AppConfig.ready`:
`desk.waiting("applications", _("Applications to decide"), count, url, permission)`. With
`personal=True` the pile is each person's own, and `count` is asked with the person.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Pile:
    label: "str | Promise"
    count: Callable[..., int]
    url: Callable[[], str]
    permission: str
    personal: bool = False

    def size(self, user) -> int:
        return self.count(user) if self.personal else self.count()


_piles: dict[str, Pile] = {}


def waiting(
    key: str,
    label: "str | Promise",
    count: Callable[..., int],
    url: Callable[[], str],
    permission: str,
    *,
    personal: bool = False,
) -> None:
    """Put a pile on the desk of everybody who holds `permission`."""
    _piles[key] = Pile(label, count, url, permission, personal)


def piles_for(user) -> list[dict]:
    """The piles that `user` may work on, as dicts of label, count and url, fullest first."""
    rows = [
        {"label": pile.label, "count": pile.size(user), "url": pile.url()}
        for pile in _piles.values()
        if user.has_perm(pile.permission)
    ]
    return sorted(rows, key=lambda row: -row["count"])
