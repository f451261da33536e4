"""Templates of checklists: versions, their chapters, and the items of these."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import ids
from core.addresses import address
from members.models import Centre
from roadmaps import texts

from .files import HAS_ONE, LinkOrFile


class ChecklistTemplateQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Which templates one finds.

        anyone      those of which a version is published, until they are withdrawn
        builders    all
        """
        if viewer.has_perm("roadmaps.change_checklisttemplate"):
            return self
        return self.open()

    def open(self):
        """Those that can be taken."""
        published = TemplateVersion.objects.published().filter(template=OuterRef("pk"))
        return self.filter(Exists(published), withdrawn_at=None)

    def with_newest(self):
        """Each with `newest_id`: its newest published version."""
        published = TemplateVersion.objects.published().filter(template=OuterRef("pk"))
        newest = published.order_by("-number").values("pk")[:1]
        return self.annotate(newest_id=Subquery(newest))


class ChecklistTemplate(models.Model):
    """What stays the same of a checklist in all of its versions."""

    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    # The language that it is first written in, and read in where a translation lacks.
    language = models.CharField(
        _("its own language"), max_length=10, choices=settings.LANGUAGES, default="en"
    )
    # Names of holders.kinds(): who may take a copy.
    holder_kinds = models.JSONField(_("for whom"), default=list)
    # Its English words stand in the catalogues.
    is_seeded = models.BooleanField(_("came with the platform"), default=False, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    created_at = models.DateTimeField(_("entered"), default=timezone.now, editable=False)

    objects = ChecklistTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("template of checklists")
        verbose_name_plural = _("templates of checklists")
        ordering = ["slug"]

    def __str__(self):
        newest = self.versions.order_by("-number").select_related("template").first()
        return newest.title_words if newest else self.slug

    def get_absolute_url(self) -> str:
        return address("roadmaps:template", self.slug)

    def published(self) -> "TemplateVersion | None":
        """The version that a copy is taken of today."""
        versions = self.versions.published().select_related("template")
        return versions.order_by("-number").first()


class TemplateVersionQuerySet(models.QuerySet):
    def published(self):
        return self.exclude(published_at=None)


class TemplateVersion(models.Model):
    """One wording of a template. Frozen once somebody has taken a copy."""

    template = models.ForeignKey(ChecklistTemplate, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("number"), default=1)
    title = models.JSONField(_("title"), default=dict)
    summary = models.JSONField(_("what it is for"), default=dict, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    frozen_at = models.DateTimeField(_("frozen"), null=True, blank=True)
    # Counts every change, so that of two windows the later one is told.
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects = TemplateVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a template")
        verbose_name_plural = _("versions of a template")
        ordering = ["template", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["template", "number"], name="a_version_has_its_own_number"
            ),
            models.UniqueConstraint(
                fields=["template"],
                condition=Q(published_at=None),
                name="one_version_at_a_time_is_being_written",
            ),
        ]

    def __str__(self):
        return f"{self.title_words} ({self.number})"

    @property
    def title_words(self) -> str:
        return self.said(self.title)

    @property
    def summary_words(self) -> str:
        return self.said(self.summary)

    @property
    def is_editable(self) -> bool:
        return self.frozen_at is None

    def said(self, words: dict, language: str = "") -> str:
        """One of its texts, or of its chapters and items, as the reader gets it."""
        template = self.template
        return texts.said(
            words, template.language, in_catalogue=template.is_seeded, language=language
        )

    def outline(self) -> list["Chapter"]:
        """Its chapters with `list_of_items`, each with its documents and what it depends on."""
        chapters = list(self.chapters.all())
        by_key = {chapter.pk: chapter for chapter in chapters}
        for chapter in chapters:
            chapter.version, chapter.list_of_items = self, []
        items = self.items.prefetch_related("documents", "depends_on")
        for item in items.order_by("position", "pk"):
            item.version, item.chapter = self, by_key[item.chapter_id]
            for other in item.depends_on.all():
                other.version = self
            item.chapter.list_of_items.append(item)
        return chapters


class Chapter(models.Model):
    """A part of a version, under its own heading."""

    version = models.ForeignKey(TemplateVersion, models.CASCADE, related_name="chapters")
    # The same in every version.
    key = models.CharField(max_length=20, default=ids.short_id, editable=False)
    position = models.PositiveSmallIntegerField(default=0)
    title = models.JSONField(_("title"), default=dict)
    # When all of it is done, the head of a centre is asked whether it is in this stage now.
    stage = models.CharField(
        _("stage that a centre has reached with it"),
        max_length=10,
        choices=Centre.Stage,
        blank=True,
    )

    class Meta:
        verbose_name = _("chapter")
        verbose_name_plural = _("chapters")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "key"], name="a_chapter_stands_once_in_a_version"
            )
        ]

    def __str__(self):
        return self.title_words

    @property
    def title_words(self) -> str:
        return self.version.said(self.title)


class Item(models.Model):
    """Something to do, with what shows that it was done."""

    class Evidence(models.TextChoices):
        NONE = "none", _("none: a tick is enough")
        ANY = "any", _("a file, a link or a note")
        FILE = "file", _("a file")
        LINK = "link", _("a link")
        NOTE = "note", _("a note")

    version = models.ForeignKey(TemplateVersion, models.CASCADE, related_name="items")
    chapter = models.ForeignKey(Chapter, models.CASCADE, related_name="items")
    # The same in every version.
    key = models.CharField(max_length=20, default=ids.short_id, editable=False)
    # Counts through all chapters of the version.
    position = models.PositiveSmallIntegerField(default=0)
    title = models.JSONField(_("title"), default=dict)
    explanation = models.JSONField(_("explanation"), default=dict, blank=True)
    evidence = models.CharField(
        _("what shows that it is done"), max_length=10, choices=Evidence, default=Evidence.ANY
    )
    depends_on = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="needed_by",
        verbose_name=_("after these items"),
    )

    class Meta:
        verbose_name = _("item of a checklist")
        verbose_name_plural = _("items of a checklist")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "key"], name="an_item_stands_once_in_a_version"
            )
        ]

    def __str__(self):
        return self.title_words

    @property
    def title_words(self) -> str:
        return self.version.said(self.title)

    @property
    def explanation_words(self) -> str:
        return self.version.said(self.explanation)

    def content(self) -> tuple:
        """All that is said of it, to compare it with the same item of another version."""
        documents = [(one.label, one.url, one.sha256) for one in self.documents.all()]
        needs = sorted(other.key for other in self.depends_on.all())
        return (self.title, self.explanation, self.evidence, needs, documents, self.chapter.key)


class ItemDocument(LinkOrFile):
    """A form, a model text, an example that helps with an item."""

    # The next version of a template points to the same stored file.
    shares_bytes = True

    item = models.ForeignKey(Item, models.CASCADE, related_name="documents")
    label = models.CharField(_("what it is"), max_length=120)

    class Meta:
        verbose_name = _("template document")
        verbose_name_plural = _("template documents")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=HAS_ONE, name="a_template_document_is_a_link_or_a_file"
            )
        ]

    def __str__(self):
        return self.label
