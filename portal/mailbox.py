"""The letters that the file backend kept, for /mailbox/ while DEBUG is on."""

from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings

_RULE = b"\n" + b"-" * 79 + b"\n"
_MOST_FILES = 200


@dataclass(frozen=True)
class Kept:
    """One letter, and the name under which the mailbox shows it."""

    name: str
    message: EmailMessage
    source: str

    def part(self, kind: str) -> str:
        body = self.message.get_body(preferencelist=(kind,))
        return body.get_content() if body else ""

    @property
    def attachments(self) -> list[str]:
        return [part.get_filename() or "?" for part in self.message.iter_attachments()]


def letters() -> list[Kept]:
    """The newest letters, newest first."""
    folder = Path(getattr(settings, "EMAIL_FILE_PATH", "") or "/nonexistent")
    files = sorted(folder.glob("*.log"), key=lambda file: file.stat().st_mtime, reverse=True)
    return [kept for file in files[:_MOST_FILES] for kept in reversed(_in(file))]


def letter(name: str) -> Kept | None:
    """The letter of that name, if it is kept."""
    return next((kept for kept in letters() if kept.name == name), None)


def _in(file: Path) -> list[Kept]:
    kept = []
    for number, raw in enumerate(file.read_bytes().split(_RULE)):
        if raw.strip():
            message = message_from_bytes(raw.lstrip(), policy=policy.default)
            kept.append(Kept(f"{file.stem}-{number}", message, raw.decode("utf-8", "replace")))
    return kept
