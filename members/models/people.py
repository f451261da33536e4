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

from core.addresses import address
from core.textfold import fold


def audiences_open_to(viewer) -> list[str]:
    """The audiences that `viewer` belongs to."""
    if viewer.is_authenticated and viewer.is_member:
        return [User.Audience.PUBLIC, User.Audience.MEMBERS]
    return [User.Audience.PUBLIC]


class UserQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Who is found in the directory.

        anyone      members who show themselves to everybody
        members     also members who show themselves to members
        oneself     always
        committee   everybody who has an account that works
        """
        people = self.filter(is_active=True)
        if viewer.has_perm("members.view_user"):
            return people
        open_to = audiences_open_to(viewer)
        listed = Q(is_member=True, listed_for__in=open_to)
        # Without the second half, which most need not ask for, an index answers alone.
        if not viewer.is_authenticated or (viewer.is_member and viewer.listed_for in open_to):
            return people.filter(listed)
        return people.filter(listed | Q(pk=viewer.pk))

    def members(self):
        """Those whose membership stands."""
        return self.filter(is_member=True)

    def showing(self, field: str, viewer):
        """Those who let `viewer` see `field`: only by what one may see may one filter."""
        return self.filter(self.shows_to(field, viewer))

    @staticmethod
    def shows_to(field: str, viewer, prefix: str = "") -> Q:
        """The condition behind `showing`, for use over a relation called `prefix`."""
        open_to = audiences_open_to(viewer)
        seen = Q(**{f"{prefix}{field}_for__in": open_to})
        if not viewer.is_authenticated or getattr(viewer, f"{field}_for") in open_to:
            return seen
        return seen | Q(**{f"{prefix}pk": viewer.pk})

    def matching(self, words: str, viewer):
        """Whose name or open profile, in any script, holds every word typed."""
        found = self
        inside = viewer.is_authenticated and viewer.is_member
        for word in fold(words).split()[:8]:
            hit = Q(folded__contains=word)
            if inside:
                hit |= Q(folded_for_members__contains=word)
            found = found.filter(hit)
        return found


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    use_in_migrations = False

    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
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

    def label(self, language: str) -> str:
        return self.labels.get(language) or self.name


class ExpertiseOfUserQuerySet(models.QuerySet):
    def counted_for(self, viewer):
        """The fields that `viewer` may see of members: their own, and those that are shown."""
        seen = Q(seen_by__in=audiences_open_to(viewer))
        if viewer.is_authenticated and viewer.is_member:
            seen |= Q(content_object=viewer.pk)
        return self.filter(seen)


class ExpertiseOfUser(ItemBase):
    content_object = models.ForeignKey(
        "members.User", models.CASCADE, related_name="expertise_items"
    )
    tag = models.ForeignKey(Expertise, models.CASCADE, related_name="people")
    # Kept by User.keep_expertise_seen: the audience of a member's fields, else nobody.
    seen_by = models.CharField(max_length=10, editable=False, default="nobody")

    objects = ExpertiseOfUserQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="one_expertise_once")
        ]
        indexes = [models.Index(fields=["seen_by", "tag"], name="fields_counted_for_all")]


class User(AbstractUser):
    """A person with an account, and what they show of themselves."""

    class Audience(models.TextChoices):
        PUBLIC = "public", _("everybody")
        MEMBERS = "members", _("members")
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
        "languages": Audience.MEMBERS,
        "bio": Audience.MEMBERS,
        "orcid": Audience.MEMBERS,
        "website": Audience.MEMBERS,
    }

    username = None
    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    handle = models.SlugField(_("handle"), max_length=60, unique=True)
    first_name = models.CharField(_("first name"), max_length=80)
    last_name = models.CharField(_("last name"), max_length=80)
    language = models.CharField(_("language of letters"), max_length=10, default="en")
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
    listed_for = models.CharField(
        _("who finds me in the directory"), max_length=10, choices=Audience,
        default=Audience.MEMBERS,
    )  # fmt: skip
    # {"bio": "public"}; what is missing follows AUDIENCES.
    shows = models.JSONField(_("who sees which field"), default=dict, blank=True)

    # Kept by actions.memberships.refresh, so that no page has to ask four tables.
    is_member = models.BooleanField(_("is a member"), default=False, editable=False)
    # Kept there too: the keys of the institutions where one holds a position today.
    institutions_held = models.JSONField(default=list, editable=False)

    # Kept by save(): what `shows` says of the fields that the directory filters by,
    # and the words by which it finds somebody.
    country_for = models.CharField(max_length=10, editable=False, default="public")
    role_for = models.CharField(max_length=10, editable=False, default="public")
    expertise_for = models.CharField(max_length=10, editable=False, default="public")
    institution_for = models.CharField(max_length=10, editable=False, default="public")
    folded = models.TextField(editable=False, default="")
    folded_for_members = models.TextField(editable=False, default="")

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
        # The directory's page and its counts, each answered from an index alone.
        indexes = [
            models.Index(
                fields=["last_name", "first_name", "id"],
                condition=Q(is_active=True, is_member=True), name="members_by_name",
            ),
            models.Index(
                fields=["listed_for", "country_for", "country", "role_for", "role"],
                condition=Q(is_active=True, is_member=True), name="members_by_country_and_role",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        # Signing in saves one column; that must not cost the tags.
        if kwargs.get("update_fields") is None:
            self.refold()
        super().save(*args, **kwargs)
        if kwargs.get("update_fields") is None:
            self.keep_expertise_seen()

    @staticmethod
    def confirmed(relation: str) -> Exists:
        """The condition that the person at `relation` has confirmed an address."""
        from allauth.account.models import EmailAddress

        return Exists(EmailAddress.objects.filter(user=OuterRef(relation), verified=True))

    @property
    def expertise_seen_by(self) -> str:
        """Who sees the fields of expertise in the directory: the narrower of two choices."""
        if not (self.is_active and self.is_member):
            return self.Audience.NOBODY
        choices = {self.listed_for, self.expertise_for}
        for audience in (self.Audience.NOBODY, self.Audience.MEMBERS):
            if audience in choices:
                return audience
        return self.Audience.PUBLIC

    def keep_expertise_seen(self) -> None:
        """Tell the rows of the tags, which the directory counts by the thousand."""
        ExpertiseOfUser.objects.filter(content_object=self).update(seen_by=self.expertise_seen_by)

    def refold(self, expertise: "list[Expertise] | None" = None) -> None:
        """Bring the columns that the directory filters and searches up to date.

        Tags stand in another table: after changing them, save the person.
        """
        for field in ("country", "role", "expertise", "institution"):
            setattr(self, f"{field}_for", self.audience_of(field))
        if expertise is None:
            expertise = list(self.expertise.all()) if self.pk else []
        words = {
            "headline": [self.headline],
            "institution": [self.institution.folded] if self.institution_id else [],
            "expertise": [word for tag in expertise for word in (tag.name, *tag.labels.values())],
        }
        public, inside = [self.first_name, self.last_name], []
        for field, some in words.items():
            if self.audience_of(field) == self.Audience.PUBLIC:
                public += some
            elif self.audience_of(field) == self.Audience.MEMBERS:
                inside += some
        # A word once is enough: labels share many.
        self.folded = " ".join(dict.fromkeys(fold(" ".join(public)).split()))
        self.folded_for_members = " ".join(dict.fromkeys(fold(" ".join(inside)).split()))

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
        open_to = audiences_open_to(viewer)
        return {field for field in self.AUDIENCES if self.audience_of(field) in open_to}

    def is_visible_to(self, viewer) -> bool:
        """`visible_to` for one person who is at hand, as bylines need it."""
        if not self.is_active:
            return False
        listed = self.is_member and self.listed_for in audiences_open_to(viewer)
        return listed or viewer == self or viewer.has_perm("members.view_user")

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
