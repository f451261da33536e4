from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from core.addresses import address
from core.collation import Collated
from core.textfold import fold, spellings
from members import identifiers
from members.stamps import census


class Country(models.Model):
    """A country as the network names it: one place for its label and its footnote."""

    code = models.CharField(_("ISO 3166-1 code"), max_length=2, primary_key=True)
    name = models.CharField(_("name"), max_length=80)
    # {"sq": "Kosovë"}; `name` is the English one.
    labels = models.JSONField(_("labels by language"), default=dict, blank=True)
    footnote = models.TextField(_("footnote"), blank=True)
    footnotes = models.JSONField(_("footnotes by language"), default=dict, blank=True)

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ["name"]
        # Of countries and of everything else in the register that has names by language.
        permissions = [("write_names", "Can write names and labels in other languages")]

    def __str__(self):
        return f"{self.label}*" if self.footnote else self.label

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        census.forget()

    @property
    def label(self) -> str:
        """The name in the reader's language, without the mark of the footnote."""
        return self.labels.get(get_language() or "en") or self.name

    @property
    def note(self) -> str:
        """The footnote in the reader's language, or nothing."""
        written = self.footnotes.get(get_language() or "en")
        # The seeded words stand in the catalogues.
        return written or (gettext(self.footnote) if self.footnote else "")


class InstitutionQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Which institutions are in the register.

        anyone      confirmed ones
        committee   all, those waiting to be confirmed too
        """
        if viewer.has_perm("members.change_institution"):
            return self
        return self.filter(is_confirmed=True)

    def without_representative(self):
        """Members for whom nobody may speak today."""
        offices = Position.objects.current().filter(
            institution=OuterRef("pk"), role=Position.Role.REPRESENTATIVE, person__is_active=True
        )
        return self.filter(~Exists(offices), is_member=True)

    def matching(self, words: str):
        """Whose name, old name, acronym or city, in any script, holds every word typed."""
        found = self
        for word in fold(words).split()[:8]:
            found = found.filter(folded__contains=word)
        return found

    def best_first(self, words: str):
        """The exact acronym, then whose name begins so, then a word of it, then the rest.

        Among equals the members come first.
        """
        typed = fold(words)
        cases = [
            When(folded__startswith=f"|{typed}|", then=0),
            When(folded__contains=f"|{typed}|", then=1),
            When(folded__contains=f"|{typed}", then=2),
            When(folded__contains=f" {typed}", then=3),
        ]
        rank = Case(*cases, default=4, output_field=models.IntegerField())
        return self.order_by(rank, "-is_member", "name")


def fold_names(names: list[str]) -> list[str]:
    """Each name folded; with Đ once as Dj and once as D, for both are typed."""
    plain = str.maketrans("ĐđЂђ", "DdDd")
    return list(
        dict.fromkeys(fold(form) for name in names for form in (name, name.translate(plain)))
    )


class Institution(Collated):
    class Kind(models.TextChoices):
        HEI = "hei", _("higher education institution")
        ORGANISATION = "organisation", _("organisation or foundation")
        ASSOCIATE = "associate", _("educational organisation")
        PUBLIC_BODY = "public-body", _("ministry or agency")

    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    acronym = models.CharField(_("acronym"), max_length=20, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.HEI)
    country = models.ForeignKey(
        Country, models.PROTECT, related_name="institutions", verbose_name=_("country")
    )
    city = models.CharField(_("city"), max_length=80, blank=True)
    website = models.URLField(_("website"), blank=True)
    description = models.TextField(_("description"), blank=True)
    logo = models.ImageField(_("logo"), upload_to="institutions/", blank=True)
    ror = models.CharField(
        _("ROR iD"), max_length=200, blank=True, validators=[identifiers.check_ror]
    )
    erasmus_code = models.CharField(
        _("Erasmus code"), max_length=20, blank=True, validators=[identifiers.check_erasmus_code]
    )
    pic = models.CharField(
        _("PIC"), max_length=20, blank=True, validators=[identifiers.check_pic],
        help_text=_("Participant Identification Code, nine digits."),
    )  # fmt: skip
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    # How many may join its people by their address alone.
    staff_cap = models.PositiveSmallIntegerField(
        _("places for who joins by e-mail domain"), default=50
    )
    is_confirmed = models.BooleanField(_("in the register"), default=False)
    # Kept by members.actions: whether a live institutional membership stands.
    is_member = models.BooleanField(_("is a member"), default=False, editable=False)
    # "|acronym|name|other name|city|", each folded: the bars tell where a name begins.
    folded = models.TextField(editable=False, default="")
    # Kept by actions.positions: the day since which nobody may speak for this member.
    unrepresented_since = models.DateField(null=True, editable=False)
    # Its names changed, and the search words of its people do not know yet.
    people_stale = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(_("entered"), auto_now_add=True)

    objects = InstitutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                "country", "name", name="one_entry_per_institution_and_country"
            ),
            *(
                models.UniqueConstraint(
                    fields=[field], condition=~Q(**{field: ""}), name=name,
                    violation_error_message=_("Another institution has this identifier."),
                )
                for field, name in [
                    ("ror", "one_institution_per_ror"),
                    ("erasmus_code", "one_institution_per_erasmus_code"),
                    ("pic", "one_institution_per_pic"),
                ]
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(
                    latitude__isnull=False, latitude__range=(-90, 90),
                    longitude__isnull=False, longitude__range=(-180, 180),
                ),
                name="a_place_has_latitude_and_longitude",
                violation_error_message=_("Give both latitude and longitude, in degrees."),
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        before = self.folded
        self.refold()
        if self.pk and self.folded != before:
            self.people_stale = True
        super().save(*args, **kwargs)
        census.forget()

    def get_absolute_url(self) -> str:
        return address("members:institution", self.slug)

    def clean_fields(self, exclude=None):
        self.ror = identifiers.ror_of(self.ror)
        self.erasmus_code = identifiers.erasmus_code_of(self.erasmus_code)
        self.pic = identifiers.pic_of(self.pic)
        super().clean_fields(exclude)

    def refold(self) -> None:
        """Bring the column that the typeahead searches up to date."""
        others = self.names.values_list("name", flat=True) if self.pk else []
        names = [fold(self.acronym), *fold_names([self.name, *others]), fold(self.city)]
        self.folded = f"|{'|'.join(names)}|{spellings(self.name, *others)}"
        self.collate(self.name)

    @property
    def photo(self):
        return self.logo


class InstitutionName(models.Model):
    """Another name: in a language or script, or one it had before."""

    institution = models.ForeignKey(Institution, models.CASCADE, related_name="names")
    name = models.CharField(_("name"), max_length=200)
    language = models.CharField(_("language"), max_length=10, blank=True)
    is_former = models.BooleanField(_("former name"), default=False)

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        ordering = ["language", "name"]

    def __str__(self):
        return self.name


class PositionQuerySet(models.QuerySet):
    def current(self):
        today = timezone.localdate()
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=today), started_on__lte=today)

    def past(self):
        """Those that have ended, the last one first."""
        return self.filter(ended_on__lte=timezone.localdate()).order_by("-ended_on", "-pk")

    def by_weight(self):
        """The representative first, staff last; of the same office, who came first."""
        order = {role: weight for weight, role in enumerate(Position.Role.values)}
        cases = [When(role=role, then=weight) for role, weight in order.items()]
        return self.order_by(Case(*cases, output_field=models.IntegerField()), "started_on", "pk")


class Position(models.Model):
    """Somebody's role at an institution, from one day to another."""

    class Role(models.TextChoices):
        REPRESENTATIVE = "representative", _("authorised representative")
        DEPUTY = "deputy", _("deputy representative")
        CENTRE_HEAD = "centre-head", _("head of the CTL")
        EDITOR = "editor", _("editor")
        STAFF = "staff", _("staff")

    class Origin(models.TextChoices):
        NAMED = "named", _("named")
        INVITED = "invited", _("invited")
        DOMAIN = "domain", _("joined by e-mail domain")

    class Ending(models.TextChoices):
        HANDED_OVER = "handed-over", _("handed over")
        REPLACED = "replaced", _("took another position")
        REMOVED = "removed", _("ended by the institution")
        LEFT = "left", _("left")
        ADDRESS = "address", _("the address is not confirmed any more")

    person = models.ForeignKey("members.User", models.CASCADE, related_name="positions")
    institution = models.ForeignKey(Institution, models.CASCADE, related_name="positions")
    centre = models.ForeignKey(
        "members.Centre", models.SET_NULL, null=True, blank=True, related_name="positions"
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    started_on = models.DateField(_("from"), default=timezone.localdate)
    ended_on = models.DateField(_("until"), null=True, blank=True)
    origin = models.CharField(
        _("how it came"), max_length=10, choices=Origin, default=Origin.NAMED, editable=False
    )
    ending = models.CharField(
        _("why it ended"), max_length=12, choices=Ending, blank=True, editable=False
    )

    objects = PositionQuerySet.as_manager()

    class Meta:
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        ordering = ["-started_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["institution"],
                condition=Q(role="representative", ended_on=None),
                name="one_authorised_representative_at_a_time",
                violation_error_message=_(
                    "This institution has a representative. Set an end to that position first."
                ),
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="a_position_ends_after_it_starts",
                violation_error_message=_("A position cannot end before it begins."),
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.get_role_display()}, {self.institution}"

    def clean(self):
        """A centre is the institution's own; periods of its representatives do not overlap."""
        if self.centre and self.centre.institution_id != self.institution_id:
            raise ValidationError(_("This centre belongs to another institution."))
        if self.role != self.Role.REPRESENTATIVE or not (self.institution_id and self.started_on):
            return
        others = Position.objects.filter(institution=self.institution_id, role=self.role)
        others = others.filter(Q(ended_on=None) | Q(ended_on__gt=F("started_on")))
        meets = Q(ended_on=None) | Q(ended_on__gt=self.started_on)
        if self.ended_on:
            meets &= Q(started_on__lt=self.ended_on)
        if others.exclude(pk=self.pk).filter(meets).exists():
            raise ValidationError(
                _("Somebody else represents the institution in these days. Hand over instead.")
            )


class InstitutionDomain(models.Model):
    """Whose confirmed address is at this domain may join the people of the institution."""

    institution = models.ForeignKey(
        Institution, models.CASCADE, related_name="domains", verbose_name=_("institution")
    )
    domain = models.CharField(
        _("e-mail domain"), max_length=190, validators=[identifiers.check_domain]
    )
    # The representative proposes, the committee confirms.
    is_confirmed = models.BooleanField(_("confirmed by the committee"), default=False)
    created_at = models.DateTimeField(_("entered"), auto_now_add=True)

    class Meta:
        verbose_name = _("e-mail domain")
        verbose_name_plural = _("e-mail domains")
        ordering = ["domain"]
        constraints = [
            models.UniqueConstraint(
                fields=["domain"], condition=Q(is_confirmed=True),
                name="a_domain_belongs_to_one_institution",
                violation_error_message=_("Another institution has this domain."),
            ),
            models.UniqueConstraint(
                fields=["institution", "domain"], name="an_institution_names_a_domain_once",
                violation_error_message=_("This domain is there already."),
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.domain

    def clean_fields(self, exclude=None):
        self.domain = identifiers.domain_of(self.domain)
        super().clean_fields(exclude)
