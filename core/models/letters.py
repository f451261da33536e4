import uuid
from datetime import timedelta
from email.utils import make_msgid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.email_addresses import name_and_address
from core.fields import EmailField
from core.jobs import LeasedQuerySet


class LetterQuerySet(LeasedQuerySet):
    def waiting(self):
        """Neither sent nor given up, due by now, and in nobody's hands."""
        return self.free().filter(sent_at=None, failed_at=None, due_at__lte=timezone.now())


def own_domain() -> str:
    """The domain that our letters come from, for ids that must be nobody else's."""
    return name_and_address(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]


def message_id() -> str:
    """A Message-ID under our own domain, fixed when the row is made."""
    return make_msgid(idstring=uuid.uuid4().hex, domain=own_domain())


class Letter(models.Model):
    """One letter to one person: the row is the truth, the queue only carries its number.

    Made in the transaction of what it tells, claimed by one conditional UPDATE, and marked as
    sent only after the server took it.
    """

    to = EmailField(_("to"), max_length=254)
    kind = models.CharField(_("kind"), max_length=80)
    language = models.CharField(_("language"), max_length=10)
    subject = models.CharField(_("subject"), max_length=255)
    text = models.TextField(_("text"))
    html = models.TextField(_("HTML"), blank=True)
    headers = models.JSONField(_("headers"), default=dict, blank=True)
    # A list of {"name", "type", "content"}; text only: calendars, not films.
    attachments = models.JSONField(_("attachments"), default=list, blank=True)
    message_id = models.CharField(_("Message-ID"), max_length=255, default=message_id, unique=True)
    created_at = models.DateTimeField(_("written"), default=timezone.now)
    due_at = models.DateTimeField(_("due"), default=timezone.now)
    claimed_until = models.DateTimeField(_("claimed until"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    failed_at = models.DateTimeField(_("failed"), null=True, blank=True)
    failure = models.CharField(_("what the server said"), max_length=500, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("e-mail")
        verbose_name_plural = _("e-mails")
        ordering = ["-created_at"]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(sent_at=None, failed_at=None),
                name="letters_that_wait",
            )
        ]

    def __str__(self):
        return f"{self.kind}: {self.to}"

    def claim(self, seconds: int) -> bool:
        """Take this letter for `seconds`; False when somebody else has it or it is done."""
        waiting = Letter.objects.waiting().filter(pk=self.pk)
        return bool(waiting.claim(timedelta(seconds=seconds), attempts=F("attempts") + 1))
