"""The kinds of files that are taken: how each is told by what is in it, and how it is served."""

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass

import filetype
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _

from core import archives, pictures

_CHUNK = 64 * 1024
_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."


@dataclass(frozen=True)
class Kind:
    """A kind of file: as what it is served, how a look at it tells that it is one.

    `through` reads all of it; `is_large` says whether that takes longer than a person waits.
    """

    media_type: str
    looks_right: Callable[[File], bool]
    through: Callable[[File], None] | None = None
    is_large: Callable[[File], bool] = lambda file: False


def _magic(*media_types: str) -> Callable[[File], bool]:
    def check(file):
        file.seek(0)
        found = filetype.guess(file.read(8192))
        return found is not None and found.mime in media_types

    return check


def _starts(*heads: bytes) -> Callable[[File], bool]:
    def check(file):
        file.seek(0)
        return file.read(64).startswith(heads)

    return check


def _pdf(file: File) -> bool:
    """Some programs write a mark or a line break first; readers look as far as this for it."""
    file.seek(0)
    head = file.read(1024)
    return b"%PDF-" in head and not _MARKUP.match(head)


def _mp3(file: File) -> bool:
    """Tags, or the head of a frame of layer III: with a check sum or without, at any rate."""
    file.seek(0)
    head = file.read(4)
    if head.startswith(b"ID3"):
        return True
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return False
    is_reserved = head[1] & 0x18 == 0x08
    return not is_reserved and head[2] & 0xF0 != 0xF0 and head[2] & 0x0C != 0x0C


def _picture(media_type: str) -> Kind:
    head = {"image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG", "image/gif": b"GIF8",
            "image/webp": b"RIFF"}[media_type]  # fmt: skip

    def looks_right(file):
        file.seek(0)
        return file.read(8).startswith(head) and pictures.millions(file) > 0

    def is_large(file):
        return pictures.millions(file) > pictures.LARGE

    return Kind(media_type, looks_right, pictures.look_through, is_large)


_MARKUP = re.compile(
    # A comment alone is Markdown, too: course materials and licence headers begin with one.
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(!doctype|html|head|body|script|svg|\?xml|iframe)",
    re.IGNORECASE | re.DOTALL,
)
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
# How the end of a text was marked once, and still is by some programs.
_END_OF_TEXT = b"\x1a"


def _text(file: File) -> bool:
    """Text of any of the region's encodings, and not a web page that calls itself text."""
    first, last = True, b""
    for block in _as_bytes_of_text(file):
        if first and _MARKUP.match(block):
            return False
        if _CONTROL.search(last + block.removesuffix(_END_OF_TEXT)):
            return False
        last = _END_OF_TEXT if block.endswith(_END_OF_TEXT) else b""
        first = False
    return True


def _as_bytes_of_text(file: File):
    """Block by block; UTF-16, where every other byte is a control character, as UTF-8."""
    file.seek(0)
    is_wide = file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-16")()
    while block := file.read(_CHUNK):
        yield decoder.decode(block).encode() if is_wide else block
    if is_wide:
        decoder.decode(b"", final=True)


_ARCHIVE_LARGE = 20 * 1024 * 1024


def _archive(media_type: str, *, main: tuple[str, str] = ("", ""), says: str = "") -> Kind:
    """A ZIP that unpacks sanely, with a `main` part of this name and type if one is wanted."""

    def looks_right(file):
        if not archives.is_archive(file):
            return False
        with archives.outline(file) as archive:
            if any(name.lower().endswith("vbaproject.bin") for name in archive.namelist()):
                raise ValidationError(
                    _("This document carries macros. Save it without them and try again.")
                )
            if says:
                return archives.beginning(archive, "mimetype", 200).strip() == says.encode()
            part, kind = main
            return not part or archives.office_kind(archive, part) in (kind, "?")

    def is_large(file):
        with archives.outline(file) as archive:
            return archives.unpacked_size(archive) > _ARCHIVE_LARGE

    return Kind(media_type, looks_right, archives.read_through, is_large)


def _office(name: str, part: str) -> Kind:
    return _archive(f"{_OOXML}{name}", main=(part, f"{_OOXML}{name}.main+xml"))


def _opendocument(name: str) -> Kind:
    return _archive(f"{_ODF}{name}", says=f"{_ODF}{name}")


# SVG, HTML and everything that a browser or a desktop would run is missing on purpose.
KINDS: dict[str, Kind] = {
    "pdf": Kind("application/pdf", _pdf),
    "docx": _office("wordprocessingml.document", "word/document.xml"),
    "pptx": _office("presentationml.presentation", "ppt/presentation.xml"),
    "xlsx": _office("spreadsheetml.sheet", "xl/workbook.xml"),
    "odt": _opendocument("text"),
    "odp": _opendocument("presentation"),
    "ods": _opendocument("spreadsheet"),
    "epub": _archive("application/epub+zip", says="application/epub+zip"),
    "zip": _archive("application/zip"),
    "rtf": Kind("application/rtf", _starts(b"{\\rtf")),
    "txt": Kind("text/plain", _text),
    "md": Kind("text/markdown", _text),
    "csv": Kind("text/csv", _text),
    "tsv": Kind("text/tab-separated-values", _text),
    "vtt": Kind("text/vtt", _text),
    "srt": Kind("application/x-subrip", _text),
    "jpg": _picture("image/jpeg"),
    "jpeg": _picture("image/jpeg"),
    "png": _picture("image/png"),
    "webp": _picture("image/webp"),
    "gif": _picture("image/gif"),
    "mp3": Kind("audio/mpeg", _mp3),
    "ogg": Kind("audio/ogg", _magic("audio/ogg", "video/ogg")),
    "m4a": Kind("audio/mp4", _magic("audio/mp4", "audio/m4a", "video/mp4")),
    "wav": Kind("audio/wav", _magic("audio/x-wav", "audio/wav")),
    "mp4": Kind("video/mp4", _magic("video/mp4", "video/x-m4v")),
    "webm": Kind("video/webm", _magic("video/webm", "video/x-matroska")),
}
