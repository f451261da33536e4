"""Messages as bytes: the one place where the headers and bodies of our mail are written.

Python's own way (`EmailMessage` with a policy) folds a header that is not ASCII wrongly: the
space between two encoded words gets lost, or two of them are glued together (cpython #92081,
#144156; RFC 2047 §2, §5, §6.2). `email.header.Header` is right about them. Bodies leave as
quoted-printable: bytes above 127 may only go to a server that was told so (RFC 6152).
"""

from collections.abc import Iterable, Mapping
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import quote

from .email_addresses import name_and_address

_POLICY = SMTP.clone(max_line_length=76)
_LINE = 76
_MAILBOXES = {"Reply-To", "Sender"}


def header(name: str, value: str) -> bytes:
    """One header with its line breaks. ValueError when the value holds a line break itself."""
    _refuse_newlines(name, value)
    if _is_plain(value):
        # Folding must not touch it: links and ids stand in such headers.
        return f"{name}: {value}\r\n".encode()
    return f"{name}: {_encoded(name, value)}\r\n".encode()


def mailbox(name: str, value: str) -> bytes:
    """A header that holds `Person <address>`; the words are encoded, the address never is."""
    _refuse_newlines(name, value)
    return _phrase_and(name, *name_and_address(value))


def list_id(phrase: str, label: str) -> bytes:
    """RFC 2919: a phrase for people and a label for programs."""
    _refuse_newlines("List-Id", phrase + label)
    return _phrase_and("List-Id", phrase, label)


def build(
    headers: Mapping[str, str],
    text: str,
    html: str = "",
    attachments: Iterable[Mapping[str, str]] = (),
) -> bytes:
    """A message but for what stands above it: `header` and `mailbox` write who, to whom, what.

    `attachments` are dicts of name, type and content, which is text.
    """
    message = EmailMessage(policy=_POLICY)
    # Plain text first: readers take the last part that they can show.
    message.set_content(text, cte="quoted-printable")
    if html:
        message.add_alternative(html, subtype="html", cte="quoted-printable")
    for part in attachments:
        kind, *parameters = [piece.strip() for piece in part["type"].split(";")]
        message.add_attachment(
            part["content"], subtype=kind.partition("/")[2], filename=part["name"],
            cte="quoted-printable", params=dict(pair.split("=", 1) for pair in parameters),
        )  # fmt: skip
    head = b"".join(
        (mailbox if name in _MAILBOXES else header)(name, value) for name, value in headers.items()
    )
    return head + message.as_bytes(policy=_POLICY)


def _refuse_newlines(name: str, value: str) -> None:
    if "\n" in value or "\r" in value:
        raise ValueError(f"A newline in the header {name}")


def _is_plain(value: str) -> bool:
    """Whether a header can hold it as it is. What looks like an encoded word must be encoded."""
    return value.isascii() and value.isprintable() and "=?" not in value


def _encoded(name: str, words: str) -> str:
    return Header(words, "utf-8", header_name=name, maxlinelen=_LINE).encode(linesep="\r\n")


def _phrase_and(name: str, phrase: str, inside: str) -> bytes:
    if not phrase:
        return f"{name}: {inside if '@' in inside else f'<{inside}>'}\r\n".encode()
    if _is_plain(phrase):
        words = f'"{quote(phrase)}"' if _needs_quotes(phrase) else phrase
        return f"{name}: {words} <{inside}>\r\n".encode()
    words = _encoded(name, phrase)
    last = words.rpartition("\r\n")[2]
    # A line with an encoded word ends after 76 signs (RFC 2047 §2).
    gap = " " if len(f"{name}: {last} <{inside}>") <= _LINE else "\r\n "
    return f"{name}: {words}{gap}<{inside}>\r\n".encode()


def _needs_quotes(phrase: str) -> bool:
    return any(not (sign.isalnum() or sign in " !#$%&'*+-/=?^_`{|}~") for sign in phrase)
