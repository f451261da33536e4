from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.ids import token

from .events import Event


class RegistrationQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Who sees a registration.

        oneself     their own
        organiser   those for their events
        managers    all
        """
        if viewer.has_perm("events.view_registration"):
            return self
        if viewer.is_authenticated:
            return self.filter(Q(person=viewer) | Q(event__organiser=viewer))
        return self.none()

    def live(self):
        """A place, or a place on the waiting list."""
        return self.exclude(state=Registration.State.CANCELLED)

    def confirmed(self):
        return self.filter(state=Registration.State.CONFIRMED)

    def untold(self):
        """Whose letter about their place is still to be written."""
        return self.exclude(letter_due="").filter(person__isnull=False)

    def waiting(self):
        """On the waiting list, in order of arrival."""
        return self.filter(state=Registration.State.WAITING).order_by("pk")


class Registration(models.Model):
    """That somebody has, waits for, or gave up a place at an event.

    Rows are made under the lock on the event, so their keys are the order of arrival.
    Who gives up a place and comes back gets a new row, at the end of the line.
    """

    class Letter(models.TextChoices):
        CONFIRMED = "confirmed"
        WAITING = "waiting"
        PROMOTED = "promoted"
        WITHDRAWN = "withdrawn"

    class State(models.TextChoices):
        CONFIRMED = "confirmed", _("has a place")
        WAITING = "waiting", _("on the waiting list")
        CANCELLED = "cancelled", _("cancelled")

    event = models.ForeignKey(Event, models.CASCADE, related_name="registrations")
    # Empty after the person has left; the place they had still counts for past events.
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+",
        verbose_name=_("person"),
    )  # fmt: skip
    state = models.CharField(_("state"), max_length=10, choices=State)
    note = models.TextField(_("note to the organiser"), max_length=1000, blank=True)
    name_shown = models.BooleanField(_("shows their name"), default=False)
    # For the link in letters that gives the place back without signing in.
    token = models.CharField(max_length=50, unique=True, default=token, editable=False)

    registered_at = models.DateTimeField(_("registered"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("got the place"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    # Which letter about this place is still to be written; empty when it was. They are written
    # after the lock on the event is free: two hundred letters take longer than their places.
    letter_due = models.CharField(max_length=10, blank=True, default="", editable=False)
    # The version of the event that this person knows of.
    told_sequence = models.PositiveIntegerField(default=0, editable=False)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["event", "state"], name="registrations_of_an_event"),
            models.Index(fields=["person"], name="registrations_of_a_person"),
            models.Index(
                fields=["event"], condition=~Q(letter_due=""), name="registrations_to_tell"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "person"],
                condition=~Q(state="cancelled"),
                name="one_live_registration_per_person_and_event",
            ),
            models.CheckConstraint(
                condition=Q(state="cancelled", cancelled_at__isnull=False)
                | (~Q(state="cancelled") & Q(cancelled_at=None)),
                name="a_cancelled_registration_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(confirmed_at__isnull=False),
                name="a_confirmed_registration_says_since_when",
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.event}"

    @property
    def is_confirmed(self) -> bool:
        return self.state == self.State.CONFIRMED

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING

    @property
    def is_live(self) -> bool:
        return self.state != self.State.CANCELLED

    def queue_number(self) -> int:
        """1 for who is next. One query."""
        return self.event.registrations.waiting().filter(pk__lte=self.pk).count()


class CalendarKey(models.Model):
    """The secret in the address of one person's own calendar feed."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    token = models.CharField(max_length=50, unique=True, default=token, editable=False)
    created_at = models.DateTimeField(_("made"), default=timezone.now)

    class Meta:
        verbose_name = _("key to a calendar")
        verbose_name_plural = _("keys to calendars")

    def __str__(self):
        return str(self.person)
