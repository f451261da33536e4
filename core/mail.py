"""Letters. A letter is three templates: `email/<name>.subject.txt`, `.txt` and `.html`."""

import logging
from collections.abc import Iterable
from datetime import timedelta
from email.utils import formatdate

import css_inline
from django.conf import settings
from django.template import Context, TemplateDoesNotExist
from django.template.loader import get_template, render_to_string
from django.utils import timezone
from django.utils.translation import get_language, override

from . import mime
from .jobs import enqueue
from .markdown import absolute
from .models import Letter
from .smtp import Away, Line, Never, NotNow, RawMessage

log = logging.getLogger(__name__)
# With the back-off about three days, as mail servers do.
_MAX_ATTEMPTS = 80
_inliner = css_inline.CSSInliner(load_remote_stylesheets=False)


def post(
    template: str,
    to: str,
    context: dict,
    *,
    language: str | None = None,
    headers: dict[str, str] | None = None,
    attachments: Iterable[dict[str, str]] = (),
) -> Letter:
    """Write a letter in the reader's language and put it into the outbox.

    It leaves after the transaction commits. `attachments` are dicts of name, type and content.
    """
    language = language or get_language() or settings.LANGUAGE_CODE
    with override(language):
        context = {
            **context, "base_url": settings.BASE_URL, "site_name": settings.WAGTAIL_SITE_NAME,
            "language": language,
        }  # fmt: skip
        subject = " ".join(_plain(f"email/{template}.subject.txt", context).split())
        text = _plain(f"email/{template}.txt", context).strip() + "\n"
        try:
            html = inline(render_to_string(f"email/{template}.html", context))
        except TemplateDoesNotExist as missing:
            if str(missing) != f"email/{template}.html":
                raise
            html = ""
    return put(
        to, kind=template, language=language, subject=subject, text=text, html=html,
        headers=headers, attachments=attachments,
    )  # fmt: skip


def _plain(template: str, context: dict) -> str:
    """The words of a template that is no HTML: in them "&" is "&" and not "&amp;"."""
    return get_template(template).template.render(Context(context, autoescape=False))


def put(to: str, *, kind: str, language: str, subject: str, text: str, html: str = "",
        headers: dict[str, str] | None = None,
        attachments: Iterable[dict[str, str]] = ()) -> Letter:  # fmt: skip
    """Put a letter that is already written into the outbox."""
    from .tasks import deliver_letter

    letter = Letter.objects.create(
        to=to, kind=kind, language=language, subject=subject[:255], text=text, html=html,
        headers={"Auto-Submitted": "auto-generated", **(headers or {})},
        attachments=list(attachments),
    )  # fmt: skip
    enqueue(deliver_letter, letter.pk)
    return letter


def inline(html: str) -> str:
    """HTML as mail programs want it: styles inside the elements, and no link without its host."""
    return absolute(_inliner.inline(html))


def deliver(letter: Letter, line: Line | None = None) -> bool:
    """Send one letter if it is still waiting. True when the server took it now.

    Raises Away when there is no server to talk to: the letter waits, and so should the rest.
    """
    if not letter.claim(settings.ETUP_MAIL_LEASE):
        return False
    letter.refresh_from_db()
    try:
        if line:
            line.send_message(_message(letter))
        else:
            with Line() as own_line:
                own_line.send_message(_message(letter))
    except Away:
        _wait(letter, timedelta(seconds=30), attempts=letter.attempts - 1)
        raise
    except NotNow as error:
        _try_later(letter, str(error))
    except Never as error:
        _give_up(letter, str(error))
    else:
        Letter.objects.filter(pk=letter.pk).release(sent_at=timezone.now())
        return True
    return False


def deliver_waiting(limit: int) -> None:
    """Take up letters that were never queued or whose bearer died, over one line."""
    with Line() as line:
        for letter in Letter.objects.waiting().order_by("due_at", "pk")[:limit]:
            try:
                deliver(letter, line)
            except Away as error:
                log.warning("The mail server is away, letters wait: %s", error)
                return


def _message(letter: Letter) -> RawMessage:
    message = RawMessage(
        lambda: _bytes(letter), letter.subject, letter.text, settings.DEFAULT_FROM_EMAIL,
        [letter.to], headers={**letter.headers, "Message-ID": letter.message_id},
    )  # fmt: skip
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    for part in letter.attachments:
        message.attach(part["name"], part["content"], part["type"])
    return message


def _bytes(letter: Letter) -> bytes:
    head = [
        mime.mailbox("From", settings.DEFAULT_FROM_EMAIL),
        mime.mailbox("To", letter.to),
        mime.header("Subject", letter.subject),
    ]
    headers = {"Date": formatdate(), "Message-ID": letter.message_id, **letter.headers}
    return b"".join(head) + mime.build(headers, letter.text, letter.html, letter.attachments)


def back_off(attempts: int) -> timedelta:
    """How long a letter rests after it was not taken: a minute, two, four … an hour."""
    return timedelta(seconds=min(30 * 2 ** min(attempts, 10), 3600))


def _try_later(letter: Letter, reason: str) -> None:
    if letter.attempts >= _MAX_ATTEMPTS:
        _give_up(letter, reason)
    else:
        log.info("Letter %s was not taken yet: %s", letter.pk, reason)
        _wait(letter, back_off(letter.attempts), failure=reason[:500])


def _wait(letter: Letter, rest: timedelta, **changes) -> None:
    Letter.objects.filter(pk=letter.pk).release(due_at=timezone.now() + rest, **changes)


def _give_up(letter: Letter, reason: str) -> None:
    log.warning("Letter %s is given up: %s", letter.pk, reason)
    Letter.objects.filter(pk=letter.pk).release(failed_at=timezone.now(), failure=reason[:500])


def revive(letters) -> int:
    """Let letters that were given up wait again, from now on. Returns how many."""
    return letters.exclude(failed_at=None).update(
        failed_at=None, failure="", attempts=0, due_at=timezone.now()
    )
