"""A line to the mail server, and what its silence or its refusal means."""

import logging
import re
import smtplib
from collections.abc import Callable
from email import message_from_bytes
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.smtp import EmailBackend as SmtpBackend

from . import email_addresses

log = logging.getLogger(__name__)
_LEADING_DOT = re.compile(rb"^\.", re.MULTILINE)


class Away(Exception):
    """The server cannot be reached, or does not want us: no letter is at fault, all wait."""


class NotNow(Exception):
    """This letter was not taken now (4xx, a broken or silent line); later it may be."""


class Never(Exception):
    """This letter is refused for good (5xx), or cannot be written.

    `suppress`: it is the address that is refused, so nothing else should go there.
    """

    def __init__(self, reason: str, *, suppress: bool = False):
        super().__init__(reason)
        self.suppress = suppress


class RawMessage(EmailMultiAlternatives):
    """A message whose bytes we write; mail backends that want an object find its parts, too.

    `write` is called once a server listens, so that what cannot be written is that letter's fault.
    """

    def __init__(self, write: Callable[[], bytes], *args, **parts):
        super().__init__(*args, **parts)
        self.write = write

    def message(self):
        return message_from_bytes(self.write())


def _written(to: str, raw: bytes) -> RawMessage:
    parsed = message_from_bytes(raw)
    headers = {name: value for name, value in parsed.items() if "-" in name}
    return RawMessage(
        lambda: raw, parsed["Subject"], from_email=parsed["From"], to=[to], headers=headers
    )


class Line:
    """One connection for many letters: `with Line() as line: line.send(to, raw)`.

    Every wait on the server ends after EMAIL_TIMEOUT, so that one letter that the server is silent
    about holds up the others for a minute at most. A letter that broke the line is `NotNow`,
    and the next one gets a fresh line; when that cannot be had, the server is `Away`.
    """

    def __init__(self):
        self._backend = get_connection()
        self._open = False

    def __enter__(self) -> "Line":
        return self

    def __exit__(self, *exception) -> None:
        self.close()

    def close(self) -> None:
        if self._open:
            self._open = False
            try:
                self._backend.close()
            except (OSError, smtplib.SMTPException) as error:
                log.debug("The line was gone already: %s", error)

    def send(self, to: str, raw: bytes) -> None:
        """Hand over finished bytes. Returns when the server took them, else raises."""
        self._carry(to, lambda: raw, lambda: _written(to, raw))

    def send_message(self, message: "RawMessage") -> None:
        """The same for a letter, whose words other mail backends want one by one."""
        self._carry(message.to[0], message.write, lambda: message)

    def _carry(self, to: str, as_bytes: Callable, as_message: Callable) -> None:
        reused = self._open
        self._connect()
        try:
            if not isinstance(self._backend, SmtpBackend):
                self._backend.send_messages([as_message()])
                return
            raw = as_bytes()
            try:
                self._begin()
            except smtplib.SMTPServerDisconnected:
                if not reused:
                    raise
                # Servers hang up after a while or a hundred letters: that is no letter's fault.
                self._drop()
                self._connect()
                self._begin()
            self._hand_over(to, raw)
        except (OSError, smtplib.SMTPException) as error:
            raise self._read(error) from error
        except (ValueError, TypeError, LookupError) as error:
            # A header with a line break, an address in no alphabet of mail: trying again is vain.
            self._drop()
            raise Never(f"{type(error).__name__}: {error}") from error
        except Exception as error:  # other mail backends raise what they like
            self._drop()
            raise NotNow(f"{type(error).__name__}: {error}") from error

    def _begin(self):
        server = self._backend.connection
        server.ehlo_or_helo_if_needed()
        envelope = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
        code, text = server.mail(envelope)
        if code != 250:
            raise smtplib.SMTPSenderRefused(code, text, envelope)

    def _hand_over(self, to, raw):
        server = self._backend.connection
        # SMTP knows ASCII only, and the row may be older than the one form of addresses.
        code, text = server.rcpt(email_addresses.strict(to))
        if code not in (250, 251):
            if code != 421:
                server.rset()
            raise smtplib.SMTPRecipientsRefused({to: (code, text)})
        code, text = server.docmd("DATA")
        if code != 354:
            raise smtplib.SMTPDataError(code, text)
        server.send(_LEADING_DOT.sub(b"..", raw) + b"\r\n.\r\n")
        # Many servers look into the letter before they answer. To hang up then is to send twice.
        server.sock.settimeout(3 * settings.EMAIL_TIMEOUT)
        code, text = server.getreply()
        server.sock.settimeout(settings.EMAIL_TIMEOUT)
        if code != 250:
            if code != 421:
                server.rset()
            raise smtplib.SMTPDataError(code, text)

    def _connect(self):
        if self._open or not isinstance(self._backend, SmtpBackend):
            return
        try:
            self._backend.open()
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            raise Away(str(error)) from error
        self._open = True

    def _read(self, error: Exception) -> Exception:
        """What the server meant; the line is dropped where it can no longer be trusted."""
        if isinstance(error, smtplib.SMTPRecipientsRefused):
            code, text = next(iter(error.recipients.values()))
            return self._judge(code, text, suppress=True)
        if isinstance(error, smtplib.SMTPDataError):
            # 5.7.x is the server's opinion of the letter, not of the address.
            suppress = b"5.7." not in _bytes(error.smtp_error)
            return self._judge(error.smtp_code, error.smtp_error, suppress=suppress)
        self._drop()
        if isinstance(error, smtplib.SMTPSenderRefused | smtplib.SMTPNotSupportedError):
            return Away(str(error))
        return NotNow(str(error) or type(error).__name__)

    def _judge(self, code: int, text: bytes | str, *, suppress: bool) -> Exception:
        reason = f"{code} {_bytes(text).decode(errors='replace')}"
        if code == 421:  # "closing the channel"
            self._drop()
        return Never(reason, suppress=suppress) if code >= 500 else NotNow(reason)

    def _drop(self):
        """Hang up without a word: a silent server would let the goodbye wait as well."""
        self._open = False
        connection = getattr(self._backend, "connection", None)
        if connection is not None and hasattr(connection, "sock"):
            smtplib.SMTP.close(connection)
            self._backend.connection = None


def _bytes(text: bytes | str) -> bytes:
    return text if isinstance(text, bytes) else text.encode()
