from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.ids import short_id


class Message(models.Model):
    """A letter from one member to another through the platform. Its text goes after a month."""

    LONGEST = 5_000

    short_id = models.CharField(max_length=10, unique=True, default=short_id, editable=False)
    sender = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="messages_sent",
        verbose_name=_("from"),
    )  # fmt: skip
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="messages_received",
        verbose_name=_("to"),
    )  # fmt: skip
    subject = models.CharField(_("subject"), max_length=120)
    text = models.TextField(_("text"), max_length=LONGEST)
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)
    # False where the recipient blocked the sender, who does not learn it.
    delivered = models.BooleanField(default=True, editable=False)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-sent_at"]
        indexes = [models.Index(fields=["sender", "sent_at"], name="messages_of_a_sender")]

    def __str__(self):
        return self.subject


class Block(models.Model):
    """That somebody wants no messages from somebody else."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="blocks")
    blocked = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("block")
        verbose_name_plural = _("blocks")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "blocked"], name="one_block_per_sender")
        ]

    def __str__(self):
        return f"{self.owner}: {self.blocked}"
