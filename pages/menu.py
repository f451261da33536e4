"""When the menus changed: their version stands in the cache, where every process looks."""

from secrets import token_hex

from django.core.cache import cache
from django.db import transaction

VERSION = "pages:menu"
# Should the cache have been away while an editor worked: how long an old menu can stand.
VERSION_SECONDS = 60


def changed(**kwargs) -> None:
    """A page was published, taken away or moved. A receiver, too."""
    transaction.on_commit(lambda: cache.set(VERSION, token_hex(), VERSION_SECONDS))
