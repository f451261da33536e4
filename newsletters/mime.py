"""An issue as mail: built once per language, with only the personal parts set per recipient.

The personal parts of the bodies are two tokens of fixed length and of letters that
quoted-printable leaves alone, so they can be put in place of their stand-ins in the finished
bytes, even where a soft line break runs through them. The personal headers stand on top.
"""

import re
from collections.abc import Iterable
from email.utils import formatdate
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import override

from core import mime
from core.email_addresses import strict

from .models import List

# As long as core.ids.token() makes them.
UNSUBSCRIBE = "UNSUBSCRIBE".ljust(43, "_")
PREFERENCES = "PREFERENCES".ljust(43, "_")
# For the names of the lists, which differ by reader: nobody learns of a list they are not on.
LISTS = "LISTS".ljust(43, "_")
_SOFT_BREAK = rb"(?:=\r\n)?"


class Template:
    """The bytes of one issue in one language for the readers of `lists`, cut where the personal
    parts go.
    """

    def __init__(self, content: dict[str, str], lists: Iterable[List]):
        self._pieces = _cut(_build(content, list(lists)))

    def bytes_for(self, *, to: str, message_id: str, token: str, preferences: str) -> bytes:
        """The finished message for one recipient."""
        link = _unsubscribe_url(token)
        own = {UNSUBSCRIBE: token.encode(), PREFERENCES: preferences.encode()}
        head = (
            f"To: {strict(to)}\r\nMessage-ID: {message_id}\r\nDate: {formatdate()}\r\n"
            f"List-Unsubscribe: <{link}>\r\n"
        ).encode()
        body = [
            piece if isinstance(piece, bytes) else own[piece[0]][piece[1] : piece[2]]
            for piece in self._pieces
        ]
        return b"".join([head, *body])


def for_readers_of(lists: Iterable[List], content: dict[str, str]) -> dict[str, str]:
    """`content` with the names of `lists` in the place of their stand-in."""
    names = ", ".join(each.name for each in lists)
    return {
        **content,
        "text": content["text"].replace(LISTS, names),
        "html": content["html"].replace(LISTS, escape(names)),
    }


def _list_headers() -> dict[str, str]:
    """What tells a mail program that this is a list, and how to leave it."""
    with override("en"):
        archive = settings.BASE_URL + reverse("newsletters:archive")
    return {
        "List-Archive": f"<{archive}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
        "Precedence": "bulk",
    }


def _unsubscribe_url(token: str) -> str:
    return f"{settings.BASE_URL}/newsletters/u/{token}/"


def _build(content: dict[str, str], lists: list[List]) -> bytes:
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    filled = for_readers_of(lists, content)
    head = [
        mime.header("Subject", filled["subject"]),
        mime.mailbox("From", settings.DEFAULT_FROM_EMAIL),
        # One of the lists that its reader is on (RFC 2919 §2): filters are made with it.
        mime.list_id(lists[0].name, f"{lists[0].slug}.newsletters.{host}"),
    ]
    return b"".join(head) + mime.build(_list_headers(), filled["text"], filled["html"])


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
