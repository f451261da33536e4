"""What the machine room knows: what was forgotten when, who must stay forgotten, what runs."""

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


class Erasure(models.Model):
    """That a person asked to be forgotten, in numbers that lead to nobody.

    Also kept in a file outside of the database (`core.erasures`): after a restore of an older
    copy the same people are erased again.
    """

    person = models.BigIntegerField()
    # A digest of key and the moment they joined: a key alone could be somebody else's.
    mark = models.CharField(max_length=64)
    keep_content = models.BooleanField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["person", "mark"], name="one_erasure_per_person")
        ]

    def __str__(self):
        return f"{self.person}, {self.at:%Y-%m-%d}"


class Job(models.Model):
    """When something that runs by the clock was last seen, and how it went."""

    name = models.CharField(_("job"), max_length=120, primary_key=True)
    seen_at = models.DateTimeField(_("last run"), null=True)
    ok_at = models.DateTimeField(_("last went well"), null=True)
    failed_at = models.DateTimeField(_("last failed"), null=True)
    failure = models.CharField(_("what went wrong"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["name"]
        default_permissions = ("view",)

    def __str__(self):
        return self.name
