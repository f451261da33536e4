"""Four people upload the same at once, in a process with the whole site loaded as a worker has it.

`python -m tests.upload_peak KIND FILE make` writes such a file, in a process of its own as well;
`python -m tests.upload_peak KIND FILE` uploads it and prints the peak in MB and what was said.
"""

import os
import random
import sys
import threading
import zipfile

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from balkanetup.wsgi import application
from core import uploads
from tests import damaged

PEOPLE = 4


def _sparse_png(width, height):
    return damaged.bare_png(width, height, 6, 8, b"\0" * (1 + 4 * width) * height)


def _long_mimetype():
    return damaged.packed(
        {"mimetype": "application/vnd.oasis.opendocument.text" + " " * 299_000_000}
    )


def _long_relations():
    words = "".join(random.Random(1).choices("<>ab", k=9_000_000))
    return damaged.office("docx", more={"_rels/.rels": words * 4})


def _many_entries():
    entry = damaged.archive_by_hand(0, b"")
    central = entry[entry.index(b"PK\x01\x02") : entry.index(b"PK\x05\x06")] * 600_000
    end = b"PK\x05\x06" + bytes(4) + b"\xff\xff" * 2 + len(central).to_bytes(4, "little")
    return b"PK\x03\x04" + bytes(100) + central + end + (104).to_bytes(4, "little") + bytes(2)


def _leaping():
    return damaged.packed({"a.txt": "0" * 200_000_000}, zipfile.ZIP_BZIP2)


def _peak() -> int:
    """The most that this process has held, in KB.

    Not ru_maxrss: that begins with what the process held which started this one.
    """
    with open("/proc/self/status") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("VmHWM"))


MADE = {
    "png": ("a.png", lambda: _sparse_png(6300, 6300)),
    "jpeg": ("a.jpg", lambda: damaged.picture("JPEG", size=(7700, 7700), quality=80)),
    "passes": (
        "a.jpg",
        lambda: damaged.picture("JPEG", size=(5700, 5700), progressive=True, subsampling=0),
    ),
    "webp": ("a.webp", lambda: damaged.picture("WEBP", "RGBA", size=(3160, 3160), lossless=True)),
    "gif": ("a.gif", lambda: damaged.picture("GIF", "L", size=(5400, 5400))),
    "grey": ("a.png", lambda: damaged.bare_png(6300, 6300, 0, 16, b"\0" * 12_601 * 6300)),
    "mimetype": ("a.odt", _long_mimetype),
    "relations": ("a.docx", _long_relations),
    "entries": ("a.zip", _many_entries),
    "bzip2": ("a.zip", _leaping),
    "text": ("a.txt", lambda: ("Учење " * 4_000_000).encode("utf-16")),
}


def upload(name, data):
    try:
        uploads.check(ContentFile(data, name))
        if name.rpartition(".")[2] in uploads.PHOTOS:
            uploads.drawn_again(ContentFile(data, name), longest=640, square=True)
    except ValidationError as refusal:
        said.add(refusal.messages[0])


said = set()
if __name__ == "__main__":
    assert application
    name, make = MADE[sys.argv[1]]
    path = sys.argv[2]
    if len(sys.argv) > 3:
        with open(path, "wb") as file:
            file.write(make())
        sys.exit()
    with open(path, "rb") as file:
        data = file.read()
    crowd = [threading.Thread(target=upload, args=(name, data)) for _ in range(PEOPLE)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    peak = _peak() // 1024
    sys.stdout.write("\n".join([str(peak), *said]))
