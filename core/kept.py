"""Something costly that each process keeps until any process says that it is out of date.

The things stay in memory; the shared cache carries only a stamp, a new one after every change.
Without an answer from the cache nothing is kept and all is made anew: slower, never wrong. What
nobody thought to announce is noticed when the stamp ends by itself.
"""

from collections.abc import Callable
from typing import Generic, TypeVar

from django.core.cache import cache
from django.db import transaction

from .ids import token

T = TypeVar("T")


class Kept(Generic[T]):
    def __init__(self, name: str, *, seconds: int = 60):
        self.key, self.seconds = f"kept:{name}", seconds
        self._stamp, self._thing = "", None

    def get(self, make: Callable[[], T]) -> T:
        """The thing as it is now, made by `make` when it changed since it was last asked for."""
        # The stamp is read first: a change while the thing is made leaves it one stamp behind.
        stamp = cache.get(self.key)
        if stamp is None:
            stamp = self._renew()
        if stamp != self._stamp:
            thing = make()
            self._stamp, self._thing = stamp, thing
            return thing
        return self._thing

    def forget(self) -> None:
        """Say that the thing changed: now for this transaction, and again when it stands."""
        self._renew()
        transaction.on_commit(self._renew)

    def _renew(self) -> str:
        stamp = token()
        cache.set(self.key, stamp, self.seconds)
        return stamp
