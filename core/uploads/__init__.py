"""Files from people. What is let in, under which name it is kept, and whether it is clean.

An extension is a claim; the content must bear it out, and an archive must unpack to a sane size.
Use `uploads.DocumentField` and `uploads.PhotoField` in forms, `uploads.private_storage` and
`uploads.private_path` in models, and `uploads.attachment` to hand a private file out.
"""

from .checks import DOCUMENTS, PHOTOS, Checked, check, clean_name, drawn_again
from .fields import DocumentField, DocumentsField, PhotoField
from .quota import check_quota, usage, used_by
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
