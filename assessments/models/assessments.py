"""Assessments of a person, a centre or an institution, and the sheets of those who take part."""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core import ids
from core.addresses import address
from members.models import Centre, Institution, Position, User

from .guides import Guide, GuideVersion

# The positions that speak for a whole institution, and so for each of its centres.
SPEAKERS = (Position.Role.REPRESENTATIVE, Position.Role.DEPUTY)


class AssessmentQuerySet(models.QuerySet):
    def mine(self, person):
        """Those whose circle `person` belongs to: oneself, one's centre, one's institution."""
        if not person.is_authenticated:
            return self.none()
        held = Position.objects.current().filter(person=person)
        own = Q(person=person)
        own |= Q(institution__isnull=False) & Exists(
            held.filter(institution=OuterRef("institution"))
        )
        own |= Q(centre__isnull=False) & (
            Exists(held.filter(centre=OuterRef("centre")))
            | Exists(held.filter(institution=OuterRef("centre__institution"), role__in=SPEAKERS))
        )
        return self.filter(own)

    def shared_with(self, viewer):
        """The finished ones that their owners share with `viewer`: as of a CTL, of the committee.

        An administrator alone is no member of the committee, but holds its permission.
        """
        if not viewer.is_authenticated:
            return self.none()
        seen = Q(shared_centre__in=Centre.objects.published_by(viewer).values("pk"))
        if viewer.has_perm("assessments.view_assessment"):
            seen |= Q(is_shared_with_committee=True)
        return self.filter(seen, state=Assessment.State.FINISHED)

    def visible_to(self, viewer):
        """Who sees an assessment. Private, until its owner says otherwise.

        anyone      none; whoever holds the link of a guest comes by the link
        person      their own
        circle      those of the centre and the institution where they hold a position
        CTL         finished ones that are shared with the centre they publish for
        committee   finished ones that are shared with the committee
        """
        return self.filter(
            Q(pk__in=self.mine(viewer).values("pk"))
            | Q(pk__in=self.shared_with(viewer).values("pk"))
        )

    def finished(self):
        return self.filter(state=Assessment.State.FINISHED)


class Assessment(models.Model):
    """One look at a subject by one version of a guide. Frozen when it is finished."""

    class State(models.TextChoices):
        OPEN = "open", _("being answered")
        FINISHED = "finished", pgettext_lazy("work", "finished")

    short_id = models.CharField(max_length=10, unique=True, default=ids.short_id, editable=False)
    version = models.ForeignKey(GuideVersion, models.PROTECT, related_name="assessments")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        related_name="+",
        verbose_name=_("person"),
    )
    centre = models.ForeignKey(
        Centre, models.CASCADE, null=True, related_name="+", verbose_name=_("CTL")
    )
    institution = models.ForeignKey(
        Institution, models.CASCADE, null=True, related_name="+", verbose_name=_("institution")
    )
    # Of a guest without an account: whoever has the link has the assessment.
    # Empty is no link: two of them must not clash.
    guest_key = models.CharField(  # noqa: DJ001
        max_length=64, unique=True, null=True, editable=False
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.OPEN, editable=False
    )
    # The answer that counts: of one person theirs, of several the one they agreed on.
    agreed = models.JSONField(default=dict, editable=False)
    # Raised with each change of `agreed`: who saves from an older page is told.
    revision = models.PositiveIntegerField(default=1, editable=False)
    # {key of a dimension: the level that one wants to reach}
    target = models.JSONField(default=dict, editable=False)
    shared_centre = models.ForeignKey(
        Centre,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("shared with the CTL"),
    )
    is_shared_with_committee = models.BooleanField(_("shared with the committee"), default=False)
    # Since when it counts in the figures of the network; empty: it does not.
    counted_since = models.DateTimeField(null=True, editable=False)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("started by"),
    )
    started_at = models.DateTimeField(_("started"), default=now, editable=False)
    finished_at = models.DateTimeField(
        pgettext_lazy("work", "finished"), null=True, editable=False
    )

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("self-assessment")
        verbose_name_plural = _("self-assessments")
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(person__isnull=False, centre=None, institution=None, guest_key=None)
                    | Q(person=None, centre__isnull=False, institution=None, guest_key=None)
                    | Q(person=None, centre=None, institution__isnull=False, guest_key=None)
                    | Q(person=None, centre=None, institution=None, guest_key__isnull=False)
                ),
                name="an_assessment_has_one_subject",
            ),
            models.CheckConstraint(
                condition=Q(state="open", finished_at=None)
                | Q(state="finished", finished_at__isnull=False),
                name="a_finished_assessment_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(state="finished")
                | Q(shared_centre=None, is_shared_with_committee=False, counted_since=None),
                name="only_a_finished_assessment_is_shared",
            ),
        ]

    def __str__(self):
        return f"{self.version.guide}: {self.subject_name}"

    def get_absolute_url(self) -> str:
        if self.guest_key:
            return address("assessments:guest", self.guest_key)
        return address("assessments:detail", self.short_id)

    @property
    def guide(self) -> Guide:
        return self.version.guide

    @property
    def subject(self):
        """Whose it is: a person, a centre or an institution. None for a guest."""
        return self.person or self.centre or self.institution

    @property
    def subject_name(self) -> str:
        return str(self.subject or _("a guest"))

    @property
    def is_of_several(self) -> bool:
        """Whether several people answer and then agree."""
        return bool(self.centre_id or self.institution_id)

    @property
    def is_guests(self) -> bool:
        return self.guest_key is not None

    @property
    def is_finished(self) -> bool:
        return self.state == self.State.FINISHED

    @property
    def finished_on(self) -> date | None:
        return timezone.localdate(self.finished_at) if self.finished_at else None

    def circle(self) -> models.QuerySet[User]:
        """Everybody who may fill in a sheet today: of a guest nobody that is known."""
        held = Position.objects.current()
        if self.centre:
            speaks = Q(institution=self.centre.institution_id, role__in=SPEAKERS)
            held = held.filter(Q(centre=self.centre_id) | speaks)
        else:
            held = held.filter(institution__isnull=False, institution=self.institution_id)
        people = held.values("person") if self.is_of_several else [self.person_id]
        return User.objects.filter(pk__in=people, is_active=True)

    def of_the_same(self):
        """All assessments of this subject by this guide, whatever the version."""
        if self.is_guests:
            return Assessment.objects.filter(pk=self.pk)
        return Assessment.objects.filter(
            version__guide=self.version.guide_id,
            person=self.person_id,
            centre=self.centre_id,
            institution=self.institution_id,
            guest_key=None,
        )

    def before(self) -> "Assessment | None":
        """The finished one before this one."""
        until = self.finished_at or now()
        rows = self.of_the_same().finished().filter(finished_at__lt=until).exclude(pk=self.pk)
        return rows.select_related("version__guide").order_by("-finished_at").first()


class OwnSheet(models.Model):
    """What one person answers. Kept as it goes; handed in once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="sheets")
    # Empty for a guest, and after the person has left.
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    # The position held when it was handed in, for the gap between roles.
    role = models.CharField(_("role"), max_length=20, blank=True, editable=False)
    answers = models.JSONField(default=dict)
    saved_at = models.DateTimeField(_("saved"), auto_now=True)
    handed_in_at = models.DateTimeField(_("handed in"), null=True, editable=False)

    class Meta:
        verbose_name = _("sheet of a self-assessment")
        verbose_name_plural = _("sheets of self-assessments")
        ordering = ["handed_in_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "person"],
                condition=Q(person__isnull=False),
                name="a_person_has_one_sheet_per_assessment",
            )
        ]

    def __str__(self):
        return f"{self.assessment} · {self.person or '–'}"

    @property
    def is_handed_in(self) -> bool:
        return self.handed_in_at is not None

    @property
    def role_label(self) -> str:
        return str(dict(Position.Role.choices).get(self.role, ""))
