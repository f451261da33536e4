from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from taggit.models import ItemBase, TagBase

from core import markdown
from core.addresses import address
from core.cover_images import Pictured
from core.identifiers import doi_url
from core.ids import short_id
from core.isced import DISCIPLINE_CHOICES, DISCIPLINES
from core.textfold import fold
from members.models import Centre
from resources.vocabulary import (
    KIND_CHOICES,
    Family,
    Kind,
    Language,
    Licence,
    Meaning,
)

orcid_shape = RegexValidator(
    r"^\d{4}-\d{4}-\d{4}-\d{3}[\dX]$", _("An ORCID iD looks like 0000-0002-1825-0097.")
)
doi_shape = RegexValidator(r"^10\.\d{4,9}/\S+$", _("A DOI looks like 10.26220/aca.5261."))


class Tag(TagBase):
    """A word that depositors give; what Dublin Core calls a subject."""

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name"]


class Tagging(ItemBase):
    content_object = models.ForeignKey(
        "resources.Resource", models.CASCADE, related_name="taggings"
    )
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="taggings")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="one_tag_once")
        ]


class ResourceQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Who sees a record.

        anyone      accepted ones for everybody
        members     accepted ones for members, too
        depositor   their own, in every state
        curators    all but other people's drafts

        A record that was accepted and is withdrawn stays visible to the same people: as a
        tombstone, without its files.
        """
        if viewer.has_perm("resources.change_resource"):
            return self.filter(~Q(state=Resource.State.DRAFT) | Q(depositor=viewer))
        shown = Q(
            state__in=Resource.PUBLISHED, published_at__isnull=False,
            audience__in=audiences_for(viewer),
        )  # fmt: skip
        if viewer.is_authenticated:
            return self.filter(shown | Q(depositor=viewer))
        return self.filter(shown)

    def listed_for(self, viewer):
        """The accepted records that the catalogue shows to `viewer`."""
        accepted = self.filter(state=Resource.State.ACCEPTED)
        if sees_members_records(viewer):
            return accepted
        return accepted.filter(audience=Resource.Audience.PUBLIC)

    def shared(self, *, person=None, institution=None, centre=None):
        """What somebody deposited or wrote; what stands in the name of an institution, a CTL."""
        found = self
        if person:
            written = Author.objects.filter(person=person).values("resource")
            found = found.filter(Q(depositor=person) | Q(pk__in=written))
        if institution:
            centres = Centre.objects.filter(institution=institution)
            found = found.filter(Q(institution=institution) | Q(centre__in=centres))
        if centre:
            found = found.filter(centre=centre)
        return found

    def waiting(self):
        """Handed in, and no curator has decided."""
        return self.filter(state=Resource.State.SUBMITTED)

    def of(self, member):
        """What `member` has deposited, what waits for them first."""
        return self.filter(depositor=member)


def sees_members_records(viewer) -> bool:
    """Whether records for members only are for this viewer."""
    return (
        viewer.is_authenticated and viewer.is_member
    ) or viewer.has_perm("resources.change_resource")  # fmt: skip


def audiences_for(viewer) -> list[str]:
    if sees_members_records(viewer):
        return [Resource.Audience.PUBLIC, Resource.Audience.MEMBERS]
    return [Resource.Audience.PUBLIC]


class Resource(Pictured):
    """A record of the repository: literature, material or practice, with files or a link.

    Names follow Dublin Core and DataCite, so that an export is a renaming and not a guess.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("waiting for a curator")
        RETURNED = "returned", _("returned to you")
        ACCEPTED = "accepted", _("accepted")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Audience(models.TextChoices):
        PUBLIC = "public", _("everybody")
        MEMBERS = "members", _("members of the network")

    EDITABLE = (State.DRAFT, State.RETURNED)
    PUBLISHED = (State.ACCEPTED, State.WITHDRAWN)

    short_id = models.CharField(
        _("id"), max_length=10, unique=True, default=short_id, editable=False
    )
    kind = models.CharField(_("kind"), max_length=20, choices=KIND_CHOICES, blank=True)
    title = models.CharField(_("title"), max_length=300, blank=True)
    abstract = models.TextField(_("abstract"), max_length=10_000, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=Language, blank=True)
    licence = models.CharField(_("licence"), max_length=20, choices=Licence, blank=True)
    discipline = models.CharField(
        _("discipline"), max_length=3, choices=DISCIPLINE_CHOICES, blank=True
    )
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True,
        validators=[MinValueValidator(1400), MaxValueValidator(2100)],
    )  # fmt: skip
    # The journal, book, conference or course it comes from.
    published_in = models.CharField(_("published in"), max_length=200, blank=True)
    doi = models.CharField(_("DOI"), max_length=120, blank=True, validators=[doi_shape])
    link = models.URLField(_("link"), max_length=500, blank=True)
    audience = models.CharField(
        _("who may see it"), max_length=10, choices=Audience, default=Audience.PUBLIC
    )
    tags = TaggableManager(_("tags"), through=Tagging, blank=True, related_name="+")

    depositor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+",
        verbose_name=_("deposited by"),
    )  # fmt: skip
    institution = models.ForeignKey(
        "members.Institution", models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("institution"),
    )  # fmt: skip
    # In whose name it is published; its head and its editors need no curator.
    centre = models.ForeignKey(
        "members.Centre", models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("centre for teaching and learning"),
    )  # fmt: skip

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    rights_confirmed_at = models.DateTimeField(_("rights confirmed"), null=True, blank=True)
    created_at = models.DateTimeField(_("begun"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)
    submitted_at = models.DateTimeField(_("handed in"), null=True, blank=True)
    published_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    download_count = models.PositiveIntegerField(_("downloads"), default=0)

    # Drawn with the empty form: a form that is sent twice makes one record.
    once = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    last_file_number = models.PositiveSmallIntegerField(default=0, editable=False)

    # What lists, search and citations read, so that they need no second table.
    byline = models.CharField(max_length=500, default="", editable=False)
    summary = models.CharField(max_length=300, default="", editable=False)
    folded_title = models.CharField(max_length=120, default="", editable=False)

    objects = ResourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("resource")
        verbose_name_plural = _("resources")
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="accepted") | Q(published_at__isnull=False),
                name="an_accepted_record_has_the_day_of_it",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "returned", "withdrawn"])
                | Q(rights_confirmed_at__isnull=False),
                name="handed_in_only_with_the_rights_confirmed",
            ),
            # A draft may be as empty as its author left it.
            models.CheckConstraint(
                condition=Q(state__in=["draft", "returned", "withdrawn"])
                | ~(Q(title="") | Q(kind="") | Q(language="") | Q(licence="") | Q(discipline="")),
                name="handed_in_only_when_it_is_described",
            ),
        ]
        # The state leads: SQLite cannot use a partial index for a bound value.
        indexes = [
            models.Index(fields=["state", "-published_at", "-id"], name="records_newest_first"),
            models.Index(fields=["state", "-download_count", "-id"],
                         name="records_most_wanted_first"),
            models.Index(fields=["state", "folded_title", "id"], name="records_by_title"),
            models.Index(fields=["state", "kind", "-published_at", "-id"],
                         name="records_by_kind"),
            models.Index(fields=["state", "language", "-published_at", "-id"],
                         name="records_by_language"),
            models.Index(fields=["state", "licence", "-published_at", "-id"],
                         name="records_by_licence"),
            models.Index(fields=["state", "discipline", "-published_at", "-id"],
                         name="records_by_discipline"),
        ]  # fmt: skip

    def __str__(self):
        return self.title or str(_("Untitled resource"))

    def save(self, *args, **kwargs):
        self.derive()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return address("resources:detail", self.short_id)

    def derive(self) -> None:
        """Bring the columns for lists up to date. `byline` follows the authors: set it first."""
        words = markdown.plain(self.abstract)
        self.summary = words if len(words) <= 300 else words[:299].rsplit(" ", 1)[0] + "…"
        self.folded_title = fold(self.title)[:120]

    @property
    def doi_url(self) -> str:
        """The address that resolves its DOI; empty without one."""
        return doi_url(self.doi)

    @property
    def mark(self) -> str:
        """Stands on the page of whoever decides about it: another one after any change."""
        return self.changed_at.isoformat()

    @property
    def kind_of(self) -> Kind:
        return Kind(self.kind)

    @property
    def kind_label(self) -> str:
        return Kind(self.kind).label if self.kind else ""

    @property
    def family(self) -> Family | str:
        return Kind(self.kind).family if self.kind else ""

    @property
    def licence_meaning(self) -> Meaning:
        return Licence(self.licence).meaning

    @property
    def html_lang(self) -> str:
        return Language(self.language).html if self.language else ""

    @property
    def title_in_its_language(self) -> SafeString:
        """The title with its `lang`, so that it is spoken and set as it should be."""
        return format_html('<span lang="{}">{}</span>', self.html_lang, self)

    @property
    def licence_label(self) -> str:
        return Licence(self.licence).label if self.licence else ""

    @property
    def language_label(self) -> str:
        return Language(self.language).own_name if self.language else ""

    @property
    def discipline_label(self) -> str:
        return DISCIPLINES.get(self.discipline, "")

    @property
    def broad_field(self) -> str:
        """The two digits of ISCED-F that the facets count by."""
        return self.discipline[:2]

    def missing_words(self) -> dict[str, str]:
        """What the description itself still lacks: field -> sentence."""
        needed = {
            "title": _("Give it a title."),
            "kind": _("Say what it is."),
            "abstract": _("Say in a few sentences what it is and whom it helps."),
            "language": _("Say which language it is in."),
            "discipline": _("Choose the field it belongs to."),
            "licence": _("Choose what others may do with it."),
        }
        return {field: text for field, text in needed.items() if not getattr(self, field).strip()}

    def missing(self) -> dict[str, str]:
        """What must still be there before a curator looks at it: field -> sentence."""
        gaps = self.missing_words()
        if not self.authors.exists():
            gaps["authors"] = _("Name at least one author.")
        if not (self.link or self.doi or self.files.exists()):
            gaps["files"] = _("Add a file, a link or a DOI.")
        if not self.rights_confirmed_at:
            gaps["rights"] = _("Please confirm that you may share it.")
        return gaps

    @property
    def is_editable(self) -> bool:
        return self.state in self.EDITABLE

    @property
    def is_accepted(self) -> bool:
        return self.state == self.State.ACCEPTED

    @property
    def is_withdrawn(self) -> bool:
        return self.state == self.State.WITHDRAWN


class Author(models.Model):
    """Somebody who made the work, in the order and spelling they want. Account or not."""

    resource = models.ForeignKey(Resource, models.CASCADE, related_name="authors")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    name = models.CharField(_("name"), max_length=120)
    affiliation = models.CharField(_("institution"), max_length=200, blank=True)
    orcid = models.CharField(
        _("ORCID iD"), max_length=19, blank=True, validators=[orcid_shape]
    )  # fmt: skip
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("member"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["position", "pk"]

    def __str__(self):
        return self.name


class ReviewStep(models.Model):
    """One step of a record: who, when, from where to where, why. Only ever added."""

    resource = models.ForeignKey(Resource, models.CASCADE, related_name="steps")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    before = models.CharField(_("before"), max_length=10, choices=Resource.State)
    after = models.CharField(_("after"), max_length=10, choices=Resource.State)
    reason = models.TextField(_("reason"), blank=True)
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.get_before_display()} → {self.get_after_display()}"
