"""Centres for Teaching and Learning (CTLs): what each is, and how it came to be."""

import uuid

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core import cldr, uploads
from core.addresses import address
from core.fields import EmailField
from core.textfold import fold

from .institutions import Position


class Term(models.Model):
    """A word of a vocabulary that the committee edits: one identity, a label in each language."""

    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=100)
    # {"sq": "trajnime"}; `name` is the English one.
    labels = models.JSONField(_("labels by language"), default=dict, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        abstract = True
        ordering = ["order", "name"]

    def __str__(self):
        return self.labels.get(get_language() or "en") or self.name


class Service(Term):
    class Meta(Term.Meta):
        verbose_name = _("service of centres")
        verbose_name_plural = _("services of centres")


class TargetGroup(Term):
    class Meta(Term.Meta):
        verbose_name = _("target group of centres")
        verbose_name_plural = _("target groups of centres")


class CentreQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Which centres are in the register.

        anyone      those of institutions in the register
        committee   all
        """
        if viewer.has_perm("members.change_institution"):
            return self
        return self.filter(institution__is_confirmed=True)

    def published_by(self, person):
        """In whose name `person` publishes today: as its head, or as one of its editors."""
        if not person.is_authenticated:
            return self.none()
        offices = Position.objects.current().filter(
            person=person, centre=OuterRef("pk"), role__in=Centre.PUBLISHERS
        )
        return self.filter(Exists(offices), institution__is_confirmed=True)

    def matching(self, words: str):
        """Whose name, or whose institution, in any script, holds every word typed."""
        found = self
        for word in fold(words).split()[:8]:
            found = found.filter(Q(folded__contains=word) | Q(institution__folded__contains=word))
        return found

    def in_language(self, code: str):
        return self.filter(languages__contains=f" {code} ")


class Centre(models.Model):
    """A Centre for Teaching and Learning (CTL) of one institution."""

    class Stage(models.TextChoices):
        PLANNED = "planned", _("planned")
        FOUNDING = "founding", _("being founded")
        OPERATING = "operating", _("operating")
        DORMANT = "dormant", _("dormant")

    # The positions whose holders speak for a centre.
    PUBLISHERS = (Position.Role.CENTRE_HEAD, Position.Role.EDITOR)
    # The positions that may be of a centre; staff may also be of the institution alone.
    OFFICES = (*PUBLISHERS, Position.Role.STAFF)

    institution = models.ForeignKey(
        "members.Institution", models.CASCADE, related_name="centres",
        verbose_name=_("institution"),
    )  # fmt: skip
    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    acronym = models.CharField(_("acronym"), max_length=20, blank=True)
    # Kept by actions.centres: the latest of `stages`.
    stage = models.CharField(_("stage"), max_length=10, choices=Stage, default=Stage.OPERATING)
    founded = models.PositiveSmallIntegerField(_("year it was founded"), null=True, blank=True)
    place = models.CharField(_("place in the organisation"), max_length=200, blank=True)
    staff_count = models.PositiveSmallIntegerField(
        _("people who work there"), null=True, blank=True
    )
    description = models.TextField(_("description"), max_length=10_000, blank=True)
    services = models.ManyToManyField(
        Service, blank=True, related_name="centres", verbose_name=_("services")
    )
    target_groups = models.ManyToManyField(
        TargetGroup, blank=True, related_name="centres", verbose_name=_("target groups")
    )
    # Codes between spaces, " en sq ", so that one can be looked for on every database.
    languages = models.CharField(_("languages"), max_length=120, default="", blank=True)

    # A line a day, as a notice on the door has it: "Monday to Thursday: 9–15".
    opening_hours = models.TextField(_("opening hours"), max_length=600, blank=True)
    email = EmailField(_("public e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    postal_address = models.TextField(_("address"), max_length=300, blank=True)
    website = models.URLField(_("website"), blank=True)
    folded = models.TextField(editable=False, default="")

    objects = CentreQuerySet.as_manager()

    class Meta:
        verbose_name = _("centre for teaching and learning")
        verbose_name_plural = _("centres for teaching and learning")
        ordering = ["name"]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.refold()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return address("members:centre", self.slug)

    def refold(self) -> None:
        """Bring the column that the list searches up to date."""
        names = [self.name, self.acronym]
        if self.pk:
            names += self.names.values_list("name", flat=True)
        self.folded = fold(" ".join(names))

    @property
    def language_codes(self) -> list[str]:
        return self.languages.split()

    @language_codes.setter
    def language_codes(self, codes: list[str]) -> None:
        self.languages = f" {' '.join(codes)} " if codes else ""

    def history(self) -> list["CentreStage"]:
        """Its stages, the one it is in last. Of unknown day: as of when it was written down."""
        return sorted(self.stages.all(), key=CentreStage.place_in_time)

    @property
    def hours(self) -> list[tuple[str, str]]:
        """The opening hours as rows of day and time; what has no colon is a row by itself."""
        lines = [line.strip() for line in self.opening_hours.splitlines()]
        parted = [line.partition(": ") for line in lines if line]
        return [(day, time.strip()) if time else ("", day) for day, _colon, time in parted]


class CentreName(models.Model):
    """Another name of a centre: in a language or script, or one it had before."""

    centre = models.ForeignKey(Centre, models.CASCADE, related_name="names")
    name = models.CharField(_("name"), max_length=200)
    language = models.CharField(_("language"), max_length=10, blank=True)
    is_former = models.BooleanField(_("former name"), default=False)

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        ordering = ["language", "name"]

    def __str__(self):
        return self.name


class CentreStage(models.Model):
    """From when on a centre was planned, being founded, operating or dormant."""

    class Precision(models.TextChoices):
        DAY = "day", _("the day")
        MONTH = "month", _("the month")
        YEAR = "year", _("the year")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    centre = models.ForeignKey(Centre, models.CASCADE, related_name="stages")
    stage = models.CharField(_("stage"), max_length=10, choices=Centre.Stage)
    # Often only the year is known; then it is the first day of it. Empty: nobody knows.
    since = models.DateField(_("from"), null=True, blank=True)
    precision = models.CharField(
        _("what is known of it"), max_length=5, choices=Precision, default=Precision.DAY
    )
    evidence = models.URLField(_("evidence"), max_length=500, blank=True)
    entered_by = models.ForeignKey(
        "members.User", models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("entered by"),
    )  # fmt: skip
    entered_at = models.DateTimeField(_("entered"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("stage of a centre")
        verbose_name_plural = _("stages of a centre")
        ordering = [F("since").asc(nulls_first=True), "entered_at"]

    def __str__(self):
        return f"{self.get_stage_display()}, {self.since_words}" if self.since else (
            self.get_stage_display()
        )  # fmt: skip

    def place_in_time(self) -> tuple:
        return self.since or timezone.localdate(self.entered_at), self.entered_at

    @property
    def since_words(self) -> str:
        """The day, the month or the year, whatever is known."""
        if not self.since:
            return ""
        style = {"year": "y", "month": "yMMMM"}.get(self.precision, "long")
        return cldr.format_date(self.since, style)


class CentreMandateQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Who reads the document, once it has passed the scanner.

        anyone      where it is for everybody
        members     all; the committee too
        """
        inside = viewer.is_authenticated and viewer.is_member
        if inside or viewer.has_perm("members.view_centre"):
            return self.filter(scan=uploads.Scan.CLEAN)
        return self.filter(
            scan=uploads.Scan.CLEAN, audience=CentreMandate.Audience.PUBLIC
        )  # fmt: skip


class CentreMandate(uploads.ScannedFile):
    """The document a centre stands on: a decision, a statute, a mandate."""

    class Audience(models.TextChoices):
        PUBLIC = "public", _("everybody")
        MEMBERS = "members", _("members")

    centre = models.OneToOneField(Centre, models.CASCADE, related_name="mandate")
    file = models.FileField(
        _("file"), upload_to=uploads.private_path, storage=uploads.private_storage
    )
    name = models.CharField(_("name"), max_length=150)
    size = models.PositiveBigIntegerField(_("size"))
    sha256 = models.CharField(_("checksum (SHA-256)"), max_length=64)
    media_type = models.CharField(_("media type"), max_length=100)
    scan = models.CharField(
        _("virus scan"), max_length=10, choices=uploads.Scan, default=uploads.first_state
    )
    audience = models.CharField(
        _("who may read it"), max_length=10, choices=Audience, default=Audience.PUBLIC
    )
    uploader = models.ForeignKey(
        "members.User", models.SET_NULL, null=True, related_name="+", verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField(_("uploaded"), default=timezone.now)

    objects = CentreMandateQuerySet.as_manager()

    class Meta:
        verbose_name = _("mandate of a centre")
        verbose_name_plural = _("mandates of centres")

    def __str__(self):
        return self.name
