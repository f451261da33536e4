"""ZIP archives and what is built on them (office documents, e-books): looked into, never unpacked.

`outline` reads what an archive says of itself, cheaply; `read_through` reads all that is in it,
archives within archives included, and can take a second for every hundred megabytes.
"""

import posixpath
import re
import tempfile
import zipfile
from pathlib import PurePosixPath
from urllib.parse import unquote

from defusedxml import ElementTree
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

_CHUNK = 64 * 1024
_HEAD = b"PK\x03\x04"
_ENTRIES_LIMIT = 5_000
# The table of contents is read as a whole, and each line of it becomes an object.
_DIRECTORY_LIMIT = 4 * 1024 * 1024
# The descriptions that an office document begins with.
_DESCRIPTION_LIMIT = 1024 * 1024
# Text packs to a tenth, tables of few different words to a fiftieth; nothing honest that is
# this large packs to a hundredth.
_RATIO_LIMIT = 100
_RATIO_FROM = 20 * 1024 * 1024
# A ZIP of slides with a sheet behind their chart: three, one in the other.
_DEPTH_LIMIT = 3
# The others unpack by leaps that cannot be bounded, and few programs open them.
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}

_OFFICE_DOCUMENT = re.compile(
    r"^http://(schemas\.openxmlformats\.org/officeDocument/2006/relationships"
    r"|purl\.oclc\.org/ooxml/officeDocument/relationships)/officeDocument$"
)


class _Shallow:
    """The file, for a reader that would otherwise take a table of contents of any length."""

    def __init__(self, file):
        self.file = file
        self.seek, self.tell, self.seekable = file.seek, file.tell, lambda: True

    def read(self, size=-1):
        # Without a size the rest of the file is meant: its last 64 kilobytes.
        block = self.file.read(min(size, _DIRECTORY_LIMIT + 1) if size >= 0 else _CHUNK * 2)
        if len(block) > _DIRECTORY_LIMIT:
            raise _too_many()
        return block


def _too_many():
    return ValidationError(
        _("This archive holds more than %(most)d files. Please split it."),
        params={"most": _ENTRIES_LIMIT},
    )


def _too_large():
    return ValidationError(
        _("Unpacked, this file is larger than %(limit)s. Please make it smaller."),
        params={"limit": filesizeformat(settings.ETUP_UPLOAD_UNPACKED_MAX)},
    )


def _too_dense():
    return ValidationError(
        _("Unpacked, this file is more than %(ratio)d times as large. That cannot be taken."),
        params={"ratio": _RATIO_LIMIT},
    )


def is_archive(file) -> bool:
    file.seek(0)
    return file.read(4) == _HEAD


def outline(file) -> zipfile.ZipFile:
    """The archive, when what it says of itself is sane; else a ValidationError.

    What it says may be a lie: `read_through` finds that out.
    """
    archive = zipfile.ZipFile(_Shallow(file))
    entries = archive.infolist()
    if len(entries) > _ENTRIES_LIMIT:
        raise _too_many()
    unpacked = unpacked_size(archive)
    if unpacked > settings.ETUP_UPLOAD_UNPACKED_MAX:
        raise _too_large()
    # Of the file itself: entries may lie over each other, and each would count the same bytes.
    packed = file.seek(0, 2)
    if unpacked > _RATIO_FROM and unpacked > packed * _RATIO_LIMIT:
        raise _too_dense()
    for entry in entries:
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts:
            raise ValidationError(_("This archive holds a file that would land outside of it."))
        if entry.flag_bits & 0x1:
            raise ValidationError(_("This file is locked with a password. Please unlock it."))
        if entry.compress_type not in _METHODS:
            raise ValidationError(
                _("This archive is packed in a way that few programs open. Pack it as plain ZIP.")
            )
    return archive


def unpacked_size(archive: zipfile.ZipFile) -> int:
    """The bytes that it says it holds."""
    return sum(entry.file_size for entry in archive.infolist())


class _Budget:
    """What may still come out of an archive, all that lies within it counted together."""

    def __init__(self):
        self.bytes = settings.ETUP_UPLOAD_UNPACKED_MAX
        self.entries = _ENTRIES_LIMIT

    def take(self, size: int, entries: int = 0) -> None:
        self.bytes -= size
        self.entries -= entries
        if self.bytes < 0:
            raise _too_large()
        if self.entries < 0:
            raise _too_many()


def read_through(file) -> None:
    """Read everything in it to its end; a ValidationError when it is too much, or lies.

    A damaged one raises whatever the reader says: see `core.uploads.checks.readable`.
    """
    _read_through(file, _Budget(), depth=1)


def _read_through(file, budget: _Budget, depth: int) -> None:
    if depth > _DEPTH_LIMIT:
        raise ValidationError(_("Archives lie in archives here, one in the other. Unpack them."))
    with outline(file) as archive:
        budget.take(0, entries=len(archive.infolist()))
        for entry in archive.infolist():
            with archive.open(entry) as part:
                head = part.read(_CHUNK)
                budget.take(len(head))
                if head.startswith(_HEAD):
                    _look_within(head, part, budget, depth)
                else:
                    while block := part.read(_CHUNK):
                        budget.take(len(block))


def _look_within(head, part, budget, depth) -> None:
    # On the disk: an archive is read from its end.
    with tempfile.TemporaryFile() as copy:
        copy.write(head)
        while block := part.read(_CHUNK):
            budget.take(len(block))
            copy.write(block)
        try:
            _read_through(copy, budget, depth + 1)
        except zipfile.BadZipFile:
            # It only begins like one, or is damaged: then nothing comes out of it either.
            return


def beginning(archive: zipfile.ZipFile, name: str, size: int) -> bytes:
    """At most `size` bytes of a part, whatever it unpacks to. KeyError when it is not there."""
    with archive.open(name) as part:
        return part.read(size)


def _description(archive, name):
    """The root of a small XML part, without entities."""
    text = beginning(archive, name, _DESCRIPTION_LIMIT + 1)
    if len(text) > _DESCRIPTION_LIMIT:
        raise ValueError(f"{name} is longer than any office program writes it")
    return ElementTree.fromstring(text)


def office_kind(archive: zipfile.ZipFile, usual: str) -> str:
    """The media type of the main part of an office document; empty when it has none.

    Which part that is, is for `_rels/.rels` to say (ECMA-376, part 2): Word for the web calls
    it word/document2.xml. A package without that file is read by its `usual` name, and called "?".
    """
    parts = {entry.filename.lower(): entry.filename for entry in archive.infolist()}
    types = parts.get("[content_types].xml")
    if types is None:
        return ""
    if "_rels/.rels" not in parts:
        return "?" if usual in parts else ""
    relations = _description(archive, parts["_rels/.rels"])
    for relation in relations:
        if _OFFICE_DOCUMENT.match(relation.get("Type", "")):
            main = posixpath.normpath(unquote(relation.get("Target", "")).lstrip("/")).lower()
            return _type_of(_description(archive, types), main) if main in parts else ""
    return ""


def _type_of(types, part: str) -> str:
    """What [Content_Types].xml says of a part: by its name, else by its ending."""
    by_ending = ""
    for entry in types:
        if entry.get("PartName", "").lstrip("/").lower() == part:
            return entry.get("ContentType", "")
        if entry.get("Extension", "").lower() == part.rpartition(".")[2]:
            by_ending = entry.get("ContentType", "")
    return by_ending
