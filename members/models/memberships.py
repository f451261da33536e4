from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class MembershipType(models.Model):
    """Individual, institutional, associated: who may apply, and in which words."""

    slug = models.SlugField(_("slug"), primary_key=True)
    name = models.CharField(_("name"), max_length=80)
    summary = models.TextField(_("who it is for"))
    # Whether an institution becomes the member, represented by the applicant.
    for_institutions = models.BooleanField(_("for institutions"), default=False)
    is_open = models.BooleanField(_("open for applications"), default=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("type of membership")
        verbose_name_plural = _("types of membership")
        ordering = ["order"]

    def __str__(self):
        return gettext(self.name)

    @property
    def about(self) -> str:
        """Who it is for; the seeded words in the reader's language."""
        return gettext(self.summary)


class MembershipQuerySet(models.QuerySet):
    def live(self):
        today = timezone.localdate()
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=today), started_on__lte=today)


class Membership(models.Model):
    """That a person, or an institution, is a member from one day on."""

    number = models.CharField(_("membership number"), max_length=20, unique=True)
    type = models.ForeignKey(MembershipType, models.PROTECT, verbose_name=_("type"))
    person = models.ForeignKey(
        "members.User", models.CASCADE, null=True, blank=True, related_name="memberships",
        verbose_name=_("person"),
    )  # fmt: skip
    institution = models.ForeignKey(
        "members.Institution", models.CASCADE, null=True, blank=True, related_name="memberships",
        verbose_name=_("institution"),
    )  # fmt: skip
    started_on = models.DateField(_("from"), default=timezone.localdate)
    ended_on = models.DateField(_("until"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None, institution__isnull=False)
                | Q(person__isnull=False, institution=None),
                name="a_membership_is_of_a_person_or_of_an_institution",
                violation_error_message=_("Name a person or an institution, not both."),
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_on=None, person__isnull=False),
                name="one_live_membership_per_person",
                violation_error_message=_("This membership stands already."),
            ),
            models.UniqueConstraint(
                fields=["institution"], condition=Q(ended_on=None, institution__isnull=False),
                name="one_live_membership_per_institution",
                violation_error_message=_("This membership stands already."),
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.number
