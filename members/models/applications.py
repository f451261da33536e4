import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core import cldr

from .people import User


class PolicyQuerySet(models.QuerySet):
    def in_force(self) -> "Policy | None":
        """The wording that holds today."""
        return self.filter(published_at__lte=timezone.now()).order_by("-published_at").first()


class Policy(models.Model):
    """The network's policies and guidelines as they stood from one day on.

    People state their adherence to a wording, so a wording is never changed: a new version is.
    """

    version = models.SlugField(_("version"), max_length=20, unique=True)
    text = models.TextField(_("text"))
    published_at = models.DateTimeField(_("in force from"), default=timezone.now)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        verbose_name = _("policy")
        verbose_name_plural = _("policies")
        ordering = ["-published_at"]
        get_latest_by = "published_at"

    def __str__(self):
        return self.version

    def get_absolute_url(self) -> str:
        return reverse("members:policy", args=[self.version])


class ApplicationQuerySet(models.QuerySet):
    def waiting(self):
        """On the committee's desk: handed in under a confirmed address, and theirs to act on."""
        return self.filter(User.confirmed("applicant"), state__in=Application.WAITING)

    def awaiting_vote_of(self, member):
        """What the committee is to act on and `member` has not voted on; never their own."""
        voted = self.model.objects.filter(votes__member=member).values("pk")
        return self.waiting().exclude(applicant=member).exclude(pk__in=voted)

    def open(self):
        """Neither decided nor given up."""
        return self.filter(state__in=Application.OPEN)

    def visible_to(self, viewer):
        """Who sees an application.

        applicant   their own
        committee   all that have been handed in by somebody whose address is confirmed
        """
        if viewer.has_perm("members.view_application"):
            handed_in = Q(submitted_at__isnull=False) & User.confirmed("applicant")
            return self.filter(handed_in | Q(applicant=viewer))
        if viewer.is_authenticated:
            return self.filter(applicant=viewer)
        return self.none()


class Application(models.Model):
    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("handed in")
        REVIEW = "review", _("in review")
        ASKED = "asked", _("waiting for an answer")
        ANSWERED = "answered", _("answered")
        ASSEMBLY = "assembly", _("before the Assembly")
        APPROVED = "approved", _("approved")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")
        EXPIRED = "expired", _("expired")

    # What the committee has to do something about.
    WAITING = [State.SUBMITTED, State.REVIEW, State.ANSWERED]
    # What it may still vote on.
    VOTED_ON = [*WAITING, State.ASKED]
    OPEN = [State.DRAFT, *VOTED_ON, State.ASSEMBLY]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    applicant = models.ForeignKey(User, models.CASCADE, related_name="applications")
    type = models.ForeignKey("members.MembershipType", models.PROTECT, verbose_name=_("type"))
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.DRAFT)

    institution = models.ForeignKey(
        "members.Institution", models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("institution"),
    )  # fmt: skip
    # An HEI may claim its membership through its CTL.
    centre = models.ForeignKey(
        "members.Centre", models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("centre for teaching and learning"),
    )  # fmt: skip
    # "Mine is missing": {"name", "kind", "country", "city", "website"}.
    missing_institution = models.JSONField(_("missing institution"), default=dict, blank=True)

    role = models.CharField(_("role"), max_length=20, choices=User.Role, blank=True)
    expertise_names = models.JSONField(_("expertise"), default=list, blank=True)
    qualifications = models.TextField(
        _("qualifications and expertise in University Pedagogy"), max_length=5000, blank=True
    )
    commitment = models.TextField(_("commitment to take part"), max_length=3000, blank=True)
    authority = models.TextField(
        _("what authorises you to represent the institution"), max_length=1000, blank=True
    )
    # Kept by forms.questions: {"question", "kind", "wording", "value", "words"} for each.
    answers = models.JSONField(_("answers"), default=list, blank=True)
    policy = models.ForeignKey(
        Policy, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("policy")
    )
    adhered_at = models.DateTimeField(_("adherence stated"), null=True, blank=True)

    created_at = models.DateTimeField(_("begun"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)
    submitted_at = models.DateTimeField(_("handed in"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    # The day on which the Assembly decided, where it ratifies.
    assembly_on = models.DateField(_("decided by the Assembly"), null=True, blank=True)
    membership = models.OneToOneField(
        "members.Membership", models.SET_NULL, null=True, blank=True, related_name="application"
    )

    # When it came into its state, and since when the committee's votes are awaited.
    moved_at = models.DateTimeField(default=timezone.now, editable=False)
    waits_since = models.DateTimeField(null=True, blank=True, editable=False)
    # Letters that are written once, each claimed here by a conditional update.
    link_sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    nudged_at = models.DateTimeField(null=True, blank=True, editable=False)
    warned_at = models.DateTimeField(null=True, blank=True, editable=False)
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ["submitted_at", "created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["applicant"],
                condition=Q(
                    state__in=["draft", "submitted", "review", "asked", "answered", "assembly"]
                ),
                name="one_open_application_per_person",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn", "expired"])
                | Q(policy__isnull=False, adhered_at__isnull=False),
                name="handed_in_only_with_the_statement_of_adherence",
            ),
        ]

    def __str__(self):
        return f"{self.applicant}, {self.type}"

    def get_absolute_url(self) -> str:
        return reverse("members:application", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN


class ApplicationStep(models.Model):
    """One step of an application: who, when, from where to where, why. Only ever added."""

    _SENTENCES = {
        Application.State.SUBMITTED: _("%(who)s handed the application in on %(day)s."),
        Application.State.REVIEW: _("%(who)s took the application up on %(day)s."),
        Application.State.ASKED: _("%(who)s asked a question on %(day)s."),
        Application.State.ANSWERED: _("%(who)s answered on %(day)s."),
        Application.State.ASSEMBLY: _(
            "%(who)s put the application before the Assembly on %(day)s."
        ),
        Application.State.APPROVED: _("%(who)s approved the application on %(day)s."),
        Application.State.DECLINED: _("%(who)s declined the application on %(day)s."),
        Application.State.WITHDRAWN: _("%(who)s withdrew the application on %(day)s."),
        Application.State.EXPIRED: _("The application expired on %(day)s."),
    }
    _OF_ASSEMBLY = {
        Application.State.APPROVED: _(
            "The Assembly approved the application; %(who)s recorded it on %(day)s."
        ),
        Application.State.DECLINED: _(
            "The Assembly declined the application; %(who)s recorded it on %(day)s."
        ),
    }
    _TO_APPLICANT = {
        Application.State.SUBMITTED: _("You handed the application in."),
        Application.State.REVIEW: _("The Steering Committee began to read your application."),
        Application.State.ASKED: _("The Steering Committee asked you a question."),
        Application.State.ANSWERED: _("You answered the committee."),
        Application.State.ASSEMBLY: _(
            "The Steering Committee put your application before the Assembly."
        ),
        Application.State.APPROVED: _("The Steering Committee approved your application."),
        Application.State.DECLINED: _("The Steering Committee declined your application."),
        Application.State.WITHDRAWN: _("You withdrew the application."),
        Application.State.EXPIRED: _("The application expired."),
    }
    _ASSEMBLY_TO_APPLICANT = {
        Application.State.APPROVED: _("The Assembly approved your application."),
        Application.State.DECLINED: _("The Assembly declined your application."),
    }

    application = models.ForeignKey(Application, models.CASCADE, related_name="steps")
    actor = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    before = models.CharField(_("before"), max_length=12, choices=Application.State)
    after = models.CharField(_("after"), max_length=12, choices=Application.State)
    reason = models.TextField(_("reason"), blank=True)
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.get_before_display()} → {self.get_after_display()}"

    @property
    def in_words(self) -> str:
        """What happened, for the committee: with the name of who did it, and the day."""
        who = self.actor.name if self.actor else gettext("A former member")
        day = cldr.format_date(timezone.localtime(self.at))
        sentence = self._SENTENCES[self.after]
        if self.before == Application.State.ASSEMBLY:
            sentence = self._OF_ASSEMBLY.get(self.after, sentence)
        return sentence % {"who": who, "day": day}

    @property
    def words_for_applicant(self):
        """What happened, for the applicant, as a lazy translation: the committee speaks as one."""
        if self.before == Application.State.ASSEMBLY:
            return self._ASSEMBLY_TO_APPLICANT.get(self.after, self._TO_APPLICANT[self.after])
        return self._TO_APPLICANT[self.after]

    @property
    def in_words_for_applicant(self) -> str:
        return str(self.words_for_applicant)


class ApplicationMessage(models.Model):
    """A question of the committee, or the applicant's answer."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="messages")
    author = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    text = models.TextField(_("text"), max_length=3000)
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["at", "pk"]

    def __str__(self):
        return self.text[:60]
