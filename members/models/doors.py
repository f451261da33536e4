"""The doors of the site: who may make an account, and on which devices somebody came in."""

from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class SignupDoor(models.Model):
    """The one row that says who may make an account today, and what visitors are told."""

    class State(models.TextChoices):
        OPEN = "open", _("open to everybody")
        INVITED = "invited", _("by invitation only")
        CLOSED = "closed", _("closed for now")

    state = models.CharField(
        _("new accounts"), max_length=10, choices=State, default=State.OPEN,
        help_text=_("Takes effect at once. Invitations work unless it is closed."),
    )  # fmt: skip
    sentence = models.CharField(
        _("what visitors read"), max_length=300, blank=True,
        help_text=_("While it is not open, in English. Without one, a sentence of ours."),
    )  # fmt: skip
    # {"sq": "…"}; `sentence` is the English one.
    sentences = models.JSONField(_("in other languages"), default=dict, blank=True)
    changed_at = models.DateTimeField(_("last changed"), auto_now=True)

    class Meta:
        verbose_name = _("sign-up setting")
        verbose_name_plural = _("sign-up setting")
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="there_is_one_signup_door")
        ]

    def __str__(self):
        return self.get_state_display()

    @classmethod
    def current(cls) -> "SignupDoor":
        """The door as it stands; open where nobody has touched it."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)

    @property
    def words(self) -> str:
        """What a visitor reads, in the language of the page."""
        return self.sentences.get(get_language() or "en") or self.sentence


class KnownDevice(models.Model):
    """A browser on a system from which somebody has signed in; never an address."""

    person = models.ForeignKey("members.User", models.CASCADE, related_name="devices")
    # Untranslated: "Firefox on Windows".
    name = models.CharField(_("device"), max_length=80)
    first_seen = models.DateTimeField(_("first seen"), default=timezone.now)
    last_seen = models.DateTimeField(_("last seen"), default=timezone.now)

    class Meta:
        verbose_name = _("known device")
        verbose_name_plural = _("known devices")
        ordering = ["-last_seen"]
        constraints = [
            models.UniqueConstraint(fields=["person", "name"], name="one_device_once_a_person")
        ]

    def __str__(self):
        return self.name
