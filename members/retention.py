"""How long this app keeps what it holds, and how it forgets."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from core import retention

from .models import (
    Application,
    DataExport,
    Import,
    InstitutionRequest,
    KnownDevice,
    Message,
    ProfileReport,
    User,
)

_STATES = Application.State


def register() -> None:
    retention.register(
        "unconfirmed-accounts", _("Accounts whose address was never confirmed"), 30,
        forget_unconfirmed,
    )  # fmt: skip
    retention.register(
        "drafts", _("Applications begun and never handed in"), 180,
        retention.rows(
            lambda before: Application.objects.filter(
                state__in=[_STATES.DRAFT, _STATES.EXPIRED], submitted_at=None,
                changed_at__lt=before,
            )
        ),
    )  # fmt: skip
    retention.register(
        "declined", _("Applications that were declined, withdrawn or let expire"), 2 * 365,
        retention.rows(
            lambda before: Application.objects.filter(
                state__in=[_STATES.DECLINED, _STATES.WITHDRAWN, _STATES.EXPIRED],
                submitted_at__isnull=False,
                changed_at__lt=before,
            )
        ),
    )  # fmt: skip
    retention.register(
        "institution-requests", _("Settled requests for institutions"), 2 * 365,
        retention.rows(
            lambda before: InstitutionRequest.objects.filter(
                application=None, decided_at__lt=before
            )
        ),
    )  # fmt: skip
    retention.register(
        "devices", _("Devices from which nobody has signed in any more"), 2 * 365,
        retention.rows(lambda before: KnownDevice.objects.filter(last_seen__lt=before)),
    )  # fmt: skip
    retention.register("messages", _("Messages between members"), 30, retention.rows(old_messages))
    # No longer than the letter with the link says.
    days = DataExport.KEPT_FOR.days
    retention.register(
        "exports", _("Copies of your data that you asked for"), days,
        retention.rows(lambda before: DataExport.objects.filter(asked_at__lt=before)),
        least=days, most=days,
    )  # fmt: skip
    # As the letter says.
    retention.register(
        "invitations", _("Invitations that nobody accepted"), 60, forget_invitations,
        least=30, most=60,
    )  # fmt: skip
    days = Import.KEPT_FOR.days
    retention.register(
        "imports", _("Tables that were imported"), days,
        retention.rows(lambda before: Import.objects.filter(created_at__lt=before)),
        least=1, most=days,
    )  # fmt: skip


def old_messages(before: datetime):
    """Not while a moderator has to read it."""
    reported = ProfileReport.objects.filter(message=OuterRef("pk"), state="open")
    return Message.objects.filter(~Exists(reported), sent_at__lt=before)


def unconfirmed(before: datetime):
    """Accounts that somebody began with an address, and never came back to."""
    addresses = EmailAddress.objects.filter(user=OuterRef("pk"))
    return User.objects.filter(
        Exists(addresses), ~Exists(addresses.filter(verified=True)),
        date_joined__lt=before, last_login=None, is_staff=False, is_member=False,
    )  # fmt: skip


def forget_unconfirmed(before: datetime, dry: bool) -> int:
    """Without a letter: the address may be a stranger's."""
    from .actions import account

    found = list(unconfirmed(before))
    for person in [] if dry else found:
        account.forget(person, keep_content=False)
    return len(found)


def forget_invitations(before: datetime, dry: bool) -> int:
    from .actions import invitations

    return invitations.forget(before, dry)
