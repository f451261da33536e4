"""Needs analyses: people put topics in an order, and the committee plans by it."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from members.models import Institution
from surveys.models import Survey


class NeedsQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Who sees the page of a needs analysis.

        anyone      none
        members     those among all members
        colleagues  those of an institution where they hold a position
        committee   those among all members, also before they are published
        """
        if not viewer.is_authenticated:
            return self.none()
        seen = models.Q(institution__in=viewer.institutions_held)
        if viewer.is_member or viewer.has_perm("assessments.add_needsanalysis"):
            seen |= models.Q(institution=None)
        return self.filter(seen)


class NeedsAnalysis(models.Model):
    """A survey with one question: which of these topics do you need most?"""

    survey = models.OneToOneField(Survey, models.CASCADE, related_name="+")
    # Empty: among all members.
    institution = models.ForeignKey(
        Institution,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("institution"),
    )
    # {key of an option: slug of a field of expertise}, for those topics that are one.
    topics = models.JSONField(default=dict, editable=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("opened by"),
    )
    opened_at = models.DateTimeField(_("opened"), default=now, editable=False)

    objects = NeedsQuerySet.as_manager()

    class Meta:
        verbose_name = _("needs analysis")
        verbose_name_plural = _("needs analyses")
        ordering = ["-opened_at", "-pk"]

    def __str__(self):
        return self.survey.title_for()

    def get_absolute_url(self) -> str:
        return reverse("assessments:needs_detail", args=[self.pk])


class NeedsPlan(models.Model):
    """What comes of one topic: what, by when, who; and the event that served it."""

    analysis = models.ForeignKey(NeedsAnalysis, models.CASCADE, related_name="plans")
    # The key of an option, or "" for something that people wrote themselves.
    topic = models.CharField(max_length=16, blank=True)
    title = models.CharField(_("what"), max_length=150)
    due = models.DateField(_("by when"), null=True, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who"),
    )
    # What `core.planning` knows it by: the name of a register and the key of a thing in it.
    served_by = models.CharField(max_length=20, blank=True, editable=False)
    served_key = models.CharField(max_length=80, blank=True, editable=False)
    made_at = models.DateTimeField(_("made"), default=now, editable=False)

    class Meta:
        verbose_name = _("line of an event plan")
        verbose_name_plural = _("lines of event plans")
        ordering = ["due", "pk"]

    def __str__(self):
        return self.title
