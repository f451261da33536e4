"""An issue as mail: built once per language, with only the personal parts set per recipient.

The personal parts of the bodies are two tokens of fixed length and of letters that
quoted-printable leaves alone, so they can be put in place of their stand-ins in the finished
bytes, even where a soft line break runs through them. The personal headers stand on top.
"""

import re
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

# As long as core.ids.token() makes them.
UNSUBSCRIBE = "UNSUBSCRIBE".ljust(43, "_")
PREFERENCES = "PREFERENCES".ljust(43, "_")
_SOFT_BREAK = rb"(?:=\r\n)?"
_POLICY = SMTP.clone(max_line_length=76)


class Template:
    """The bytes of one issue in one language, cut where the personal parts go."""

    def __init__(self, content: dict[str, str], headers: dict[str, str]):
        self._pieces = _cut(_build(content, headers))

    def bytes_for(self, *, to: str, message_id: str, token: str, preferences: str) -> bytes:
        """The finished message for one recipient."""
        link = _unsubscribe_url(token)
        own = {UNSUBSCRIBE: token.encode(), PREFERENCES: preferences.encode()}
        head = (
            f"To: {to}\r\nMessage-ID: {message_id}\r\nDate: {formatdate()}\r\n"
            f"List-Unsubscribe: <{link}>\r\n"
        ).encode()
        body = [
            piece if isinstance(piece, bytes) else own[piece[0]][piece[1] : piece[2]]
            for piece in self._pieces
        ]
        return b"".join([head, *body])


def list_headers(slug: str, name: str) -> dict[str, str]:
    """What tells a mail program that this is a list, and how to leave it."""
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    with override("en"):
        archive = settings.BASE_URL + reverse("newsletters:archive")
    plain_name = re.sub(r"[^\w .-]", "", name, flags=re.ASCII).strip()
    return {
        "List-Id": f"{plain_name} <{slug}.newsletters.{host}>".strip(),
        "List-Archive": f"<{archive}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
        "Precedence": "bulk",
    }


def _unsubscribe_url(token: str) -> str:
    return f"{settings.BASE_URL}/newsletters/u/{token}/"


def _build(content, headers) -> bytes:
    message = EmailMessage(policy=_POLICY)
    message["Subject"] = content["subject"]
    message["From"] = settings.DEFAULT_FROM_EMAIL
    for name, value in headers.items():
        message[name] = value
    # Plain text first: readers take the last part that they can show.
    message.set_content(content["text"], cte="quoted-printable")
    message.add_alternative(content["html"], subtype="html", cte="quoted-printable")
    return message.as_bytes(policy=_POLICY)


def _cut(raw: bytes) -> list:
    """Bytes and (stand-in, start, end) in turn; a soft break inside a stand-in stays in place."""
    pattern = b"|".join(
        _SOFT_BREAK.join(re.escape(bytes([letter])) for letter in name.encode())
        for name in (UNSUBSCRIBE, PREFERENCES)
    )
    pieces, at = [], 0
    for found in re.finditer(pattern, raw):
        name = UNSUBSCRIBE if found.group().startswith(b"U") else PREFERENCES
        pieces.append(raw[at : found.start()])
        done = 0
        for part in re.split(rb"(=\r\n)", found.group()):
            if part == b"=\r\n":
                pieces.append(part)
            elif part:
                pieces.append((name, done, done + len(part)))
                done += len(part)
        at = found.end()
    return [*pieces, raw[at:]]
