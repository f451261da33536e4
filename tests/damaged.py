"""Files of each kind, whole and damaged, made by ourselves."""

import bz2
import io
import lzma
import struct
import zipfile
import zlib

from PIL import Image, ImageDraw

OOXML = "application/vnd.openxmlformats-officedocument."
ODF = "application/vnd.oasis.opendocument."
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE_DOCUMENT = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
)
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
MAIN = {
    "docx": (f"{OOXML}wordprocessingml.document", "word/document.xml"),
    "pptx": (f"{OOXML}presentationml.presentation", "ppt/presentation.xml"),
    "xlsx": (f"{OOXML}spreadsheetml.sheet", "xl/workbook.xml"),
}


def packed(parts: dict, method=zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def office(kind: str, part: str = "", *, relation: str = OFFICE_DOCUMENT, more=None) -> bytes:
    """A docx, pptx or xlsx whose main part is called `part`."""
    media_type, usual = MAIN[kind]
    part = part or usual
    return packed({
        "[Content_Types].xml": f'<Types xmlns="{TYPES}"><Default Extension="xml" '
        f'ContentType="application/xml"/><Override PartName="/{part}" '
        f'ContentType="{media_type}.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" '
        f'Type="{relation}" Target="/{part}"/></Relationships>',
        part: "<document/>",
        **(more or {}),
    })  # fmt: skip


def opendocument(kind: str) -> bytes:
    return packed({"mimetype": f"{ODF}{kind}", "content.xml": "<office/>" * 50})


def picture(kind="JPEG", mode="RGB", size=(400, 300), **save) -> bytes:
    image = Image.new(mode, size)
    half = (max(20, size[0] // 2), max(20, size[1] // 2))
    ImageDraw.Draw(image).ellipse((20, 20, *half), fill="white")
    out = io.BytesIO()
    image.save(out, kind, **save)
    return out.getvalue()


def bare_png(width, height, colour, depth, rows=b"", chunks=b"") -> bytes:
    """A PNG of these rows; by no library, which would refuse to write some of them."""

    def chunk(name, data):
        sum_ = zlib.crc32(name + data)
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", sum_)

    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunks
        + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    )  # fmt: skip


def with_exif(entries: bytes, count: int) -> bytes:
    """A JPEG whose EXIF holds these entries of twelve bytes."""
    exif = b"Exif\0\0MM\0*\0\0\0\x08" + struct.pack(">H", count) + entries + b"\0\0\0\0"
    return picture(exif=exif)


def upside_down_with_a_wrong_type() -> bytes:
    """An orientation, and beside it words where a number belongs, a fraction by nought."""
    return with_exif(
        struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0)
        + struct.pack(">HHI4s", 0x011A, 2, 4, b"abc\0")
        + struct.pack(">HHII", 0x8769, 2, 4, 0x61626300)
        + struct.pack(">HHII", 0x9286, 13, 0xFFFFFFFF, 0xFFFFFFFF),
        4,
    )


def spoilt(data: bytes, at: float, length: int = 40) -> bytes:
    """The same with some bytes in it changed, at a part of its length."""
    start = int(len(data) * at)
    return data[:start] + bytes(255 - byte for byte in data[start : start + length]) + (
        data[start + length :]
    )  # fmt: skip


def archive_by_hand(method: int, content: bytes, claimed: int = 5000) -> bytes:
    """A ZIP of one file with any bytes as what is packed in it."""
    entry = struct.pack("<HHHHHIIIHH", 20, 0, method, 0, 33, 1, len(content), claimed, 5, 0)
    local = b"PK\x03\x04" + entry + b"a.txt" + content
    central = (
        b"PK\x01\x02" + struct.pack("<H", 20) + entry
        + struct.pack("<HHHII", 0, 0, 0, 0, 0) + b"a.txt"
    )  # fmt: skip
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)
    return local + central + end


def _kinds() -> dict[str, bytes]:
    return {
        "docx": office("docx"), "pptx": office("pptx"), "xlsx": office("xlsx"),
        "odt": opendocument("text"), "odp": opendocument("presentation"),
        "ods": opendocument("spreadsheet"),
        "epub": packed({"mimetype": "application/epub+zip", "a.xhtml": "<p>" * 900}),
        "zip": packed({"a.txt": "Учење " * 900, "b/c.txt": "b" * 900}),
        "jpg": picture("JPEG", quality=95), "png": picture("PNG"),
        "webp": picture("WEBP"), "gif": picture("GIF"),
    }  # fmt: skip


def whole() -> dict[str, bytes]:
    """One file of each kind that is read through."""
    return _kinds()


def damaged() -> list[tuple[str, bytes]]:
    """(name, bytes) of files that no reader gets through."""
    files = []
    for kind, data in _kinds().items():
        files += [(f"cut.{kind}", data[: len(data) * 6 // 10]), (f"head.{kind}", data[:12])]
    for kind in ("docx", "xlsx", "odt", "zip"):
        # A byte of what is packed, and of the table of contents.
        data = _kinds()[kind]
        files += [(f"spoilt.{kind}", spoilt(data, 0.2)), (f"list.{kind}", spoilt(data, 0.9))]
    packed_by = {
        "stored": (0, b"abc"), "deflated": (8, b"\xff" * 90),
        "bzip2": (12, b"BZh9" + b"\xff" * 90),
        "lzma": (14, b"\x09\x14\x05\x00" + b"\xff" * 90), "unknown": (99, b"abc"),
        "short-lzma": (14, b"\x09"), "half-bzip2": (12, bz2.compress(b"a" * 5000)[:20]),
        "half-lzma": (14, b"\x09\x14\x05\x00" + lzma.compress(b"a" * 5000)[:30]),
    }  # fmt: skip
    files += [
        (f"{name}.zip", archive_by_hand(method, content))
        for name, (method, content) in packed_by.items()
    ]
    files += [
        ("entities.docx", office("docx", more={
            "_rels/.rels": '<!DOCTYPE x [<!ENTITY a "b">]><Relationships>&a;</Relationships>',
        })),
        ("no-xml.docx", office("docx", more={"_rels/.rels": "PK"})),
        ("no-part.docx", office("docx", more={"_rels/.rels": "<Relationships/>"})),
        ("too-few-rows.png", bare_png(300, 300, 2, 8, b"\0" * 900)),
        ("not-packed.png", bare_png(300, 300, 2, 8).replace(zlib.compress(b""), b"\xff" * 8)),
        ("no-such-colour.png", bare_png(300, 300, 5, 8, b"\0" * 900)),
        ("no-dots.png", bare_png(0, 0, 2, 8)),
        ("odd-chunk.png", bare_png(30, 30, 2, 8, b"\0" * 9000, chunks=b"\0\0\xff\xffzTXt")),
        ("no-frame.gif", b"GIF89a\x10\0\x10\0\0\0\0;"),
        ("no-frame.webp", b"RIFF\x10\0\0\0WEBPVP8 \0\0\0\0"),
        ("no-scan.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xd9"),
        ("odd-tables.jpg", picture("JPEG").replace(b"\xff\xdb\0", b"\xff\xdb\xff", 1)),
    ]  # fmt: skip
    return files
