"""Where private files lie, under which name, and how they are handed out."""

import uuid

from django.core.files.storage import Storage, storages
from django.http import FileResponse

from core.file_kinds import KINDS

from .checks import clean_name


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
