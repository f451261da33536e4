"""Who changed what of whom. Rows are written once; two verbs touch them again, a third ends them.

An entry has two halves. What it was about (label, values, reason, path) lies under a salted
digest, so that it can be taken out when a person is erased. Who, when, what, whom and that digest
go into a chain of seals: a row that was changed, slipped in or taken out later breaks it.
"""

import hashlib
import json
import secrets
from datetime import UTC

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

FIRST = "0" * 64


class WrittenInStone(Exception):
    """Somebody tried to change what happened."""


class AuditQuerySet(models.QuerySet):
    def seal(self, limit: int = 5000) -> int:
        """Chain the entries that came since the last time, in the order they came.

        Two at once are harmless: the numbers are unique, so the second takes nothing.
        """
        try:
            with transaction.atomic():
                last = self.exclude(number=None).order_by("-number").first()
                number, seal = (last.number, last.seal) if last else (0, FIRST)
                rows = list(self.filter(number=None).order_by("pk")[:limit])
                for row in rows:
                    number += 1
                    previous, seal = seal, row.seal_after(seal, number)
                    super(AuditQuerySet, self.filter(pk=row.pk, number=None)).update(
                        number=number, previous=previous, seal=seal
                    )
        except IntegrityError:
            return 0
        return len(rows)

    def redact(self) -> int:
        """Take out what the entries say, and leave that they were written. The seals hold."""
        return super(AuditQuerySet, self.filter(redacted_at=None)).update(
            label="", details="", salt="", redacted_at=timezone.now()
        )

    def forget_until(self, number: int) -> int:
        """Drop the beginning of the chain: every entry up to `number`, whose term is over."""
        return super(AuditQuerySet, self.filter(number__lte=number)).delete()[0]

    def update(self, **fields):
        raise WrittenInStone

    def bulk_update(self, *args, **options):
        raise WrittenInStone

    def delete(self):
        raise WrittenInStone

    delete.alters_data = True
    delete.queryset_only = True


class AuditEntry(models.Model):
    at = models.DateTimeField(_("when"), default=timezone.now)
    # Keys of people, not relations: an entry outlives who it speaks of, and nothing cascades.
    who = models.BigIntegerField(_("who"), null=True)
    whom = models.BigIntegerField(_("person concerned"), null=True)
    verb = models.CharField(_("what was done"), max_length=40)
    thing_type = models.CharField(_("type of object"), max_length=60)
    thing_pk = models.CharField(_("key"), max_length=60, blank=True)

    label = models.CharField(_("what"), max_length=200, blank=True)
    # JSON as text, which every database searches alike: before, after, reason, where.
    details = models.TextField(_("details"), blank=True)
    salt = models.CharField(max_length=32, blank=True)
    digest = models.CharField(max_length=64)
    redacted_at = models.DateTimeField(_("taken out"), null=True)

    number = models.PositiveBigIntegerField(_("number"), null=True, unique=True)
    previous = models.CharField(max_length=64, blank=True)
    seal = models.CharField(_("seal"), max_length=64, blank=True)

    objects = AuditQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the log")
        verbose_name_plural = _("log of changes")
        ordering = ["-pk"]
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["-at"], name="log_by_day"),
            models.Index(fields=["who", "-at"], name="log_by_who"),
            models.Index(fields=["whom", "-at"], name="log_by_whom"),
            models.Index(fields=["thing_type", "thing_pk"], name="log_by_thing"),
        ]

    def __str__(self):
        return f"{self.verb} {self.thing_type} {self.thing_pk}".strip()

    def save(self, *args, **options):
        if self.pk:
            raise WrittenInStone
        self.salt = secrets.token_hex(16)
        self.digest = self.digest_of_details()
        super().save(*args, **options)

    def delete(self, *args, **options):
        raise WrittenInStone

    @property
    def said(self) -> dict:
        """before, after, reason and where, or nothing once they have been taken out."""
        return json.loads(self.details) if self.details else {}

    def digest_of_details(self) -> str:
        return _sha256([self.salt, self.label, self.details])

    def seal_after(self, previous: str, number: int) -> str:
        """What the seal of this entry must be when it is the one after `previous`."""
        at = self.at.astimezone(UTC)
        return _sha256(
            [
                previous, number, at.isoformat(), self.who, self.whom, self.verb,
                self.thing_type, self.thing_pk, self.digest,
            ]
        )  # fmt: skip


def _sha256(parts: list) -> str:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()
