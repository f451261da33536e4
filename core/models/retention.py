"""How long each kind of data is kept, and what was forgotten when."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class RetentionTerm(models.Model):
    """For how many days one kind of data is kept, where that differs from what the code says."""

    name = models.SlugField(_("kind of data"), primary_key=True, max_length=60)
    days = models.PositiveIntegerField(_("days"))

    class Meta:
        verbose_name = _("retention period")
        verbose_name_plural = _("retention periods")
        ordering = ["name"]
        default_permissions = ("view", "change")

    def __str__(self):
        return self.name


class RetentionRun(models.Model):
    """How much of one kind was forgotten one night, or would have been."""

    name = models.CharField(_("kind of data"), max_length=60)
    at = models.DateTimeField(_("when"), default=timezone.now)
    days = models.PositiveIntegerField(_("days"))
    number = models.PositiveIntegerField(_("how many"), default=0)
    dry = models.BooleanField(_("only counted"), default=False)
    failure = models.CharField(_("what went wrong"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("retention run")
        verbose_name_plural = _("retention runs")
        ordering = ["-at", "name"]
        default_permissions = ("view",)
        indexes = [models.Index(fields=["name", "-at"], name="retention_by_kind")]

    def __str__(self):
        return f"{self.name}, {self.at:%Y-%m-%d}"
