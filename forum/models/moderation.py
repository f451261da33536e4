from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Report(models.Model):
    """That somebody thinks a moderator should look at a post, and what came of it."""

    class Reason(models.TextChoices):
        RUDE = "rude", _("rude or hurtful")
        SPAM = "spam", _("advertising")
        PRIVATE = "private", _("somebody's private matters")
        RIGHTS = "rights", _("somebody else's work")
        OTHER = "other", _("something else")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        HIDDEN = "hidden", _("post hidden")
        KEPT = "kept", _("post kept")

    post = models.ForeignKey(
        "forum.Post", models.CASCADE, related_name="reports", verbose_name=_("post")
    )
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
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "reporter"], condition=Q(state="open"),
                name="one_open_report_per_person_and_post",
            )
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["created_at"], condition=Q(state="open"), name="open_reports")
        ]

    def __str__(self):
        return f"{self.get_reason_display()}: {self.post}"


class Ruling(models.Model):
    """What a moderator did, to what, when and why. Never changed."""

    class Verb(models.TextChoices):
        HIDE = "hide", _("hid")
        SHOW = "show", _("showed again")
        RELEASE = "release", _("let through")
        LOCK = "lock", _("locked")
        UNLOCK = "unlock", _("unlocked")
        PIN = "pin", _("pinned")
        UNPIN = "unpin", _("unpinned")
        MOVE = "move", _("moved")

    verb = models.CharField(_("what"), max_length=10, choices=Verb)
    topic = models.ForeignKey(
        "forum.Topic", models.CASCADE, related_name="rulings", verbose_name=_("topic")
    )
    # None: the whole topic.
    post = models.ForeignKey(
        "forum.Post", models.CASCADE, null=True, related_name="rulings", verbose_name=_("post")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+",
        verbose_name=_("who"),
    )  # fmt: skip
    at = models.DateTimeField(_("when"), default=timezone.now)
    reason = models.CharField(_("why"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("ruling")
        verbose_name_plural = _("rulings")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.get_verb_display()}: {self.post or self.topic}"
