"""What is looked at after the upload: reading large files through, and the virus scanner."""

import contextlib
import shlex
import subprocess
import tempfile

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy

from core.file_kinds import KINDS

from .checks import Checked, readable

_CHUNK = 64 * 1024


class Scan(models.TextChoices):
    """Whether the virus scanner has seen a file. Only clean files are handed out."""

    CLEAN = "clean", gettext_lazy("clean")
    WAITING = "waiting", gettext_lazy("being checked")
    INFECTED = "infected", gettext_lazy("refused by the virus scanner")
    REFUSED = "refused", gettext_lazy("refused: it is damaged, or unpacks to too much")


# States whose bytes are gone.
REFUSED_STATES = (Scan.INFECTED, Scan.REFUSED)


def first_state(checked: Checked | None = None) -> str:
    """How a new file starts: in quarantine when there is more to look at, else clean."""
    is_done = checked is None or checked.is_read_through
    return Scan.CLEAN if is_done and not settings.VIRUS_SCANNER else Scan.WAITING


def examine(file, name: str) -> str | None:
    """Read a stored file called `name` through and ask the scanner about it: a `Scan`.

    None when that cannot be said now: ask again later.
    """
    kind = KINDS.get(name.rpartition(".")[2].lower())
    if kind and kind.through:
        try:
            with file.open("rb") as stored, readable(ValidationError("unreadable")):
                kind.through(stored)
        except ValidationError:
            return Scan.REFUSED
        except OSError:  # the machine, or the store it lies in
            return None
    return scan(file)


def scan(file) -> str | None:
    """Ask the scanner about a stored file. None when it cannot say now: ask again later.

    The command gets the path as its last argument; 0 is clean, 1 is infected (as clamdscan).
    """
    if not settings.VIRUS_SCANNER:
        return Scan.CLEAN
    with contextlib.ExitStack() as stack:
        try:
            path = file.path
        except NotImplementedError:  # it lies in an object store
            copy = stack.enter_context(tempfile.NamedTemporaryFile())
            with file.open("rb") as source:
                for block in iter(lambda: source.read(_CHUNK), b""):
                    copy.write(block)
            copy.flush()
            path = copy.name
        try:
            result = subprocess.run(
                [*shlex.split(settings.VIRUS_SCANNER), path],
                capture_output=True,
                timeout=300,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            return None
    return {0: Scan.CLEAN, 1: Scan.INFECTED}.get(result.returncode)
