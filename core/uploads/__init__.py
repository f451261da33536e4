"""Files from people. What is let in, under which name it is kept, and whether it is clean.

An extension is a claim; the content must bear it out, and an archive must unpack to a sane size.
Use `uploads.DocumentField` and `uploads.PhotoField` in forms. A model of what they bring is a
`uploads.ScannedFile` with `uploads.private_storage` and `uploads.private_path`, a model of what we
make ourselves a `uploads.StoredFile`. `uploads.attachment` hands a private file out.
"""

from .checks import DOCUMENTS, PHOTOS, Checked, check, clean_name, drawn_again
from .fields import DocumentField, DocumentsField, PhotoField
from .quota import check_quota, usage, used_by
from .rows import ScannedFile, StoredFile
from .scanning import REFUSED_STATES, Scan, examine, first_state, scan
from .storage import attachment, private_path, private_storage, random_name

__all__ = [
    "DOCUMENTS",
    "PHOTOS",
    "REFUSED_STATES",
    "Checked",
    "DocumentField",
    "DocumentsField",
    "PhotoField",
    "Scan",
    "ScannedFile",
    "StoredFile",
    "attachment",
    "check",
    "check_quota",
    "clean_name",
    "drawn_again",
    "examine",
    "first_state",
    "private_path",
    "private_storage",
    "random_name",
    "scan",
    "usage",
    "used_by",
]
