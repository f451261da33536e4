from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager, PageQuerySet

from core import figures
from core.fields import EmailField

from .blocks import BodyBlock


class SitePageQuerySet(PageQuerySet):
    def in_language(self, language: str):
        return self.filter(locale__language_code=language)

    def readable_in(self, language: str):
        """Live pages in `language`, and English ones that nobody translated into it yet."""
        live = self.live().select_related("locale")
        if language == settings.LANGUAGE_CODE:
            return live.in_language(language)
        translated = self.live().in_language(language).values("translation_key")
        return live.in_language(language) | live.in_language(settings.LANGUAGE_CODE).exclude(
            translation_key__in=translated
        )


SitePageManager = PageManager.from_queryset(SitePageQuerySet)


class SitePage(Page):
    """What every page of ours has: a body, and an address in its own or the reader's language."""

    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    objects = SitePageManager()

    methods = ("GET", "HEAD")
    # What only members may see is in the other apps; a page is for everybody.
    private_page_options = []
    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel("slug"),
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
                FieldPanel("show_in_menus"),
            ],
            _("Address, menu and search engines"),
        )
    ]

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        """Where a reader of the current language reads this page.

        An English page keeps that language around it: it stands in for a translation.
        """
        language = self.locale.language_code
        if language == settings.LANGUAGE_CODE:
            language = get_language() or language
        return address(self.url_path, language)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        language = self.locale.language_code
        return context | {"page_language": language, "is_stand_in": language != get_language()}

    def clean(self):
        super().clean()
        if self.slug and is_reserved(self.slug):
            raise ValidationError({"slug": _("Another part of the site has this address.")})

    @property
    def blurb(self) -> str:
        """A sentence or two about this page, for search engines and lists."""
        return self.search_description or getattr(self, "lead", "")

    def words(self) -> str:
        """The words of the body, for search."""
        block = self.body.stream_block
        return " ".join(map(str, block.get_searchable_content(self.body)))


def address(url_path: str, language: str) -> str:
    """The address of a tree's path, without the home page's own slug, in a language."""
    _empty, _home, rest = url_path.split("/", 2)
    with override(language):
        return reverse("pages:page", args=[rest])


# What answers before the addresses, or will one day: nothing there tells of them yet.
_KEPT_FREE = {"api", "health", "media", "static"}


def is_reserved(slug: str) -> bool:
    """Whether an address at the top of the site belongs to an app or a language."""
    if slug in dict(settings.LANGUAGES) or slug in _KEPT_FREE:
        return True
    try:
        with override(settings.LANGUAGE_CODE):
            return resolve(f"/{slug}/").view_name != "pages:page"
    except Resolver404:
        return False


class HomePage(SitePage):
    """The front door: who we are, and what is going on."""

    lead = models.CharField(_("who we are, in a sentence or two"), max_length=300)

    template = "pages/home.html"
    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["pages.StandardPage", "pages.NewsIndexPage", "pages.ContactPage"]
    max_count = 1

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {"figures": figures.shown()}

    def clean(self):
        # Its slug is no part of any address.
        Page.clean(self)


class StandardPage(SitePage):
    """A page of text: mission, management, membership …"""

    lead = models.TextField(_("in a sentence or two"), max_length=400, blank=True)
    in_footer = models.BooleanField(_("show in the footer"), default=False)

    template = "pages/standard.html"
    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    promote_panels = [*SitePage.promote_panels, FieldPanel("in_footer")]
    parent_page_types = ["pages.HomePage", "pages.StandardPage"]
    subpage_types = ["pages.StandardPage"]

    class Meta:
        verbose_name = _("page of text")


class NewsIndexPage(SitePage):
    """All articles, newest first."""

    lead = models.TextField(_("in a sentence or two"), max_length=400, blank=True)

    template = "pages/news_index.html"
    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["pages.NewsPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of news")

    def get_context(self, request, *args, **kwargs):
        articles = NewsPage.objects.readable_in(get_language()).newest_first().pictured()
        page = Paginator(articles, 12).get_page(request.GET.get("page"))
        return super().get_context(request, *args, **kwargs) | {"articles": page}


class NewsPageQuerySet(SitePageQuerySet):
    def newest_first(self):
        return self.order_by("-date", "-pk")

    def pictured(self):
        """With what their pictures are drawn from: no query for each row."""
        return self.select_related("image").prefetch_related("image__renditions")


class NewsPage(SitePage):
    """An article."""

    date = models.DateField(_("date"), default=timezone.localdate, db_index=True)
    author = models.CharField(_("author"), max_length=120, blank=True)
    summary = models.TextField(_("summary"), max_length=400)
    image = models.ForeignKey(
        "wagtailimages.Image", models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("image"),
    )  # fmt: skip
    image_alt = models.CharField(
        _("what the image shows"),
        max_length=250,
        blank=True,
        help_text=_("For people who do not see it."),
    )

    objects = PageManager.from_queryset(NewsPageQuerySet)()

    template = "pages/news_article.html"
    content_panels = [
        *Page.content_panels,
        FieldPanel("date"),
        FieldPanel("author"),
        FieldPanel("summary"),
        MultiFieldPanel([FieldPanel("image"), FieldPanel("image_alt")], _("Image")),
        FieldPanel("body"),
    ]
    parent_page_types = ["pages.NewsIndexPage"]
    subpage_types = []

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    @property
    def lead(self) -> str:
        return self.summary

    def clean(self):
        super().clean()
        if self.slug == "feed":
            raise ValidationError({"slug": _("The feed of the news has this address.")})
        if self.image and not self.image_alt.strip():
            raise ValidationError({"image_alt": _("Say what the image shows.")})


class ContactPage(SitePage):
    """How to reach the network: text, and a form that becomes a letter."""

    lead = models.TextField(_("in a sentence or two"), max_length=400, blank=True)
    recipient = EmailField(
        _("who gets the e-mails"),
        blank=True,
        help_text=_("If empty: the address of the network in the settings."),
    )

    template = "pages/contact.html"
    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("body"),
        FieldPanel("recipient"),
    ]
    parent_page_types = ["pages.HomePage"]
    subpage_types = []
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("contact page")

    methods = ("GET", "HEAD", "POST")

    def serve(self, request, *args, **kwargs):
        from . import views

        return views.contact(request, self)
