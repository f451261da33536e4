"""Surveys, their versions, and who is asked."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core import ids
from core.addresses import address
from core.fields import EmailField
from core.slugs import slug_of
from surveys.instrument import Instrument, parse
from surveys.texts import pick

# Words that stand for screens under /surveys/.
_RESERVED = {"add", "answer", "mine", "invited", "templates", "thanks"}


class SurveyQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Whose page somebody sees.

        anyone     open ones for everybody, and those whose results are public
        members    also those whose results are for members
        asked      open ones that ask one, as one of an audience
        owner      their own, drafts too
        committee  all that are not drafts
        """
        from surveys.audiences import asking

        if viewer.has_perm("surveys.view_survey"):
            return self.filter(~Q(state=Survey.State.DRAFT) | Q(owner=viewer))
        results = [Survey.Results.PUBLIC]
        if viewer.is_authenticated and viewer.is_member:
            results.append(Survey.Results.MEMBERS)
        is_open = Q(state=Survey.State.OPEN)
        seen = is_open & Q(audience=Survey.Audience.LINK, is_listed=True)
        seen |= Q(published_at__isnull=False, results_for__in=results)
        if viewer.is_authenticated:
            seen |= Q(owner=viewer) | (is_open & asking(viewer))
        return self.filter(seen)

    def asking(self, person):
        """Those that are open and ask `person` by their account."""
        from surveys.audiences import asking

        return self.filter(asking(person), state=Survey.State.OPEN)

    def to_open(self):
        """Those whose hour has come."""
        return self.filter(state=Survey.State.READY, opens_at__lte=now())

    def to_close(self):
        """Those that are open past their end."""
        return self.filter(state=Survey.State.OPEN, closes_at__lte=now())

    def to_sweep(self):
        """Those that were taken apart, of whose rows some may still lie on the disk."""
        return self.filter(state=Survey.State.CLOSED, is_anonymous=True, is_swept=False)


class Survey(models.Model):
    """Questions to some people, from one moment to another."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        READY = "ready", _("opens by itself")
        OPEN = "open", pgettext_lazy("survey", "open")
        CLOSING = "closing", _("is being closed")
        CLOSED = "closed", pgettext_lazy("survey", "closed")

    class Audience(models.TextChoices):
        LINK = "link", _("everybody who has the address")
        MEMBERS = "members", _("all members")
        TYPE = "type", _("members of one type")
        INSTITUTION = "institution", _("the people of an institution")
        CENTRE = "centre", _("the people of a CTL")
        INVITED = "invited", _("people on a list, by letter")
        OTHER = "other", _("a group or an event")

    class Results(models.TextChoices):
        OWNER = "owner", _("me and the committee")
        MEMBERS = "members", _("members")
        PUBLIC = "public", _("everybody")

    class Purpose(models.TextChoices):
        SURVEY = "survey", _("survey")
        ROUND = "round", _("self-assessment of an institution")
        NEEDS = "needs", _("needs analysis")

    class Breakdown(models.TextChoices):
        COUNTRY = "country", _("country")
        TYPE = "type", _("type of membership")
        ROLE = "role", _("role")

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    # The part of the address for those who only have the link.
    key = models.CharField(max_length=10, unique=True, default=ids.short_id, editable=False)
    title = models.JSONField(_("title"), default=dict)
    intro = models.JSONField(_("introduction"), default=dict, blank=True)
    # In which order the texts fall back: a database may give the keys of JSON in any.
    language_order = models.JSONField(default=list, blank=True, editable=False)
    purpose = models.CharField(
        _("purpose"), max_length=10, choices=Purpose, default=Purpose.SURVEY, editable=False
    )
    # Empty after the owner has left.
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("owner"),
    )
    institution = models.ForeignKey(
        "members.Institution",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("in the name of the institution"),
    )
    centre = models.ForeignKey(
        "members.Centre",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("in the name of the CTL"),
    )
    is_anonymous = models.BooleanField(_("anonymous"), default=True)
    audience = models.CharField(
        _("who is asked"), max_length=12, choices=Audience, default=Audience.MEMBERS
    )
    # Which type, institution, centre; of others "kind:key", see `audiences.register`.
    audience_key = models.CharField(max_length=80, blank=True)
    # One alone: two that overlap would tell of the few who are in one and not in the other.
    breakdown = models.CharField(
        _("results are broken down by"), max_length=10, choices=Breakdown, blank=True
    )
    is_listed = models.BooleanField(_("stands in the list of surveys"), default=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.DRAFT, editable=False
    )
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    results_for = models.CharField(
        _("who sees the results"), max_length=10, choices=Results, default=Results.OWNER
    )
    # What the owner writes around the figures, Markdown by language.
    summary = models.JSONField(_("summary"), default=dict, blank=True)
    shown_questions = models.JSONField(_("questions on the public page"), default=list, blank=True)
    published_at = models.DateTimeField(_("results published"), null=True, editable=False)
    # Kept by actions, under the lock on this row.
    received = models.PositiveIntegerField(_("answers"), default=0, editable=False)
    reminded_at = models.DateTimeField(_("last reminder"), null=True, editable=False)
    created_at = models.DateTimeField(_("made"), default=now, editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)
    # Anonymous ones: nothing of roll and sheets is left on the disk.
    is_swept = models.BooleanField(default=False, editable=False)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "closes_at"], name="surveys_by_state"),
            models.Index(fields=["owner"], name="surveys_of_an_owner"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(closes_at__gt=F("opens_at")),
                name="a_survey_closes_after_it_opens",
                violation_error_message=_("It has to close after it opens."),
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(state="closed") | Q(is_anonymous=False),
                name="anonymous_results_wait_for_the_end",
            ),
        ]

    def __str__(self):
        return self.title_for()

    def save(self, *args, **kwargs):
        if not self.slug:
            self.slug = self.free_slug()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return address("surveys:detail", self.slug)

    def free_slug(self) -> str:
        """The title as an address, with a number behind it where another survey has it."""
        stem = slug_of(next(iter(self.title.values()), ""), "survey")
        taken = _RESERVED | set(
            Survey.objects.filter(slug__startswith=stem).values_list("slug", flat=True)
        )
        if stem not in taken:
            return stem
        return next(f"{stem}-{n}" for n in range(2, 10_000) if f"{stem}-{n}" not in taken)

    @property
    def languages(self) -> list[str]:
        return list(dict.fromkeys([*self.language_order, *self.title]))

    def title_for(self, language: str | None = None) -> str:
        return pick(self.title, self.languages, language)[0]

    def intro_for(self, language: str | None = None) -> str:
        return pick(self.intro, self.languages, language)[0]

    @property
    def is_open(self) -> bool:
        """Whether somebody may answer now; the schedule may be a minute behind the clock."""
        ahead = self.closes_at is None or self.closes_at > now()
        return self.state == self.State.OPEN and ahead

    @property
    def is_ending(self) -> bool:
        """Whether nobody can answer any more and the results are being made ready."""
        over = self.state == self.State.OPEN and not self.is_open
        return over or self.state == self.State.CLOSING

    @property
    def current(self) -> "Version":
        """The version that people answer."""
        return self.versions.filter(is_draft=False).order_by("-number")[0]

    @property
    def latest(self) -> "Version":
        """The version that its author works on: the current one, or a draft of the next."""
        return self.versions.order_by("-number")[0]


class Version(models.Model):
    """The questions of a survey as they were from some answer on. Frozen by the first answer."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    content = models.JSONField(default=dict)
    # Raised with each change: who saves from an older page is told.
    revision = models.PositiveIntegerField(default=1, editable=False)
    is_frozen = models.BooleanField(_("frozen"), default=False, editable=False)
    # A version after the first is written while the one before it is still answered.
    is_draft = models.BooleanField(_("not in use yet"), default=False, editable=False)

    class Meta:
        verbose_name = _("version of a survey")
        verbose_name_plural = _("versions of surveys")
        ordering = ["survey", "number"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "number"], name="one_version_per_number")
        ]

    def __str__(self):
        return f"{self.survey} · {self.number}"

    @property
    def stamp(self) -> str:
        """Another one whenever a question, or what was promised before it, may have changed."""
        return f"{self.pk}.{self.revision}"

    @property
    def instrument(self) -> Instrument:
        return parse(self.content)


class Template(models.Model):
    """A questionnaire to begin with."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    title = models.JSONField(_("title"), default=dict)
    intro = models.JSONField(_("introduction"), default=dict, blank=True)
    content = models.JSONField(_("questions"), default=dict)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("template of surveys")
        verbose_name_plural = _("templates of surveys")
        ordering = ["order", "slug"]

    def __str__(self):
        return pick(self.title, self.title)[0]

    @property
    def instrument(self) -> Instrument:
        return parse(self.content)


class Invitation(models.Model):
    """A place on the list of people who are asked by letter, each with a link of their own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="invitations")
    email = EmailField(_("e-mail address"), max_length=254)
    language = models.CharField(_("language of e-mails"), max_length=10, default="en")
    token = models.CharField(max_length=64, unique=True, default=ids.token, editable=False)
    is_sent = models.BooleanField(_("sent"), default=False, editable=False)
    # They asked not to be asked about this survey again. The row stays so that nobody does.
    has_declined = models.BooleanField(
        _("does not want to be asked"), default=False, editable=False
    )

    class Meta:
        verbose_name = _("invitation to a survey")
        verbose_name_plural = _("invitations to surveys")
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "email"], name="one_invitation_per_survey_and_address"
            )
        ]

    def __str__(self):
        return self.email
