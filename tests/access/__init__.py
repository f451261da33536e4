"""Who may open what: one module per app with its `ROWS` (and `ADMIN`), read by test_access.py."""

from collections.abc import Callable
from dataclasses import dataclass, field

# The eight kinds of people, lowest first, and who of the cast plays them.
PEOPLE = {
    "visitor": None,
    "applicant": "petra",
    "member": "ana",
    "representative": "lule",
    "moderator": "mira",
    "editor": "emil",
    "committee": "vera",
    "administrator": "admin",
}


@dataclass(frozen=True)
class Row:
    """One route: what each person gets when asking for it.

    `args` makes what the address needs, after the cast is there: a function of the cast
    (a dict of handle -> User) that returns the arguments for reverse().
    """

    route: str
    statuses: dict[str, int]
    args: Callable[[dict], list] | None = None
    method: str = "get"
    data: dict = field(default_factory=dict)


def row(route: str, everybody: int, *, args=None, method="get", data=None, **some: int) -> Row:
    """`row("forum:edit", 403, visitor=302, member=200)`: one status for all, then exceptions."""
    assert set(some) <= set(PEOPLE), some
    return Row(route, dict.fromkeys(PEOPLE, everybody) | some, args, method, data or {})
