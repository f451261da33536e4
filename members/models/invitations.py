from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core import ids
from core.fields import EmailField

from .institutions import Position
from .people import User


class InvitationQuerySet(models.QuerySet):
    def open(self):
        """Those that can be accepted today."""
        return self.filter(state=Invitation.State.OPEN, expires_at__gt=timezone.now())

    def overdue(self):
        """Those that still say open although their link does not hold any more."""
        return self.filter(state=Invitation.State.OPEN, expires_at__lte=timezone.now())

    def at(self, institution):
        """Those to a place at `institution`, newest first."""
        return self.filter(institution=institution).order_by("-created_at")

    def of(self, addresses):
        """Those to any of `addresses`, however it is spelt."""
        hit = Q(pk=None)
        for address in addresses:
            hit |= Q(email__iexact=address)
        return self.filter(hit)


class Invitation(models.Model):
    """That somebody was asked, by letter, to take a place or to become a member.

    Nobody gets an account by it: who accepts makes one. Who declines is forgotten.
    """

    VALID_FOR = timedelta(days=30)

    class State(models.TextChoices):
        OPEN = "open", _("open")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        CANCELLED = "cancelled", _("taken back")
        EXPIRED = "expired", _("expired")

    # Empty once somebody has declined.
    email = EmailField(_("e-mail address"), max_length=254, blank=True)
    first_name = models.CharField(_("first name"), max_length=80, blank=True)
    last_name = models.CharField(_("last name"), max_length=80, blank=True)
    language = models.CharField(_("language of e-mails"), max_length=10, default="en")
    token = models.CharField(max_length=64, unique=True, default=ids.token, editable=False)
    invited_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )

    institution = models.ForeignKey(
        "members.Institution", models.CASCADE, null=True, blank=True, related_name="invitations",
        verbose_name=_("institution"),
    )  # fmt: skip
    centre = models.ForeignKey(
        "members.Centre", models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("centre for teaching and learning"),
    )  # fmt: skip
    role = models.CharField(_("role"), max_length=20, choices=Position.Role, blank=True)
    # The membership that begins with the acceptance: of people admitted elsewhere.
    type = models.ForeignKey(
        "members.MembershipType", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("type of membership"),
    )  # fmt: skip

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    created_at = models.DateTimeField(_("made"), default=timezone.now)
    expires_at = models.DateTimeField(_("holds until"))
    sent_at = models.DateTimeField(_("last sent"), null=True, blank=True)
    sent_count = models.PositiveSmallIntegerField(_("e-mails"), default=0)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    person = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="invitations",
        verbose_name=_("person"),
    )  # fmt: skip
    source = models.ForeignKey(
        "members.Import", models.SET_NULL, null=True, blank=True, related_name="invitations",
        verbose_name=_("import"),
    )  # fmt: skip

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"), F("institution"),
                condition=Q(state="open", institution__isnull=False),
                name="one_open_invitation_per_address_and_institution",
            ),
            models.UniqueConstraint(
                Lower("email"), condition=Q(state="open", institution=None),
                name="one_open_invitation_per_address_to_the_network",
            ),
            models.CheckConstraint(
                condition=~Q(email="") | ~Q(state__in=["open", "accepted"]),
                name="an_open_invitation_has_an_address",
            ),
        ]  # fmt: skip

    def __str__(self):
        # No name and no address: the log keeps this, longer than those.
        return gettext("Invitation %(number)s") % {"number": self.pk}

    def get_absolute_url(self) -> str:
        return reverse("members:invitation", args=[self.token])

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip() or self.email

    @property
    def offer(self) -> str:
        """What it invites to, as the end of "You are invited …"."""
        if self.type and self.institution and self.type.for_institutions:
            words = _("to represent %(institution)s, as it becomes a member (%(type)s)")
        elif self.type and self.role:
            words = _("to become a member (%(type)s) and join %(institution)s as %(role)s")
        elif self.type:
            words = _("to become a member of the network (%(type)s)")
        elif self.centre:
            words = _("to join %(centre)s, %(institution)s, as %(role)s")
        elif self.institution:
            words = _("to join %(institution)s as %(role)s")
        else:
            words = _("to make an account")
        return words % {
            "institution": self.institution, "centre": self.centre, "type": self.type,
            "role": self.get_role_display(),
        }  # fmt: skip

    @property
    def host(self) -> str:
        """Who invites."""
        return self.invited_by.name if self.invited_by else "BALKANETUP"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN and self.expires_at > timezone.now()

    @property
    def shown_state(self) -> str:
        """The state in words; one whose days are over says so before the night's run does."""
        if self.state == self.State.OPEN and not self.is_open:
            return str(self.State.EXPIRED.label)
        return self.get_state_display()
