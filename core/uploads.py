"""Files from people. What is let in, under which name it is kept, and whether it is clean.

An extension is a claim; the content must bear it out, and an archive must unpack to a sane size.
Use `uploads.DocumentField` and `uploads.PhotoField` in forms, `uploads.private_storage` and
`uploads.private_path` in models, and `uploads.attachment` to hand a private file out.
"""

import contextlib
import errno
import hashlib
import logging
import shlex
import subprocess
import tempfile
import unicodedata
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage, storages
from django.db import models
from django.http import FileResponse
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core import pictures
from core.file_kinds import KINDS

log = logging.getLogger(__name__)

_CHUNK = 64 * 1024
_NAME_LIMIT = 120
# What the machine lacks, and no fault of a file.
_MACHINE = {errno.EIO, errno.ENOSPC, errno.EDQUOT, errno.EMFILE, errno.ENFILE, errno.ESTALE}


class Scan(models.TextChoices):
    """Whether the virus scanner has seen a file. Only clean files are handed out."""

    CLEAN = "clean", gettext_lazy("clean")
    WAITING = "waiting", gettext_lazy("being checked")
    INFECTED = "infected", gettext_lazy("refused by the virus scanner")
    REFUSED = "refused", gettext_lazy("refused: it is damaged, or unpacks to too much")


# States whose bytes are gone.
REFUSED_STATES = (Scan.INFECTED, Scan.REFUSED)


@dataclass(frozen=True)
class Checked:
    """What we found out about an upload by looking into it."""

    name: str  # for people to read; never a name on disk
    extension: str
    media_type: str
    size: int
    sha256: str
    # Whether all of it was read; if not, that is still to be done, and it waits until then.
    is_read_through: bool = True


DOCUMENTS = tuple(KINDS)
PHOTOS = ("jpg", "jpeg", "png", "webp")


def clean_name(name: str) -> str:
    """The name people read: without folders, control and direction marks, and not too long."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    name = "".join(char for char in name if unicodedata.category(char)[0] != "C")
    name = " ".join(name.split()).strip(". ") or "file"
    stem, dot, extension = name.rpartition(".")
    if not dot:
        return name[:_NAME_LIMIT]
    return f"{stem[: _NAME_LIMIT - len(extension) - 1]}.{extension}"


def check(
    upload: File, *, allowed: tuple[str, ...] = DOCUMENTS, reads_through: bool = True
) -> Checked:
    """What `upload` really is, or a ValidationError with a sentence for the person.

    What takes long to read through waits for `examine`. A caller that reads all of it anyway
    says `reads_through=False`.
    """
    name = clean_name(upload.name or "")
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    if extension not in allowed:
        raise ValidationError(
            _("Files of the kind “%(extension)s” cannot be taken. These can: %(allowed)s."),
            params={"extension": extension[:20] or name[:20], "allowed": ", ".join(allowed)},
        )
    if not upload.size:
        raise ValidationError(_("This file is empty."))
    if upload.size > settings.ETUP_UPLOAD_MAX:
        raise ValidationError(
            _("This file has %(size)s; the largest that can be taken has %(limit)s."),
            params={"size": filesizeformat(upload.size),
                    "limit": filesizeformat(settings.ETUP_UPLOAD_MAX)},
        )  # fmt: skip
    kind = KINDS[extension]
    unreadable = ValidationError(
        _("What is inside “%(name)s” is not a readable %(extension)s file."),
        params={"name": name, "extension": extension},
    )
    is_large = False
    with _readable(unreadable):
        if not kind.looks_right(upload):
            raise unreadable
        if kind.through and reads_through and not (is_large := kind.is_large(upload)):
            kind.through(upload)
    digest = hashlib.sha256()
    upload.seek(0)
    while block := upload.read(_CHUNK):
        digest.update(block)
    upload.seek(0)
    return Checked(name, extension, kind.media_type, upload.size, digest.hexdigest(), not is_large)


@contextlib.contextmanager
def _readable(unreadable: ValidationError):
    """Whatever a reader raises inside says that the file cannot be read.

    Damaged files make libraries raise what they do not name: struct.error, LZMAError, TypeError.
    """
    try:
        yield
    except ValidationError:
        raise
    except Exception as error:
        if isinstance(error, OSError) and error.errno in _MACHINE:
            raise
        log.info("An upload could not be read: %r", error)
        raise unreadable from error


# --- How much a person has here ----------------------------------------------------------------

_usages: list[Callable[[object], int]] = []


def usage(function: Callable[[object], int]) -> None:
    """Add a function person -> bytes, in `AppConfig.ready`: what an app keeps of theirs."""
    _usages.append(function)


def used_by(person) -> int:
    """All bytes that `person` has uploaded and that are still here."""
    return sum(function(person) for function in _usages)


def check_quota(person, size: int) -> None:
    """A ValidationError when `size` more bytes would be too many for `person`."""
    left = settings.ETUP_UPLOAD_QUOTA - used_by(person)
    if size > left:
        raise ValidationError(
            _("There is room for %(left)s more of your files, and this needs %(size)s."),
            params={"left": filesizeformat(max(left, 0)), "size": filesizeformat(size)},
        )


# --- Keeping and handing out -------------------------------------------------------------------


def private_storage() -> Storage:
    """Where files lie that no address leads to but a view of ours."""
    return storages["private"]


def random_name(name: str) -> str:
    """A name on disk that nobody chose: two letters of folder, 32 of name, the extension."""
    extension = clean_name(name).rpartition(".")[2].lower()
    own = uuid.uuid4().hex
    return f"{own[:2]}/{own}.{extension}" if extension in KINDS else f"{own[:2]}/{own}"


def private_path(instance, filename: str) -> str:
    """`upload_to` of a private file: its app, and a random name."""
    return f"{instance._meta.app_label}/{random_name(filename)}"


def attachment(file, *, name: str, media_type: str) -> FileResponse:
    """A stored file as something to save: streamed, never drawn or run in our origin."""
    response = FileResponse(
        file.open("rb"), as_attachment=True, filename=name, content_type=media_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def drawn_again(
    upload: File, *, longest: int = 1600, square: bool = False, part: str = "middle"
) -> ContentFile:
    """A picture drawn anew by `pictures.drawn_again`, or a ValidationError when it is damaged."""
    with _readable(ValidationError(_("This picture cannot be read."))):
        return pictures.drawn_again(upload, longest=longest, square=square, part=part)


# --- What is looked at after the upload ----------------------------------------------------------


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
            with file.open("rb") as stored, _readable(ValidationError("unreadable")):
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
                capture_output=True, timeout=300, check=False,
            )  # fmt: skip
        except (OSError, subprocess.TimeoutExpired):
            return None
    return {0: Scan.CLEAN, 1: Scan.INFECTED}.get(result.returncode)


# --- Form fields -------------------------------------------------------------------------------


class _ManyInput(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data, files, name):
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class DocumentField(forms.FileField):
    """One file that has been looked into; `.checked` on the value says what it is."""

    def __init__(self, *, allowed: tuple[str, ...] = DOCUMENTS, **kwargs):
        self.allowed = allowed
        # Our own sentences about size and emptiness are better than Django's.
        super().__init__(allow_empty_file=True, **kwargs)

    def widget_attrs(self, widget):
        accept = ",".join(f".{extension}" for extension in self.allowed)
        return {**super().widget_attrs(widget), "accept": accept}

    def to_python(self, data):
        upload = super().to_python(data)
        if upload is not None:
            upload.checked = check(upload, allowed=self.allowed)
        return upload


class DocumentsField(DocumentField):
    """Several files at once; a list, each with `.checked`."""

    widget = _ManyInput(attrs={"multiple": True})

    def __init__(self, *, most: int = 10, **kwargs):
        self.most = most
        super().__init__(**kwargs)

    def clean(self, data, initial=None):
        uploads = data if isinstance(data, list | tuple) else [data] if data else []
        if self.required and not uploads:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(uploads) > self.most:
            raise ValidationError(
                ngettext("At most %(most)d file.", "At most %(most)d files.", self.most),
                params={"most": self.most},
            )
        cleaned, errors = [], []
        for upload in uploads:
            try:
                cleaned.append(super().clean(upload, None))
            except ValidationError as error:
                errors.append(error)
        if errors:
            raise ValidationError(errors)
        return cleaned


class PhotoField(forms.FileField):
    """A picture for public pages: looked into, then drawn again without what it carried."""

    def __init__(self, *, longest: int = 1600, square: bool = False, **kwargs):
        self.longest, self.square = longest, square
        # A form may set another one of PARTS.
        self.part = "middle"
        super().__init__(allow_empty_file=True, **kwargs)

    def widget_attrs(self, widget):
        return {**super().widget_attrs(widget), "accept": "image/jpeg,image/png,image/webp"}

    def to_python(self, data):
        upload = super().to_python(data)
        if upload is None:
            return None
        # Drawing it reads it through.
        check(upload, allowed=PHOTOS, reads_through=False)
        return drawn_again(upload, longest=self.longest, square=self.square, part=self.part)
