"""The rows that an empty network has, put back after a test that committed others.

Django flushes instead: it empties every table and lets each app make its content types, groups,
seeds and pages anew. That costs seconds a test, to arrive at the same rows.
"""

from collections import Counter

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test import TransactionTestCase

_flush = TransactionTestCase._fixture_teardown
# Table -> the columns that can be written, and the rows; none before the first flush of a run.
_kept: dict[str, tuple[list[str], list[tuple]]] = {}


def reset(case: TransactionTestCase) -> None:
    """Leave the tables as a flush would; the first of a run is one.

    It heals what a run that was killed left behind, too.
    """
    if not _kept:
        _flush(case)
        with connection.cursor() as cursor:
            _kept.update(_read(cursor))
        return
    with transaction.atomic(), connection.cursor() as cursor:
        now = _read(cursor)
        changed = [table for table in _kept if not _same(now[table][1], _kept[table][1])]
        # Foreign keys are looked at when the transaction ends, so that any order will do.
        for table in changed:
            cursor.execute(f"DELETE FROM {_quoted(table)}")
        for table in changed:
            _write(cursor, table)
        _count_on(cursor, changed)
    ContentType.objects.clear_cache()


def _same(rows: list[tuple], others: list[tuple]) -> bool:
    # Rows come in any order, and some hold lists, which have no hash.
    return rows == others or Counter(map(repr, rows)) == Counter(map(repr, others))


def _read(cursor) -> dict[str, tuple[list[str], list[tuple]]]:
    found = {}
    for table in _kept or connection.introspection.django_table_names(
        only_existing=True, include_views=False
    ):
        columns = _kept[table][0] if _kept else _columns(cursor, table)
        cursor.execute(f"SELECT {', '.join(map(_quoted, columns))} FROM {_quoted(table)}")
        found[table] = columns, cursor.fetchall()
    return found


def _columns(cursor, table: str) -> list[str]:
    """Those that can be written: the database makes the others itself."""
    described = connection.introspection.get_table_description(cursor, table)
    if connection.vendor == "postgresql":
        cursor.execute(
            "SELECT column_name FROM information_schema.columns "
            "WHERE table_name = %s AND is_generated = 'ALWAYS'",
            [table],
        )
    else:
        cursor.execute(f"SELECT name FROM pragma_table_xinfo({_quoted(table)}) WHERE hidden > 1")
    made = {name for (name,) in cursor.fetchall()}
    return [column.name for column in described if column.name not in made]


def _write(cursor, table: str) -> None:
    columns, rows = _kept[table]
    if rows:
        names, places = ", ".join(map(_quoted, columns)), ", ".join(["%s"] * len(columns))
        cursor.executemany(f"INSERT INTO {_quoted(table)} ({names}) VALUES ({places})", rows)


def _count_on(cursor, tables: list[str]) -> None:
    """Give no number out again that a row has.

    A restore sets PostgreSQL's counters to its own rows, which may be fewer than these.
    """
    if connection.vendor != "postgresql":
        return
    for table in tables:
        columns, rows = _kept[table]
        if rows and "id" in columns:
            cursor.execute(
                "SELECT setval(counter, (SELECT max(id) FROM " + _quoted(table) + ")) "
                "FROM (SELECT pg_get_serial_sequence(%s, 'id') AS counter) AS found "
                "WHERE counter IS NOT NULL",
                [_quoted(table)],
            )


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
