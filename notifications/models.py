from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import ids

from .sentences import say


class NotificationQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Whose notifications one sees: one's own, and nobody else's."""
        if not viewer.is_authenticated:
            return self.none()
        return self.filter(recipient=viewer)

    def unread(self):
        return self.filter(read_at=None)

    def newest_first(self):
        """What has not been read stands above what has."""
        unread = models.Case(models.When(read_at=None, then=0), default=1)
        return self.order_by(unread, "-at", "-pk")


class Notification(models.Model):
    """A sentence for one person, with a link, read or not."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications"
    )
    key = models.CharField(max_length=10, unique=True, default=ids.short_id, editable=False)
    # What it is about, such as "forum.reply"; people choose per kind how they hear of it.
    kind = models.CharField(_("kind"), max_length=40)
    # As it was first said, in the language of the recipient's letters: for those who look for a
    # name in it, and for rows whose words are kept no other way.
    sentence = models.TextField(_("sentence"))
    # Its words in the code, and what is set into them: it is said in the language of the reader.
    words = models.CharField(max_length=300, blank=True, default="", editable=False)
    values = models.JSONField(default=list, blank=True, editable=False)
    # Without a language in front.
    path = models.CharField(_("link"), max_length=500)
    at = models.DateTimeField(_("when"), default=timezone.now)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["recipient", "-at"], name="notifications_of_a_person"),
            models.Index(
                fields=["recipient"], condition=Q(read_at=None), name="unread_notifications"
            ),
        ]

    def __str__(self):
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("notifications:open", args=[self.key])

    @property
    def text(self) -> str:
        """The sentence, in the language of whoever looks."""
        return say(self.words, self.values)[:300] if self.words else self.sentence


class Preference(models.Model):
    """How one person wants to hear of one kind of thing, where it differs from the default."""

    class Way(models.TextChoices):
        NOW = "now", _("on the site and by e-mail")
        SITE = "site", _("on the site")
        NONE = "none", _("not at all")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=40)
    way = models.CharField(_("way"), max_length=10, choices=Way)

    class Meta:
        verbose_name = _("notification preference")
        verbose_name_plural = _("notification preferences")
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="one_preference_per_kind")
        ]

    def __str__(self):
        return f"{self.person}: {self.kind}: {self.way}"
