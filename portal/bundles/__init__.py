"""One file with the database and the files of a place, and the way back from it.

A bundle is a tar with one JSON line per row, in the same form on every database, so that a place
on SQLite can move to PostgreSQL. The manifest comes last and holds the checksum of all that came
before it: what was cut short or changed on the way is refused before anything is touched.
"""

FORMAT = 1
MANIFEST = "manifest.json"
# Made anew by who needs them: Wagtail's index of its own desk.
MADE_ANEW = {"wagtailsearch", "modelsearch"}


class Unfit(Exception):
    """A bundle that cannot be used, with the sentence that says why."""


def roots() -> dict:
    """Where the files of this place lie, by the name they have in a bundle."""
    from pathlib import Path

    from django.conf import settings
    from django.core.files.storage import FileSystemStorage, storages

    found = {"media": Path(settings.MEDIA_ROOT)}
    private = storages["private"]
    if isinstance(private, FileSystemStorage):
        found["private"] = Path(private.location)
    return found
