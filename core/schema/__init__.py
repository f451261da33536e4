"""The schema of an empty place, with the rows that migrations make, as one file per database.

`manage.py migrate` loads it into an empty database, `manage.py schema` writes it anew. The files
are generated: docs/decisions/0085.
"""
