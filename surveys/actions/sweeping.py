"""Cleaning the disk: deleted rows lie in the files of the database until these are written anew.

PostgreSQL keeps deleted rows for as long as an older snapshot may look at them, such as that of a
backup that runs, and counts whoever writes into any database of the server. So a survey is swept
only when the database says that nothing dead was left, and the clock tries again until then,
after a crash, too. A change of the table that writes it anew would leave nothing at once, but
whoever holds an older snapshot then finds no answers at all.
"""

import re
from collections.abc import Iterable

from django.db import OperationalError, connection

from surveys.models import Participation, Sheet, Survey

_TABLES = (Sheet, Participation)
# Whoever comes after us waits, too: behind a long reader we go away and come again.
_PATIENCE = 2000  # milliseconds
_LOCK_NOT_AVAILABLE = "55P03"


def sweep_all() -> bool:
    """Write anew what surveys that were taken apart have left; True when nothing is left."""
    waiting = list(Survey.objects.to_sweep().values_list("pk", flat=True))
    if not waiting:
        return True
    if connection.in_atomic_block:
        return False
    is_clean = _vacuum() if connection.vendor == "postgresql" else _empty_log()
    if is_clean:
        Survey.objects.filter(pk__in=waiting).update(is_swept=True)
    return is_clean


def _vacuum() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = {_PATIENCE}")
        try:
            return all(_vacuum_table(cursor, model._meta.db_table) for model in _TABLES)
        finally:
            cursor.execute("RESET lock_timeout")


def _vacuum_table(cursor, table: str) -> bool:
    notices = connection.connection.notices
    del notices[:]
    try:
        cursor.execute(f"VACUUM (FULL, VERBOSE) {connection.ops.quote_name(table)}")
    except OperationalError as error:
        if getattr(error.__cause__, "pgcode", "") == _LOCK_NOT_AVAILABLE:
            return False
        raise
    return dead_rows(notices) == 0


def dead_rows(notices: Iterable[str]) -> int | None:
    """How many dead rows VACUUM could not remove yet; None when it does not say.

    The first number behind the first line: the words are in the language of the server.
    """
    for notice in notices:
        _message, _break, detail = notice.partition("\n")
        if number := re.search(r"\d+", detail):
            return int(number[0])
    return None


def _empty_log() -> bool:
    """SQLite: `secure_delete` has cleared the pages; older copies of them stand in the log."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        usual = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {_PATIENCE}")
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            is_busy = cursor.fetchone()[0]
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")
    return not is_busy
