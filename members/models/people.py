from django.conf import settings
from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from taggit.models import ItemBase, TagBase

from core import isced
from core.addresses import address
from core.collation import Collated
from core.email_addresses import normalise
from core.fields import EmailField
from core.textfold import spellings
from members.stamps import census


def audiences_open_to(viewer) -> list[str]:
    """The audiences that `viewer` belongs to, whoever the owner is."""
    if viewer.is_authenticated and viewer.is_member:
        return [User.Audience.PUBLIC, User.Audience.MEMBERS]
    return [User.Audience.PUBLIC]


def institutions_of(viewer) -> list[int]:
    """Where `viewer` counts as a colleague: a member, with a vetted position there today."""
    if viewer.is_authenticated and viewer.is_member:
        return viewer.institutions_held
    return []


class UserQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Who is found in the directory.

        anyone      members who show themselves to everybody
        members     also members who show themselves to members
        colleagues  also members who show themselves to their institution: the one they name
        oneself     always
        committee   everybody who has an account that works

        A profile that moderators withheld is found by itself and by the committee.
        """
        people = self.filter(is_active=True)
        if viewer.has_perm("members.view_user"):
            return people
        listed = Q(is_member=True, withheld_at=None) & self.open_to("listed_for", viewer)
        # Without the second half, which most need not ask for, an index answers alone.
        if not viewer.is_authenticated or viewer.is_found_by_members:
            return people.filter(listed)
        return people.filter(listed | Q(pk=viewer.pk))

    def members(self):
        """Those whose membership stands."""
        return self.filter(is_member=True)

    @staticmethod
    def open_to(column: str, viewer, prefix: str = "") -> Q:
        """The condition that the audience kept in `column` holds `viewer`."""
        seen = Q(**{f"{prefix}{column}__in": audiences_open_to(viewer)})
        if held := institutions_of(viewer):
            colleagues = {
                f"{prefix}{column}": User.Audience.COLLEAGUES,
                f"{prefix}institution__in": held,
            }
            seen |= Q(**colleagues)
        return seen

    def showing(self, field: str, viewer):
        """Those who let `viewer` see `field`, which has a column `<field>_for`: the institution.

        The rest of what one may filter by is in members.census.
        """
        seen = self.open_to(f"{field}_for", viewer)
        if viewer.is_authenticated:
            seen |= Q(pk=viewer.pk)
        return self.filter(seen)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    use_in_migrations = False

    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        user = self.model(email=normalise(email.lower()), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        """An administrator whose address counts as confirmed: nobody could confirm it yet."""
        from allauth.account.models import EmailAddress

        user = self.create_user(email, password, is_staff=True, is_superuser=True, **fields)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        return user

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class Expertise(TagBase):
    """A field somebody knows. One identity, a label in each language."""

    # {"sq": "vlerësimi", "mk": "оценување"}; `name` is the English one.
    labels = models.JSONField(_("labels by language"), default=dict, blank=True)

    class Meta:
        verbose_name = _("field of expertise")
        verbose_name_plural = _("fields of expertise")
        ordering = ["name"]

    def __str__(self):
        return self.label(get_language() or "en")

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        census.forget()

    def label(self, language: str) -> str:
        return self.labels.get(language) or self.name


class ExpertiseOfUser(ItemBase):
    content_object = models.ForeignKey(
        "members.User", models.CASCADE, related_name="expertise_items"
    )
    tag = models.ForeignKey(Expertise, models.CASCADE, related_name="people")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="one_expertise_once")
        ]


class User(Collated, AbstractUser):
    """A person with an account, and what they show of themselves."""

    class Audience(models.TextChoices):
        PUBLIC = "public", _("everybody")
        MEMBERS = "members", _("members")
        COLLEAGUES = "colleagues", _("my institution")
        NOBODY = "nobody", _("nobody")

    class Role(models.TextChoices):
        PROFESSOR = "professor", _("professor")
        LECTURER = "lecturer", _("lecturer")
        ASSISTANT = "assistant", _("teaching assistant")
        SUPPORT = "support", _("academic support staff")
        DESIGNER = "designer", _("instructional designer")
        INTERNATIONAL = "international", _("international office staff")
        RESEARCHER = "researcher", _("researcher")
        DOCTORAL = "doctoral", _("doctoral or postdoctoral student")
        CENTRE = "centre", _("CTL staff")
        EXPERT = "expert", _("stakeholder or expert")
        ORGANISATION = "organisation", _("educational organisation")

    # The fields whose audience a person chooses, and what holds until they do.
    AUDIENCES = {
        "photo": Audience.PUBLIC,
        "headline": Audience.PUBLIC,
        "institution": Audience.PUBLIC,
        "country": Audience.PUBLIC,
        "role": Audience.PUBLIC,
        "expertise": Audience.PUBLIC,
        "disciplines": Audience.PUBLIC,
        "languages": Audience.MEMBERS,
        "mentor": Audience.MEMBERS,
        "review": Audience.MEMBERS,
        "host": Audience.MEMBERS,
        "bio": Audience.MEMBERS,
        "orcid": Audience.MEMBERS,
        "website": Audience.MEMBERS,
        "links": Audience.MEMBERS,
    }
    MOST_LINKS = 8

    username = None
    email = EmailField(_("e-mail address"), max_length=254, unique=True)
    handle = models.SlugField(_("handle"), max_length=60, unique=True)
    first_name = models.CharField(_("first name"), max_length=80)
    last_name = models.CharField(_("last name"), max_length=80)
    language = models.CharField(_("language of e-mails"), max_length=10, default="en")
    timezone = models.CharField(_("time zone"), max_length=40, default="Europe/Belgrade")

    headline = models.CharField(_("in one line"), max_length=140, blank=True)
    bio = models.TextField(_("about me"), max_length=5000, blank=True)
    role = models.CharField(_("role"), max_length=20, choices=Role, blank=True)
    country = models.ForeignKey(
        "members.Country", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("country"),
    )  # fmt: skip
    institution = models.ForeignKey(
        "members.Institution", models.SET_NULL, null=True, blank=True, related_name="people",
        verbose_name=_("institution"),
    )  # fmt: skip
    photo = models.ImageField(_("photo"), upload_to="people/", blank=True)
    orcid = models.CharField(_("ORCID iD"), max_length=19, blank=True)
    website = models.URLField(_("website"), blank=True)
    # Codes of spoken languages, such as ["sq", "en"].
    languages = models.JSONField(_("languages I speak"), default=list, blank=True)
    # Codes of ISCED-F 2013, broad or narrow, such as ["011", "05"].
    disciplines = models.JSONField(_("disciplines"), default=list, blank=True)
    # [{"label": "Blog", "url": "https://…"}], at most MOST_LINKS.
    links = models.JSONField(_("links"), default=list, blank=True)
    mentor = models.BooleanField(_("I would mentor a colleague"), default=False)
    review = models.BooleanField(_("I would review a text or a course"), default=False)
    host = models.BooleanField(_("I would host a visit"), default=False)
    listed_for = models.CharField(
        _("who finds me in the directory"), max_length=10, choices=Audience,
        default=Audience.MEMBERS,
    )  # fmt: skip
    written_to_by = models.CharField(
        _("who may write to me"), max_length=10, default=Audience.MEMBERS,
        choices=Audience.choices[1:],
    )  # fmt: skip
    # {"bio": "public"}; what is missing follows AUDIENCES.
    shows = models.JSONField(_("who sees which field"), default=dict, blank=True)

    # Kept by actions.memberships.refresh, so that no page has to ask four tables.
    is_member = models.BooleanField(_("is a member"), default=False, editable=False)
    # Kept there too: the keys of the institutions where one holds a position today.
    institutions_held = models.JSONField(default=list, editable=False)

    # Set by moderators: out of the directory until corrected; locked out until a day.
    withheld_at = models.DateTimeField(_("withheld since"), null=True, editable=False)
    suspended_until = models.DateField(_("suspended until"), null=True, editable=False)

    # Kept by save(): who sees the institution, the words by which one is found, each for those
    # who may read it, and what the facets count, as "country:BA:public role:lecturer:members".
    institution_for = models.CharField(max_length=10, editable=False, default="public")
    folded = models.TextField(editable=False, default="")
    folded_for_members = models.TextField(editable=False, default="")
    folded_for_colleagues = models.TextField(editable=False, default="")
    facets = models.TextField(editable=False, default="")

    expertise = TaggableManager(
        _("expertise"), through=ExpertiseOfUser, blank=True, related_name="people_with"
    )

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["handle", "first_name", "last_name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["last_name", "first_name"]
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_per_address")]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        # Signing in saves one column; that must not cost the tags.
        if kwargs.get("update_fields") is None:
            # One line, wherever they were typed: they stand in subjects, cards and tables.
            for name in ("first_name", "last_name", "headline"):
                setattr(self, name, " ".join(getattr(self, name).split()))
            self.refold()
        super().save(*args, **kwargs)
        if kwargs.get("update_fields") is None:
            census.forget()

    def delete(self, *args, **kwargs):
        gone = super().delete(*args, **kwargs)
        census.forget()
        return gone

    @staticmethod
    def confirmed(relation: str) -> Exists:
        """The condition that the person at `relation` has confirmed an address."""
        from allauth.account.models import EmailAddress

        return Exists(EmailAddress.objects.filter(user=OuterRef(relation), verified=True))

    def refold(self, expertise: "list[Expertise] | None" = None) -> None:
        """Bring the columns that the directory filters, counts, searches and sorts by up to date.

        Tags stand in another table: after changing them, save the person.
        """
        self.institution_for = self.audience_of("institution")
        if expertise is None:
            expertise = list(self.expertise.all()) if self.pk else []
        words = {
            "headline": [self.headline],
            "institution": [self.institution.folded] if self.institution_id else [],
            "expertise": [word for tag in expertise for word in (tag.name, *tag.labels.values())],
        }
        open_to = {self.Audience.PUBLIC: [self.first_name, self.last_name]}
        for field, some in words.items():
            open_to.setdefault(self.audience_of(field), []).extend(some)
        self.folded = spellings(*open_to[self.Audience.PUBLIC])
        self.folded_for_members = spellings(*open_to.get(self.Audience.MEMBERS, []))
        self.folded_for_colleagues = spellings(*open_to.get(self.Audience.COLLEAGUES, []))
        self.facets = " ".join(
            f"{field}:{value}:{self.audience_of(field)}"
            for field, values in self._facet_values(expertise).items()
            for value in dict.fromkeys(values)
        )
        self.collate(self.last_name, self.first_name)

    def _facet_values(self, expertise: "list[Expertise]") -> dict[str, list]:
        """What this person counts as, by the field whose audience holds."""
        return {
            "country": [self.country_id] if self.country_id else [],
            "institution": [self.institution_id] if self.institution_id else [],
            "role": [self.role] if self.role else [],
            "expertise": [tag.pk for tag in expertise],
            "languages": self.languages,
            # Who teaches a narrow field teaches its broad one.
            "disciplines": [code for own in self.disciplines for code in (isced.broad(own), own)],
            "mentor": ["yes"] if self.mentor else [],
            "review": ["yes"] if self.review else [],
            "host": ["yes"] if self.host else [],
        }

    @property
    def name(self) -> str:
        return self.get_full_name() or self.handle

    def get_absolute_url(self) -> str:
        return address("members:profile", self.handle)

    @property
    def open_photo(self):
        """The photo, for places that do not know who is looking: only when everybody may."""
        return self.photo if self.audience_of("photo") == self.Audience.PUBLIC else None

    def audience_of(self, field: str) -> str:
        """Who sees `field`: the person's choice, else the default."""
        return self.shows.get(field) or self.AUDIENCES[field]

    def shown_to(self, viewer) -> set[str]:
        """The names of the profile fields that `viewer` may see."""
        if viewer == self:
            return set(self.AUDIENCES)
        open_to = self.opens_to(viewer)
        return {field for field in self.AUDIENCES if self.audience_of(field) in open_to}

    def opens_to(self, viewer) -> list[str]:
        """The audiences of this person's that `viewer` belongs to."""
        open_to = audiences_open_to(viewer)
        held = institutions_of(viewer)
        if held and self.institution_id in held:
            open_to.append(self.Audience.COLLEAGUES)
        return open_to

    @property
    def is_found_by_members(self) -> bool:
        """Whether every member, and so this one, finds this person in the directory."""
        listed = self.listed_for in (self.Audience.PUBLIC, self.Audience.MEMBERS)
        return self.is_member and listed and self.withheld_at is None

    def is_found_by(self, viewer) -> bool:
        """Whether `viewer` finds this person in the directory without being the committee."""
        stands = self.is_active and self.is_member and self.withheld_at is None
        return stands and self.listed_for in self.opens_to(viewer)

    def is_visible_to(self, viewer) -> bool:
        """`visible_to` for one person who is at hand, as bylines need it."""
        if not self.is_active:
            return False
        return self.is_found_by(viewer) or viewer == self or viewer.has_perm("members.view_user")

    @property
    def has_connected_orcid(self) -> bool:
        """Whether ORCID itself has told us that this iD is this person's."""
        from allauth.socialaccount.models import SocialAccount

        mine = {"user": self, "provider": "orcid", "uid": self.orcid}
        return bool(self.orcid) and SocialAccount.objects.filter(**mine).exists()

    # Power belongs to staff. Asking no table for everybody else saves two queries a page.
    def has_perm(self, perm, obj=None) -> bool:
        return self.has_power and super().has_perm(perm, obj)

    def has_module_perms(self, app_label) -> bool:
        return self.has_power and super().has_module_perms(app_label)

    @cached_property
    def has_power(self) -> bool:
        """Staff; where a second factor is required of them, only with one, on every page."""
        return self.is_staff and not self.lacks_second_factor

    @cached_property
    def lacks_second_factor(self) -> bool:
        """Whether this person must set up a second factor before they may use their powers."""
        from allauth.mfa.models import Authenticator

        if not (settings.REQUIRE_STAFF_2FA and self.is_staff):
            return False
        factors = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
        return not Authenticator.objects.filter(user=self, type__in=factors).exists()


class Consent(models.Model):
    """That somebody agreed to something: which wording, when, from where. Never changed."""

    person = models.ForeignKey(User, models.CASCADE, related_name="consents")
    purpose = models.CharField(_("purpose"), max_length=40)
    version = models.CharField(_("version"), max_length=40, blank=True)
    wording = models.TextField(_("wording"))
    given = models.BooleanField(_("given"), default=True)
    at = models.DateTimeField(_("when"), auto_now_add=True)
    source = models.CharField(_("where"), max_length=80)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-at"]

    def __str__(self):
        return f"{self.purpose}: {self.person}"
