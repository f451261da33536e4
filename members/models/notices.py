from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .memberships import Membership, MembershipType


class Notice(models.Model):
    """A letter that members get some days before, at or after a day of their membership."""

    class Event(models.TextChoices):
        APPROVAL = "approval", _("approval of the application")
        JOINING = "joining", _("first day of membership")
        OPENING = "opening", _("renewal opens")
        RENEWAL = "renewal", _("renewed")
        EXPIRY = "expiry", _("last day of the period")
        LAPSE = "lapse", _("last day of grace")

    class Side(models.TextChoices):
        BEFORE = "before", _("before")
        AT = "at", _("on the day")
        AFTER = "after", _("after")

    name = models.CharField(_("name"), max_length=80, help_text=_("Only the committee reads it."))
    type = models.ForeignKey(
        MembershipType, models.CASCADE, null=True, blank=True, related_name="notices",
        verbose_name=_("type"), help_text=_("Leave it empty for all types."),
    )  # fmt: skip
    event = models.CharField(_("what"), max_length=10, choices=Event)
    side = models.CharField(_("when"), max_length=6, choices=Side, default=Side.AT)
    days = models.PositiveSmallIntegerField(
        _("days"), default=0, validators=[MaxValueValidator(366)]
    )
    is_active = models.BooleanField(_("active"), default=True)
    # What fell due before is not sent any more.
    active_from = models.DateField(_("active from"), default=timezone.localdate, editable=False)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(side="at", days=0) | (~Q(side="at") & Q(days__gte=1)),
                name="a_notice_on_the_day_counts_no_days",
                violation_error_message=_(
                    "Before or after: say how many days. On the day: leave 0."
                ),
            )
        ]

    def __str__(self):
        return self.name

    @property
    def offset(self) -> int:
        """Days from the day it is about to the day it is sent; negative before."""
        return -self.days if self.side == self.Side.BEFORE else self.days


class NoticeText(models.Model):
    """The words of a notice in one language; the English ones serve where others miss."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=10, default="en")
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"), max_length=5000)

    class Meta:
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "language"], name="one_text_per_notice_and_language",
                violation_error_message=_("This language is there already."),
            )
        ]  # fmt: skip

    def __str__(self):
        return self.subject


class NoticeSent(models.Model):
    """That a notice went to a member about one day. The row is the lock: it is made once."""

    notice = models.ForeignKey(
        Notice, models.CASCADE, related_name="sendings", verbose_name=_("notice")
    )
    membership = models.ForeignKey(
        Membership, models.CASCADE, related_name="notices", verbose_name=_("membership")
    )
    # The day it is about (the last of the period, say), not the day it was sent.
    day = models.DateField(_("about"))
    at = models.DateTimeField(_("sent"), default=timezone.now)
    letter = models.ForeignKey(
        "core.Letter", models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("e-mail"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("notice that was sent")
        verbose_name_plural = _("notices that were sent")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "membership", "day"], name="no_notice_is_sent_twice"
            )
        ]

    def __str__(self):
        return f"{self.notice}: {self.membership}"
