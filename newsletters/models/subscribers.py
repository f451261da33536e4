from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.email_addresses import normalise
from core.fields import EmailField
from core.ids import token


class ListQuerySet(models.QuerySet):
    def open(self):
        """What anybody may choose to get."""
        return self.filter(is_public=True)


class List(models.Model):
    """One purpose for which people get letters, such as news or calls for papers."""

    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    description = models.CharField(_("what one gets, how often"), max_length=300, blank=True)
    is_public = models.BooleanField(
        _("public"), default=True,
        help_text=_("Anybody may subscribe, and its issues stand in the archive."),
    )  # fmt: skip
    language = models.CharField(
        _("language"), max_length=10, blank=True, choices=settings.LANGUAGES,
        help_text=_("In which its issues are written; empty: it differs."),
    )  # fmt: skip
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = ListQuerySet.as_manager()

    class Meta:
        verbose_name = _("list")
        verbose_name_plural = _("lists")
        ordering = ["order", "name"]

    def __str__(self):
        return self.name


class SubscriberQuerySet(models.QuerySet):
    def of(self, person):
        """The rows of an account: its own, and those that hold its address."""
        return self.filter(Q(person=person) | Q(email=normalise(person.email.lower())))

    def receiving(self, lists):
        """Who gets what goes to `lists`: confirmed, subscribed to one of them, not bounced."""
        live = Subscription.objects.live().filter(list__in=lists, subscriber=OuterRef("pk"))
        bounced = Suppression.objects.filter(email=OuterRef("email"))
        return self.filter(Exists(live), ~Exists(bounced), state=Subscriber.State.ACTIVE)


class Subscriber(models.Model):
    """An address that gets newsletters, with or without an account."""

    class State(models.TextChoices):
        PENDING = "pending", _("not confirmed yet")
        ACTIVE = "active", _("active")
        UNSUBSCRIBED = "unsubscribed", _("unsubscribed")
        BOUNCED = "bounced", _("bounced")

    email = EmailField(_("e-mail address"), max_length=254, unique=True)
    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("person"),
    )  # fmt: skip
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default="en"
    )
    state = models.CharField(
        _("state"), max_length=15, choices=State, default=State.PENDING, editable=False
    )
    token = models.CharField(max_length=43, unique=True, default=token, editable=False)
    created_at = models.DateTimeField(_("first asked"), default=timezone.now, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True, editable=False)

    objects = SubscriberQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["state"], name="subscribers_by_state")]

    def __str__(self):
        return self.email

    def preferences_path(self) -> str:
        return reverse("newsletters:preferences", args=[self.token])


class SubscriptionQuerySet(models.QuerySet):
    def live(self):
        return self.filter(unsubscribed_at=None)


class Subscription(models.Model):
    """That an address gets a list, and the proof of its consent. Ended, never deleted."""

    subscriber = models.ForeignKey(
        Subscriber, models.CASCADE, related_name="subscriptions", verbose_name=_("subscriber")
    )
    list = models.ForeignKey(
        List, models.CASCADE, related_name="subscriptions", verbose_name=_("list")
    )
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    subscribed_at = models.DateTimeField(_("confirmed"), default=timezone.now)
    unsubscribed_at = models.DateTimeField(_("ended"), null=True, blank=True)
    wording = models.TextField(_("wording"))
    source = models.CharField(_("where"), max_length=40)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        ordering = ["-subscribed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["subscriber", "list"], condition=Q(unsubscribed_at=None),
                name="one_live_subscription_per_list",
            )
        ]  # fmt: skip

    def __str__(self):
        return f"{self.subscriber}: {self.list}"


class Suppression(models.Model):
    """An address that the server refused for good. It gets no issue until it confirms again."""

    email = EmailField(_("e-mail address"), max_length=254, unique=True)
    reason = models.CharField(_("what the server said"), max_length=500)
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("bounced address")
        verbose_name_plural = _("bounced addresses")
        ordering = ["-at"]

    def __str__(self):
        return self.email
