from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from core import cldr, ids

from .institutions import Position
from .people import User


class MembershipType(models.Model):
    """Individual, institutional, associated: who may apply, in which words, and for how long."""

    CURRENCY = "EUR"

    class Period(models.TextChoices):
        NONE = "none", _("no period: it stands until it is ended")
        ROLLING = "rolling", _("rolling: some months from the start")
        FIXED = "fixed", _("fixed: ends on one day of the year")

    slug = models.SlugField(_("slug"), primary_key=True)
    name = models.CharField(_("name"), max_length=80)
    summary = models.TextField(_("who it is for"))
    # Whether an institution becomes the member, represented by the applicant.
    for_institutions = models.BooleanField(_("for institutions"), default=False)
    is_open = models.BooleanField(_("open for applications"), default=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    period = models.CharField(_("period"), max_length=10, choices=Period, default=Period.NONE)
    months = models.PositiveSmallIntegerField(
        _("months"), default=12, validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text=_("How long a rolling period lasts."),
    )  # fmt: skip
    ends_day = models.PositiveSmallIntegerField(
        _("day"), default=31, validators=[MinValueValidator(1), MaxValueValidator(31)],
        help_text=_("The last day of a fixed period, every year."),
    )  # fmt: skip
    ends_month = models.PositiveSmallIntegerField(
        _("month"), default=12, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    grace_days = models.PositiveSmallIntegerField(
        _("days of grace"), default=30, validators=[MaxValueValidator(366)],
        help_text=_("How long a membership still counts after its period."),
    )  # fmt: skip
    renewal_days = models.PositiveSmallIntegerField(
        _("renewal opens, in days"), default=60, validators=[MaxValueValidator(366)],
        help_text=_("How long before the end of the period a member may renew."),
    )  # fmt: skip
    fee = models.DecimalField(
        _("fee in euros"), max_digits=8, decimal_places=2, default=Decimal(0),
        validators=[MinValueValidator(Decimal(0))],
        help_text=_("For one period. While it is zero, nobody reads of fees."),
    )  # fmt: skip
    # Applying: which kinds of institution (none named: all), and how it is decided.
    kinds = models.JSONField(_("kinds of institution"), default=list, blank=True)
    votes_needed = models.PositiveSmallIntegerField(
        _("votes needed"), default=2, validators=[MinValueValidator(1)],
        help_text=_("Of the Steering Committee. With 1, whoever is first decides."),
    )  # fmt: skip
    assembly_ratifies = models.BooleanField(_("the Assembly ratifies"), default=False)
    reminder_hours = models.PositiveSmallIntegerField(
        _("hours until the committee is reminded"), default=72, validators=[MinValueValidator(1)]
    )

    class Meta:
        verbose_name = _("type of membership")
        verbose_name_plural = _("types of membership")
        ordering = ["order"]

    def __str__(self):
        return gettext(self.name)

    @property
    def about(self) -> str:
        """Who it is for; the seeded words in the reader's language."""
        return gettext(self.summary)

    @property
    def fee_in_words(self) -> str:
        """“€30.00”, or “30,00 €” where the language has it so; nothing while there is no fee."""
        return cldr.format_money(self.fee, self.CURRENCY) if self.fee else ""

    @property
    def fee_note(self) -> str:
        """A sentence about the fee and what it is for; nothing while there is no fee."""
        if not self.fee:
            return ""
        sentences = {
            self.Period.NONE: gettext("The fee is %(fee)s, paid once."),
            self.Period.FIXED: gettext("The fee is %(fee)s a year."),
            self.Period.ROLLING: ngettext(
                "The fee is %(fee)s for %(months)s month.",
                "The fee is %(fee)s for %(months)s months.",
                self.months,
            ),
        }
        return sentences[self.period] % {"fee": self.fee_in_words, "months": self.months}

    def clean(self):
        # 29 February is the last day of February in the other years.
        if self.ends_day > monthrange(2028, self.ends_month)[1]:
            raise ValidationError({"ends_day": _("This month has no such day.")})

    def period_from(self, day: date) -> date | None:
        """The last day of a period whose first day is `day`; None when there is no period."""
        if self.period == self.Period.ROLLING:
            return _months_after(day, self.months) - timedelta(days=1)
        if self.period == self.Period.FIXED:
            last = self._ending_in(day.year)
            # Who joins while others renew already has the coming year.
            while last < day + timedelta(days=self.renewal_days):
                last = self._ending_in(last.year + 1)
            return last
        return None

    def _ending_in(self, year: int) -> date:
        return date(year, self.ends_month, min(self.ends_day, _length(year, self.ends_month)))


def _length(year: int, month: int) -> int:
    return monthrange(year, month)[1]


def _months_after(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, _length(year, month + 1)))


class MembershipQuerySet(models.QuerySet):
    def live(self):
        """Those that count today, whether or not the nightly task has come by."""
        today = timezone.localdate()
        return self.filter(
            Q(ended_on=None) | Q(ended_on__gt=today),
            Q(grace_until=None) | Q(grace_until__gte=today),
            started_on__lte=today,
        )

    def held_by(self, person: User):
        """One's own, and those of the institutions one stands for today."""
        offices = Position.objects.current().filter(
            person=person, role__in=[Position.Role.REPRESENTATIVE, Position.Role.DEPUTY]
        )
        return self.filter(Q(person=person) | Q(institution__in=offices.values("institution")))

    def to_move(self):
        """Those whose state no longer says what the calendar says."""
        today = timezone.localdate()
        state = Membership.State
        return self.filter(
            Q(state=state.STANDING, until__lt=today)
            | Q(state=state.GRACE, grace_until__lt=today)
            | Q(state__in=[state.STANDING, state.GRACE], ended_on__lte=today)
        )


class Membership(models.Model):
    """That a person, or an institution, is a member from one day on."""

    class State(models.TextChoices):
        STANDING = "standing", _("standing")
        GRACE = "grace", _("in grace")
        EXPIRED = "expired", _("expired")
        ENDED = "ended", _("ended")

    class Ending(models.TextChoices):
        RESIGNED = "resigned", _("resigned")
        COMMITTEE = "committee", _("ended by the committee")
        NOT_RENEWED = "not-renewed", _("not renewed, by choice")

    number = models.CharField(_("membership number"), max_length=20, unique=True)
    type = models.ForeignKey(MembershipType, models.PROTECT, verbose_name=_("type"))
    person = models.ForeignKey(
        "members.User", models.CASCADE, null=True, blank=True, related_name="memberships",
        verbose_name=_("person"),
    )  # fmt: skip
    institution = models.ForeignKey(
        "members.Institution", models.CASCADE, null=True, blank=True, related_name="memberships",
        verbose_name=_("institution"),
    )  # fmt: skip
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.STANDING)
    started_on = models.DateField(_("from"), default=timezone.localdate)
    # The last day of the period; None where there is none.
    until = models.DateField(_("period ends"), null=True, blank=True)
    # The last day of grace, as the type had it when the period began: a type that becomes
    # stricter shortens nothing.
    grace_until = models.DateField(_("grace ends"), null=True, blank=True)
    renewed_on = models.DateField(_("renewed"), null=True, blank=True)
    paid_on = models.DateField(_("fee paid"), null=True, blank=True)
    # The first day on which it no longer counts. While a period runs this stays empty: the
    # night after the last day of grace fills it in.
    ended_on = models.DateField(_("ended"), null=True, blank=True)
    ending = models.CharField(_("how it ended"), max_length=12, choices=Ending, blank=True)
    # Opens the public page that the card points to.
    token = models.CharField(max_length=43, unique=True, default=ids.token, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None, institution__isnull=False)
                | Q(person__isnull=False, institution=None),
                name="a_membership_is_of_a_person_or_of_an_institution",
                violation_error_message=_("Name a person or an institution, not both."),
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_on=None, person__isnull=False),
                name="one_live_membership_per_person",
                violation_error_message=_("This membership stands already."),
            ),
            models.UniqueConstraint(
                fields=["institution"], condition=Q(ended_on=None, institution__isnull=False),
                name="one_live_membership_per_institution",
                violation_error_message=_("This membership stands already."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["standing", "grace"]) | Q(ended_on__isnull=False),
                name="what_is_over_has_a_day_on_which_it_ended",
            ),
            models.CheckConstraint(
                condition=Q(until=None, grace_until=None) | Q(grace_until__gte=models.F("until")),
                name="grace_follows_the_period",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(
                fields=["until"], condition=Q(ended_on=None, until__isnull=False),
                name="memberships_that_run_out",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.number

    @property
    def holder(self):
        """The person or the institution that is the member."""
        return self.institution or self.person

    @property
    def spokesperson(self) -> User | None:
        """Who reads its letters: the person, or who stands for the institution today."""
        if self.person_id:
            return self.person
        offices = (
            Position.objects.current()
            .filter(institution=self.institution_id, person__is_active=True)
            .filter(role__in=[Position.Role.REPRESENTATIVE, Position.Role.DEPUTY])
            .by_weight()
            .select_related("person")
        )
        first = offices.first()
        return first.person if first else None

    @property
    def is_live(self) -> bool:
        """`live()` for one that is at hand."""
        today = timezone.localdate()
        return (
            self.started_on <= today
            and (self.ended_on is None or self.ended_on > today)
            and (self.grace_until is None or self.grace_until >= today)
        )

    @property
    def is_in_grace(self) -> bool:
        return self.is_live and self.until is not None and self.until < timezone.localdate()

    @property
    def will_not_be_renewed(self) -> bool:
        """It still counts, and its member has said that this period is the last."""
        return self.is_live and self.ending == self.Ending.NOT_RENEWED

    @property
    def last_day(self) -> date | None:
        """The last day on which it counts or counted, as far as anybody knows today."""
        if self.ended_on:
            return max(self.ended_on - timedelta(days=1), self.started_on)
        return self.until

    @property
    def opens_on(self) -> date | None:
        """The day from which it may be renewed."""
        if self.until is None:
            return None
        return max(self.started_on, self.until - timedelta(days=self.type.renewal_days))

    @property
    def may_be_renewed(self) -> bool:
        opens, ending = self.opens_on, self.ending in ("", self.Ending.NOT_RENEWED)
        return bool(self.is_live and ending and opens and opens <= timezone.localdate())

    def begin_period(self, day: date) -> None:
        """Set the period that begins on `day`, as its type has it now."""
        self.until = self.type.period_from(day)
        # A member of old who is entered today stands in the period that runs today.
        while self.until and self.until < timezone.localdate():
            self.until = self.type.period_from(self.until + timedelta(days=1))
        self.grace_until = self.until and self.until + timedelta(days=self.type.grace_days)

    def state_on(self, day: date) -> str:
        """What the calendar says."""
        if self.ended_on and self.ended_on <= day:
            over = self.state in (self.State.EXPIRED, self.State.ENDED)
            return self.state if over else self.State.ENDED
        if self.grace_until and self.grace_until < day:
            return self.State.EXPIRED
        if self.until and self.until < day:
            return self.State.GRACE
        return self.State.STANDING


class MembershipStep(models.Model):
    """One step in the life of a membership: who, when, from where to where, why. Only added."""

    class Verb(models.TextChoices):
        BEGUN = "begun", _("begun")
        RENEWED = "renewed", _("renewed")
        RAN_OUT = "ran-out", _("period over, grace begun")
        EXPIRED = "expired", _("expired")
        RESIGNED = "resigned", _("resigned")
        NOT_RENEWED = "not-renewed", _("will not be renewed")
        ENDED = "ended", _("ended")
        CORRECTED = "corrected", _("corrected")
        REINSTATED = "reinstated", _("taken up again")
        PAID = "paid", _("fee recorded")

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="steps")
    verb = models.CharField(_("what"), max_length=12, choices=Verb)
    actor = models.ForeignKey(
        "members.User", models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("who"),
    )  # fmt: skip
    before = models.CharField(_("before"), max_length=10, choices=Membership.State, blank=True)
    after = models.CharField(_("after"), max_length=10, choices=Membership.State)
    # To which day it stood after this step, where there is one.
    until = models.DateField(_("until"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["at", "pk"]

    def __str__(self):
        return self.get_verb_display()
