"""What runs by the clock."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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
