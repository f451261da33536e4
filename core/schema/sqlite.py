"""The schema and rows of an SQLite database as statements."""

from collections.abc import Iterator


def dump(cursor) -> Iterator[str]:
    """Tables, indexes and triggers, then rows, each group in the order of its names.

    Rows come last: what a virtual table holds is made by its triggers, as for any other row.
    """
    cursor.execute("SELECT name, type FROM pragma_table_list WHERE schema = 'main'")
    kinds = dict(cursor.fetchall())
    ordinary = sorted(
        name for name, kind in kinds.items() if kind == "table" and not name.startswith("sqlite_")
    )
    yield from _objects(cursor, "table", {*ordinary, *_of("virtual", kinds)})
    for kind in ("index", "view", "trigger"):
        yield from _objects(cursor, kind, None)
    for table in ordinary:
        yield from _rows(cursor, table)
    yield from _counters(cursor)


def _of(kind: str, kinds: dict[str, str]) -> set[str]:
    return {name for name, its in kinds.items() if its == kind}


def _objects(cursor, kind: str, names: set[str] | None) -> Iterator[str]:
    # Without a statement: indexes that a constraint brings along.
    cursor.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = %s AND sql IS NOT NULL ORDER BY name",
        [kind],
    )
    for name, sql in cursor.fetchall():
        if names is None or name in names:
            yield f"{sql.strip()};"


def _rows(cursor, table: str) -> Iterator[str]:
    # Generated columns (hidden > 1) fill themselves.
    cursor.execute(f'SELECT name, pk FROM pragma_table_xinfo("{table}") WHERE hidden = 0')
    columns = cursor.fetchall()
    names = ", ".join(f'"{name}"' for name, _pk in columns)
    values = ", ".join(f'quote("{name}")' for name, _pk in columns)
    order = ", ".join(f'"{name}"' for name, pk in columns if pk) or names
    cursor.execute(f'SELECT {values} FROM "{table}" ORDER BY {order}')
    for row in cursor.fetchall():
        yield f'INSERT INTO "{table}" ({names}) VALUES ({", ".join(row)});'


def _counters(cursor) -> Iterator[str]:
    """No number is given out twice, not even one whose row a later migration took away."""
    yield "DELETE FROM sqlite_sequence;"
    cursor.execute("SELECT quote(name), seq FROM sqlite_sequence WHERE seq > 0 ORDER BY name")
    for name, last in cursor.fetchall():
        yield f"INSERT INTO sqlite_sequence (name, seq) VALUES ({name}, {last});"
