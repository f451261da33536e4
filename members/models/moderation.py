from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.ids import token


class ProfileReport(models.Model):
    """That somebody thinks a moderator should look at a profile, and what came of it."""

    class Reason(models.TextChoices):
        FALSE = "false", _("not who they say they are")
        RUDE = "rude", _("rude or hurtful")
        SPAM = "spam", _("advertising")
        PRIVATE = "private", _("somebody's private matters")
        OTHER = "other", _("something else")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        KEPT = "kept", _("profile kept")
        ACTED = "acted", _("something was done")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="reports_of_profile",
        verbose_name=_("person"),
    )  # fmt: skip
    # The message that it is about; None: the profile. Its text stays while the report is open.
    message = models.ForeignKey(
        "members.Message", models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("message"),
    )  # fmt: skip
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+",
        verbose_name=_("reported by"),
    )  # fmt: skip
    reason = models.CharField(_("reason"), max_length=10, choices=Reason)
    note = models.CharField(_("in your words"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("reported"), default=timezone.now)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+",
        verbose_name=_("decided by"),
    )  # fmt: skip
    resolved_at = models.DateTimeField(_("decided"), null=True, editable=False)

    class Meta:
        verbose_name = _("report of a profile")
        verbose_name_plural = _("reports of profiles")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "reporter"], condition=Q(state="open"),
                name="one_open_report_per_person_and_reporter",
            )
        ]  # fmt: skip
        indexes = [
            models.Index(
                fields=["created_at"], condition=Q(state="open"), name="open_reports_of_profiles"
            )
        ]

    def __str__(self):
        return f"{self.get_reason_display()}: {self.person}"


class ProfileRuling(models.Model):
    """What a moderator did about a profile, when and why; and what the person says to it."""

    class Verb(models.TextChoices):
        KEEP = "keep", _("kept")
        WITHHOLD = "withhold", _("took out of the directory")
        SHOW = "show", _("let back into the directory")
        CLEAR = "clear", _("emptied a field")
        SUSPEND = "suspend", _("suspended")
        LIFT = "lift", _("ended the suspension")

    verb = models.CharField(_("what"), max_length=10, choices=Verb)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="rulings_on_profile",
        verbose_name=_("person"),
    )  # fmt: skip
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+",
        verbose_name=_("who"),
    )  # fmt: skip
    at = models.DateTimeField(_("when"), default=timezone.now)
    reason = models.CharField(_("why"), max_length=300, blank=True)
    field = models.CharField(_("field"), max_length=20, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    # In the letter: whoever is suspended cannot sign in to object.
    token = models.CharField(max_length=43, unique=True, default=token, editable=False)
    objection = models.TextField(_("objection"), max_length=2_000, blank=True)
    objected_at = models.DateTimeField(_("objected"), null=True, editable=False)
    answered_at = models.DateTimeField(_("looked at again"), null=True, editable=False)

    class Meta:
        verbose_name = _("ruling on a profile")
        verbose_name_plural = _("rulings on profiles")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(
                fields=["objected_at"],
                condition=Q(objected_at__isnull=False, answered_at=None),
                name="objections_to_look_at",
            )
        ]

    def __str__(self):
        return f"{self.get_verb_display()}: {self.person}"
