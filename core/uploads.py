"""Files from people. What is let in, under which name it is kept, and whether it is clean.

An extension is a claim; the content must bear it out, and an archive must unpack to a sane size.
Use `uploads.DocumentField` and `uploads.PhotoField` in forms, `uploads.private_storage` and
`uploads.private_path` in models, and `uploads.attachment` to hand a private file out.
"""

import contextlib
import hashlib
import io
import re
import shlex
import subprocess
import tempfile
import unicodedata
import uuid
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

import filetype
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
from PIL import Image, ImageOps, UnidentifiedImageError

_CHUNK = 64 * 1024
_NAME_LIMIT = 120
_ENTRIES_LIMIT = 5_000
_PIXELS_LIMIT = 50_000_000
_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."


class Scan(models.TextChoices):
    """Whether the virus scanner has seen a file. Only clean files are handed out."""

    CLEAN = "clean", gettext_lazy("clean")
    WAITING = "waiting", gettext_lazy("being checked")
    INFECTED = "infected", gettext_lazy("refused by the virus scanner")


@dataclass(frozen=True)
class Checked:
    """What we found out about an upload by looking into it."""

    name: str  # for people to read; never a name on disk
    extension: str
    media_type: str
    size: int
    sha256: str


# --- What each kind of file must look like inside ----------------------------------------------


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


def _image(file: File) -> bool:
    """Decodes, all of it, and is not a picture of a billion pixels."""
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(file, formats=["JPEG", "PNG", "WEBP", "GIF"]) as image:
                if image.width * image.height > _PIXELS_LIMIT:
                    return False
                image.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError,
            Image.DecompressionBombWarning):  # fmt: skip
        return False
    return True


_MARKUP = re.compile(
    rb"\A\s*<(!doctype|html|head|body|script|svg|\?xml|iframe|!--)", re.IGNORECASE
)
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")


def _text(file: File) -> bool:
    """Text of any of the region's encodings, and not a web page that calls itself text."""
    file.seek(0)
    head = file.read(4)
    file.seek(0)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            sample = file.read().decode("utf-16").encode()
        except UnicodeDecodeError:
            return False
        return not _MARKUP.match(sample) and not _CONTROL.search(sample)
    first = True
    while block := file.read(_CHUNK):
        if first and _MARKUP.match(block.removeprefix(b"\xef\xbb\xbf")):
            return False
        if _CONTROL.search(block):
            return False
        first = False
    return True


def _archive(*, holds: str = "", says: str = "") -> Callable[[File], bool]:
    """A ZIP that unpacks whole and sanely; with the part `holds`, or the media type `says`."""

    def check(file):
        file.seek(0)
        if file.read(4) != b"PK\x03\x04":
            return False
        try:
            with zipfile.ZipFile(file) as archive:
                names = {entry.filename for entry in archive.infolist()}
                _check_unpacking(archive)
                if holds and not {holds, "[Content_Types].xml"} <= names:
                    return False
                if any(name.lower().endswith("vbaproject.bin") for name in names):
                    raise ValidationError(
                        _("This document carries macros. Save it without them and try again.")
                    )
                return not says or archive.read("mimetype").strip() == says.encode()
        except (zipfile.BadZipFile, KeyError, NotImplementedError, OSError, EOFError, ValueError,
                RuntimeError, zipfile.zlib.error):  # fmt: skip
            return False

    return check


def _check_unpacking(archive: zipfile.ZipFile) -> None:
    """Refuse a bomb by what it says of itself, then read it all: it may lie or be broken."""
    entries = archive.infolist()
    limit = settings.ETUP_UPLOAD_UNPACKED_MAX
    too_much = ValidationError(
        _("Unpacked, this file is larger than %(limit)s. Please make it smaller."),
        params={"limit": filesizeformat(limit)},
    )
    if len(entries) > _ENTRIES_LIMIT or sum(entry.file_size for entry in entries) > limit:
        raise too_much
    for entry in entries:
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts:
            raise ValidationError(_("This archive holds a file that would land outside of it."))
        if entry.flag_bits & 0x1:
            raise ValidationError(_("This file is locked with a password. Please unlock it."))
    unpacked = 0
    for entry in entries:
        with archive.open(entry) as part:
            while block := part.read(_CHUNK):
                unpacked += len(block)
                if unpacked > limit:
                    raise too_much


# Extension -> media type we serve it as, and the look inside. SVG, HTML and everything that a
# browser or a desktop would run is missing on purpose.
_KINDS: dict[str, tuple[str, Callable[[File], bool]]] = {
    "pdf": ("application/pdf", _starts(b"%PDF-")),
    "docx": (f"{_OOXML}wordprocessingml.document", _archive(holds="word/document.xml")),
    "pptx": (f"{_OOXML}presentationml.presentation", _archive(holds="ppt/presentation.xml")),
    "xlsx": (f"{_OOXML}spreadsheetml.sheet", _archive(holds="xl/workbook.xml")),
    "odt": (f"{_ODF}text", _archive(says=f"{_ODF}text")),
    "odp": (f"{_ODF}presentation", _archive(says=f"{_ODF}presentation")),
    "ods": (f"{_ODF}spreadsheet", _archive(says=f"{_ODF}spreadsheet")),
    "epub": ("application/epub+zip", _archive(says="application/epub+zip")),
    "zip": ("application/zip", _archive()),
    "rtf": ("application/rtf", _starts(b"{\\rtf")),
    "txt": ("text/plain", _text),
    "md": ("text/markdown", _text),
    "csv": ("text/csv", _text),
    "tsv": ("text/tab-separated-values", _text),
    "vtt": ("text/vtt", _text),
    "srt": ("application/x-subrip", _text),
    "jpg": ("image/jpeg", _image),
    "jpeg": ("image/jpeg", _image),
    "png": ("image/png", _image),
    "webp": ("image/webp", _image),
    "gif": ("image/gif", _image),
    "mp3": ("audio/mpeg", _magic("audio/mpeg")),
    "ogg": ("audio/ogg", _magic("audio/ogg", "video/ogg")),
    "m4a": ("audio/mp4", _magic("audio/mp4", "audio/m4a", "video/mp4")),
    "wav": ("audio/wav", _magic("audio/x-wav", "audio/wav")),
    "mp4": ("video/mp4", _magic("video/mp4", "video/x-m4v")),
    "webm": ("video/webm", _magic("video/webm", "video/x-matroska")),
}
_AGREES = {"image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG", "image/gif": b"GIF8"}
DOCUMENTS = tuple(_KINDS)
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


def check(upload: File, *, allowed: tuple[str, ...] = DOCUMENTS) -> Checked:
    """What `upload` really is, or a ValidationError with a sentence for the person."""
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
    media_type, looks_right = _KINDS[extension]
    upload.seek(0)
    head = upload.read(8)
    if not head.startswith(_AGREES.get(media_type, b"")) or not looks_right(upload):
        raise ValidationError(
            _("What is inside “%(name)s” is not a readable %(extension)s file."),
            params={"name": name, "extension": extension},
        )
    digest = hashlib.sha256()
    upload.seek(0)
    while block := upload.read(_CHUNK):
        digest.update(block)
    upload.seek(0)
    return Checked(name, extension, media_type, upload.size, digest.hexdigest())


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
    return f"{own[:2]}/{own}.{extension}" if extension in _KINDS else f"{own[:2]}/{own}"


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


# Which part of a long picture stays when it is cut to a square: left or top is 0.
PARTS = {"start": 0.0, "middle": 0.5, "end": 1.0}


def drawn_again(
    upload: File, *, longest: int = 1600, square: bool = False, part: str = "middle"
) -> ContentFile:
    """A picture decoded and written anew: no place, no camera, nothing hidden behind it.

    `square` cuts one of `PARTS` out of it.
    """
    upload.seek(0)
    try:
        with Image.open(upload, formats=["JPEG", "PNG", "WEBP", "GIF"]) as image:
            picture = ImageOps.exif_transpose(image)
            if square:
                side = min(longest, *picture.size)
                picture = ImageOps.fit(picture, (side, side), centering=(PARTS[part],) * 2)
            picture.thumbnail((longest, longest))
            has_holes = picture.mode in ("RGBA", "LA", "P") and "transparency" in picture.info
            if picture.mode in ("RGBA", "LA") or has_holes:
                picture, kind, extension = picture.convert("RGBA"), "PNG", "png"
            else:
                picture, kind, extension = picture.convert("RGB"), "JPEG", "jpg"
            # A new canvas: what `info` carried along would be written out again.
            bare = Image.new(picture.mode, picture.size)
            bare.paste(picture)
    except (UnidentifiedImageError, OSError, ValueError) as error:
        raise ValidationError(_("This picture cannot be read.")) from error
    out = io.BytesIO()
    bare.save(out, kind, quality=88, optimize=True)
    return ContentFile(out.getvalue(), name=f"{uuid.uuid4().hex}.{extension}")


# --- The virus scanner -------------------------------------------------------------------------


def first_state() -> str:
    """How a new file starts: in quarantine when a scanner is set, else clean."""
    return Scan.WAITING if settings.VIRUS_SCANNER else Scan.CLEAN


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
        check(upload, allowed=PHOTOS)
        return drawn_again(upload, longest=self.longest, square=self.square, part=self.part)
