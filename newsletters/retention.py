"""How long newsletters keep what they hold."""

from django.utils.translation import gettext_lazy as _

from core import retention

from .models import Subscriber


def register() -> None:
    # A day longer than the link in the letter can be followed.
    retention.register(
        "unconfirmed-subscribers", _("Newsletter addresses that nobody confirmed"), 4,
        retention.rows(
            lambda before: Subscriber.objects.filter(
                state=Subscriber.State.PENDING, created_at__lt=before
            )
        ),
        least=4, most=30,
    )  # fmt: skip
