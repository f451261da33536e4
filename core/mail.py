"""Letters. A letter is three templates: `email/<name>.subject.txt`, `.txt` and `.html`."""

import logging
import smtplib
from collections.abc import Iterable
from datetime import timedelta

import css_inline
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language, override

from .models import Letter

log = logging.getLogger(__name__)
_MAX_ATTEMPTS = 8
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
        subject = " ".join(render_to_string(f"email/{template}.subject.txt", context).split())
        text = render_to_string(f"email/{template}.txt", context).strip() + "\n"
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
    transaction.on_commit(lambda: hand_over(deliver_letter, letter.pk), robust=True)
    return letter


def hand_over(task, *args) -> None:
    """Queue a task; when the broker is away the sweep will find the row instead."""
    try:
        task.delay(*args)
    except Exception as error:  # kombu raises what its transport raises
        log.warning("The queue does not answer, the sweep will do it: %s", error)


def inline(html: str) -> str:
    """Styles written into the elements, as mail programs want them."""
    return _inliner.inline(html)


def deliver(letter: Letter) -> bool:
    """Send one letter if it is still waiting. True when the server took it now."""
    if not letter.claim(settings.ETUP_MAIL_LEASE):
        return False
    letter.refresh_from_db()
    message = EmailMultiAlternatives(
        letter.subject, letter.text, settings.DEFAULT_FROM_EMAIL, [letter.to],
        headers={**letter.headers, "Message-ID": letter.message_id},
        connection=get_connection(),
    )  # fmt: skip
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    for part in letter.attachments:
        message.attach(part["name"], part["content"], part["type"])
    try:
        message.send()
    except (OSError, smtplib.SMTPException) as error:
        _failed(letter, error)
        return False
    Letter.objects.filter(pk=letter.pk).update(sent_at=timezone.now(), claimed_until=None)
    return True


def _failed(letter: Letter, error: Exception) -> None:
    """Try again later, with back-off; give up on a refusal (5xx) or after the last attempt."""
    now = timezone.now()
    changes = {"claimed_until": None, "failure": str(error)[:500]}
    if is_refusal(error) or letter.attempts >= _MAX_ATTEMPTS:
        changes["failed_at"] = now
    else:
        changes["due_at"] = now + timedelta(seconds=30 * 2**letter.attempts)
    Letter.objects.filter(pk=letter.pk).update(**changes)
    log.warning("Letter %s was not taken: %s", letter.pk, error)


def revive(letters) -> int:
    """Let letters that were given up wait again, from now on. Returns how many."""
    return letters.exclude(failed_at=None).update(
        failed_at=None, failure="", attempts=0, due_at=timezone.now()
    )


def is_refusal(error: Exception) -> bool:
    """Whether the server said no for good (5xx), not "later" (4xx, timeout, no connection)."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _text in error.recipients.values())
    return isinstance(error, smtplib.SMTPResponseException) and error.smtp_code >= 500
