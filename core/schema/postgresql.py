"""The schema and rows of a PostgreSQL database as statements.

Not by pg_dump: what it writes depends on its version, and servers before that version (or psql
alone) may not read it. The catalogues are asked for what migrations can make; anything else is
refused, so that nothing gets lost in silence.
"""

from collections.abc import Iterator

from django.core.management.base import CommandError

# By a catalogue: which of its rows belong to the current schema and to no extension.
_OURS = (
    "{ns} = current_schema()::regnamespace AND NOT EXISTS (SELECT FROM pg_depend AS d "
    "WHERE d.classid = '{catalogue}'::regclass AND d.objid = x.oid AND d.deptype = 'e')"
)
_TABLES = _OURS.format(ns="x.relnamespace", catalogue="pg_class")
_UNKNOWN = {
    "relation": "SELECT relname FROM pg_class AS x WHERE relkind NOT IN ('r', 'i', 'S') AND "
    + _TABLES,
    "sequence": "SELECT relname FROM pg_class AS x WHERE relkind = 'S' AND NOT EXISTS (SELECT "
    "FROM pg_depend AS i WHERE i.objid = x.oid AND i.deptype = 'i') AND " + _TABLES,
    "function": "SELECT proname FROM pg_proc AS x WHERE "
    + _OURS.format(ns="x.pronamespace", catalogue="pg_proc"),
    "type": "SELECT typname FROM pg_type AS x WHERE typtype IN ('d', 'e', 'r') AND "
    + _OURS.format(ns="x.typnamespace", catalogue="pg_type"),
    "collation": "SELECT collname FROM pg_collation AS x WHERE "
    + _OURS.format(ns="x.collnamespace", catalogue="pg_collation"),
}
_COLUMNS = """
SELECT quote_ident(a.attname), format_type(a.atttypid, a.atttypmod),
    CASE WHEN a.attcollation <> t.typcollation THEN quote_ident(c.collname) END,
    a.attnotnull, a.attidentity, a.attgenerated, pg_get_expr(e.adbin, e.adrelid),
    s.relname
FROM pg_attribute AS a
JOIN pg_type AS t ON t.oid = a.atttypid
LEFT JOIN pg_collation AS c ON c.oid = a.attcollation
LEFT JOIN pg_attrdef AS e ON e.adrelid = a.attrelid AND e.adnum = a.attnum
LEFT JOIN pg_depend AS d ON d.refobjid = a.attrelid AND d.refobjsubid = a.attnum
    AND d.deptype = 'i' AND d.classid = 'pg_class'::regclass
    AND d.refclassid = 'pg_class'::regclass
LEFT JOIN pg_class AS s ON s.oid = d.objid AND s.relkind = 'S'
WHERE a.attrelid = %s AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY a.attnum
"""
# Not the "not null" of PostgreSQL 18, which stand at their columns.
_CONSTRAINTS = """
SELECT quote_ident(conname), pg_get_constraintdef(oid), contype = 'f'
FROM pg_constraint WHERE conrelid = %s AND contype IN ('p', 'u', 'c', 'x', 'f')
ORDER BY contype <> 'p', conname COLLATE "C"
"""
_INDEXES = """
SELECT replace(pg_get_indexdef(i.indexrelid), ' ON ' || quote_ident(current_schema()) || '.',
    ' ON ')
FROM pg_index AS i JOIN pg_class AS x ON x.oid = i.indexrelid
WHERE NOT EXISTS (SELECT FROM pg_constraint AS c WHERE c.conindid = i.indexrelid
    AND c.contype IN ('p', 'u', 'x')) AND {ours}
ORDER BY x.relname COLLATE "C"
"""
_TRIGGERS = """
SELECT t.tgname FROM pg_trigger AS t JOIN pg_class AS x ON x.oid = t.tgrelid
WHERE NOT t.tgisinternal AND {ours}
"""


def dump(cursor) -> Iterator[str]:
    """Extensions, tables, rows, counters, foreign keys and indexes, each in the order of names."""
    _refuse_what_is_unknown(cursor)
    # Written without the schema's name: it is loaded into whichever comes first there.
    for name in _column(cursor, "SELECT extname FROM pg_extension WHERE extname <> 'plpgsql'"):
        yield f'CREATE EXTENSION IF NOT EXISTS "{name}";'
    tables = _tables(cursor)
    for table, about in tables.items():
        yield from _create(table, about)
    for table, about in tables.items():
        yield from _rows(cursor, table, about)
    # After the rows: a table with checks still to be made for them cannot be altered.
    for table, (_columns, constraints) in tables.items():
        keys = [
            f"    ADD CONSTRAINT {name} {rule}" for name, rule, is_key in constraints if is_key
        ]
        if keys:
            yield f"ALTER TABLE {table}\n" + ",\n".join(keys) + ";"
    for index in _column(cursor, _INDEXES.format(ours=_TABLES)):
        yield f"{index};"


def _column(cursor, query: str) -> list[str]:
    cursor.execute(query)
    return [row[0] for row in cursor.fetchall()]


def _refuse_what_is_unknown(cursor) -> None:
    queries = _UNKNOWN | {"trigger": _TRIGGERS.format(ours=_TABLES)}
    for kind, query in queries.items():
        for name in _column(cursor, query):
            raise CommandError(f"core/schema/postgresql.py cannot write the {kind} {name} yet.")


def _tables(cursor) -> dict[str, tuple[list, list]]:
    """By the quoted name of each table: its columns, its constraints."""
    cursor.execute(
        f"SELECT x.oid, quote_ident(relname) FROM pg_class AS x WHERE relkind = 'r' "
        f'AND {_TABLES} ORDER BY relname COLLATE "C"'
    )
    found = {}
    for oid, table in cursor.fetchall():
        cursor.execute(_COLUMNS, [oid])
        columns = cursor.fetchall()
        cursor.execute(_CONSTRAINTS, [oid])
        found[table] = (columns, cursor.fetchall())
    return found


def _create(table: str, about: tuple[list, list]) -> Iterator[str]:
    columns, constraints = about
    lines = [f"    {_declared(*column)}" for column in columns]
    lines += [f"    CONSTRAINT {name} {rule}" for name, rule, is_key in constraints if not is_key]
    yield f"CREATE TABLE {table} (\n" + ",\n".join(lines) + "\n);"


def _declared(name, kind, collation, is_required, identity, generated, expression, counter) -> str:
    words = [name, kind]
    if collation:
        words.append(f"COLLATE {collation}")
    if generated:
        words.append(f"GENERATED ALWAYS AS ({expression}) STORED")
    elif identity:
        how = "ALWAYS" if identity == "a" else "BY DEFAULT"
        words.append(f'GENERATED {how} AS IDENTITY (SEQUENCE NAME "{counter}")')
    elif expression:
        words.append(f"DEFAULT {expression}")
    if is_required:
        words.append("NOT NULL")
    return " ".join(words)


def _rows(cursor, table: str, about: tuple[list, list]) -> Iterator[str]:
    columns = [column for column in about[0] if not column[5]]
    names = ", ".join(column[0] for column in columns)
    values = ", ".join(f"quote_nullable({column[0]}::text)" for column in columns)
    cursor.execute(f"SELECT {values} FROM {table} ORDER BY 1")
    for row in sorted(cursor.fetchall(), key=_by_number):
        yield f"INSERT INTO {table} ({names}) VALUES ({', '.join(row)});"
    for counter in filter(None, (column[7] for column in columns)):
        cursor.execute(f'SELECT last_value, is_called FROM "{counter}"')
        last, is_called = cursor.fetchone()
        if is_called:
            yield f"SELECT setval('\"{counter}\"', {last});"


def _by_number(row: tuple) -> tuple:
    """By the first column, as a number where it is one."""
    first = row[0].strip("'")
    return (int(first) if first.isdigit() else 0, row)
