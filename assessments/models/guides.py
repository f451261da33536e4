"""Guides: what one assesses oneself by, in versions that never change once they are used."""

from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from assessments.words import said
from core.addresses import address
from surveys.instrument import Instrument, parse


class GuideQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Which guides are on the site.

        anyone      those that are offered
        committee   all
        """
        if viewer.has_perm("assessments.change_guide"):
            return self
        return self.filter(is_offered=True)


class Guide(models.Model):
    """Dimensions, each with criteria and their levels, for one kind of subject."""

    class Subject(models.TextChoices):
        PERSON = "person", _("a person")
        TEACHING = "teaching", _("a CTL or an institution")
        SCHOOL = "school", _("a school or VET provider")

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    subject = models.CharField(_("for whom"), max_length=10, choices=Subject)
    title = models.JSONField(_("title"), default=dict, help_text=_("A text for each language."))
    intro = models.JSONField(_("introduction"), default=dict, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_offered = models.BooleanField(_("offered on the site"), default=True)

    objects = GuideQuerySet.as_manager()

    class Meta:
        verbose_name = _("guide for self-assessment")
        verbose_name_plural = _("guides for self-assessment")
        ordering = ["order", "slug"]

    def __str__(self):
        return self.name

    def get_absolute_url(self) -> str:
        return address("assessments:guide", self.slug)

    @property
    def name(self) -> str:
        """The title in the reader's language."""
        return said(self.title, list(self.title))

    @property
    def lead(self) -> str:
        return said(self.intro, list(self.intro))

    @property
    def current(self) -> "GuideVersion | None":
        """The version that new assessments are made by."""
        return self.versions.order_by("-number").first()


class GuideVersion(models.Model):
    """The content of a guide. Frozen by the first answer; a change after that is a new version."""

    guide = models.ForeignKey(Guide, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    content = models.JSONField(_("content"), default=dict)
    is_frozen = models.BooleanField(_("frozen"), default=False, editable=False)
    made_at = models.DateTimeField(_("made"), default=now, editable=False)

    class Meta:
        verbose_name = _("version of a guide")
        verbose_name_plural = _("versions of guides")
        ordering = ["guide", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["guide", "number"], name="one_version_of_a_guide_per_number"
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="versions_of_a_guide_begin_with_one"
            ),
        ]

    def __str__(self):
        return f"{self.guide} · {self.number}"

    @property
    def is_newest(self) -> bool:
        return not self.guide.versions.filter(number__gt=self.number).exists()

    @property
    def instrument(self) -> Instrument:
        return parse(self.content)
