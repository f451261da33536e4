import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .applications import Application
from .institutions import Country, Institution
from .people import User


class InstitutionRequestQuerySet(models.QuerySet):
    def open(self):
        """Neither settled nor taken back."""
        return self.filter(state=InstitutionRequest.State.OPEN)

    def waiting(self):
        """On the committee's desk; a request of somebody without a confirmed address is not."""
        return self.open().filter(User.confirmed("asked_by"))

    def visible_to(self, viewer):
        """Who sees a request.

        who asked   their own
        committee   all whose sender has a confirmed address
        """
        if viewer.has_perm("members.view_institutionrequest"):
            return self.filter(Q(asked_by=viewer) | User.confirmed("asked_by"))
        if viewer.is_authenticated:
            return self.filter(asked_by=viewer)
        return self.none()


class InstitutionRequest(models.Model):
    """That an institution should stand in the register: asked by a person, settled at the desk."""

    class State(models.TextChoices):
        OPEN = "open", _("waits for the committee")
        ENTERED = "entered", _("entered into the register")
        KNOWN = "known", _("found in the register")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    asked_by = models.ForeignKey(User, models.CASCADE, related_name="institution_requests")
    # The application that named it, where one did: approving that settles this.
    application = models.OneToOneField(
        Application, models.CASCADE, null=True, blank=True, related_name="institution_request"
    )
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(
        _("kind"), max_length=20, choices=Institution.Kind, default=Institution.Kind.HEI
    )
    country = models.ForeignKey(
        Country, models.PROTECT, related_name="+", verbose_name=_("country")
    )
    city = models.CharField(_("city"), max_length=80, blank=True)
    website = models.URLField(_("website"), blank=True)
    note = models.TextField(_("note"), max_length=1000, blank=True)

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    asked_at = models.DateTimeField(_("asked"), auto_now_add=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    reason = models.TextField(_("reason"), max_length=1000, blank=True)
    institution = models.ForeignKey(
        Institution, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("institution"),
    )  # fmt: skip

    objects = InstitutionRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for an institution")
        verbose_name_plural = _("requests for institutions")
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["asked_by", "country", "name"], condition=Q(state="open"),
                name="one_open_request_per_person_and_institution",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(reason=""),
                name="a_declined_request_gives_its_reason",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.name

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def described(self) -> dict:
        """What the register needs to enter it."""
        return {
            "name": self.name, "kind": self.kind, "country": self.country_id, "city": self.city,
            "website": self.website,
        }  # fmt: skip
