"""What an upload really is: its content must bear out what its extension claims."""

import contextlib
import errno
import hashlib
import logging
import unicodedata
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from core import pictures
from core.file_kinds import KINDS

log = logging.getLogger(__name__)

_CHUNK = 64 * 1024
_NAME_LIMIT = 120
# What the machine lacks, and no fault of a file.
_MACHINE = {errno.EIO, errno.ENOSPC, errno.EDQUOT, errno.EMFILE, errno.ENFILE, errno.ESTALE}


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
            params={
                "size": filesizeformat(upload.size),
                "limit": filesizeformat(settings.ETUP_UPLOAD_MAX),
            },
        )
    kind = KINDS[extension]
    unreadable = ValidationError(
        _("What is inside “%(name)s” is not a readable %(extension)s file."),
        params={"name": name, "extension": extension},
    )
    is_large = False
    with readable(unreadable):
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
def readable(unreadable: ValidationError):
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


def drawn_again(
    upload: File, *, longest: int = 1600, square: bool = False, part: str = "middle"
) -> ContentFile:
    """A picture drawn anew by `pictures.drawn_again`, or a ValidationError when it is damaged."""
    with readable(ValidationError(_("This picture cannot be read."))):
        return pictures.drawn_again(upload, longest=longest, square=square, part=part)
