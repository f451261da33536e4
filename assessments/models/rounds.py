"""Rounds: a whole institution or centre answers a guide, anonymously."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from members.models import Centre, Institution, Position
from surveys.models import Survey

from .assessments import SPEAKERS
from .guides import GuideVersion


class RoundQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Who sees a round: who holds a position where it is held, and nobody else."""
        if not viewer.is_authenticated:
            return self.none()
        held = Position.objects.current().filter(person=viewer)
        inside = Q(centre=None) & Exists(held.filter(institution=OuterRef("institution")))
        inside |= Q(centre__isnull=False) & (
            Exists(held.filter(centre=OuterRef("centre")))
            | Exists(held.filter(institution=OuterRef("institution"), role__in=SPEAKERS))
        )
        return self.filter(inside)


class Round(models.Model):
    """A survey with the content of a guide, among the people of an institution or of a centre."""

    survey = models.OneToOneField(Survey, models.CASCADE, related_name="+")
    version = models.ForeignKey(GuideVersion, models.PROTECT, related_name="rounds")
    institution = models.ForeignKey(
        Institution, models.CASCADE, related_name="+", verbose_name=_("institution")
    )
    centre = models.ForeignKey(
        Centre, models.CASCADE, null=True, related_name="+", verbose_name=_("CTL")
    )
    target = models.JSONField(default=dict, editable=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("opened by"),
    )
    opened_at = models.DateTimeField(_("opened"), default=now, editable=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round of self-assessment")
        verbose_name_plural = _("rounds of self-assessment")
        ordering = ["-opened_at", "-pk"]

    def __str__(self):
        return f"{self.version.guide}: {self.subject}"

    def get_absolute_url(self) -> str:
        return reverse("assessments:round", args=[self.pk])

    @property
    def subject(self) -> Centre | Institution:
        return self.centre or self.institution

    def before(self) -> "Round | None":
        """The closed round before this one, of the same people and guide."""
        rows = Round.objects.filter(
            version__guide=self.version.guide_id,
            institution=self.institution_id,
            centre=self.centre_id,
            survey__state=Survey.State.CLOSED,
            opened_at__lt=self.opened_at,
        )
        rows = rows.exclude(pk=self.pk).select_related("version__guide", "survey")
        return rows.order_by("-opened_at").first()
