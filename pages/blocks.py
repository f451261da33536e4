"""The one body that every page has: running text, and lists of what is going on.

A live block shows what the reader may see, so it takes the viewer from the request.
"""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

from . import live

TEXT_FEATURES = ["bold", "italic", "link", "document-link", "ol", "ul"]


class HeadingBlock(blocks.StructBlock):
    text = blocks.CharBlock(max_length=120, label=_("Heading"))
    level = blocks.ChoiceBlock(
        choices=[("2", _("Section")), ("3", _("Part of a section"))], default="2"
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "blocks/heading.html"


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(max_length=600, label=_("What was said"))
    who = blocks.CharBlock(max_length=120, required=False, label=_("Who said it"))

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "blocks/quote.html"


class FigureBlock(blocks.StructBlock):
    # ImageBlock asks for words in place of the picture, unless it is only decoration.
    image = ImageBlock()
    caption = blocks.CharBlock(max_length=250, required=False, label=_("Caption and source"))

    class Meta:
        icon = "image"
        label = _("Image")
        template = "blocks/figure.html"


class ButtonBlock(blocks.StructBlock):
    text = blocks.CharBlock(max_length=60, label=_("Button text"))
    page = blocks.PageChooserBlock(required=False, label=_("A page of this site"))
    link = blocks.CharBlock(
        max_length=300,
        required=False,
        label=_("or an address"),
        help_text=_("On this site, such as /members/join/, or a whole one with https://"),
    )

    class Meta:
        icon = "link"
        label = _("Button")
        template = "blocks/button.html"

    def clean(self, value):
        result = super().clean(value)
        link = result["link"]
        if bool(result["page"]) == bool(link):
            wrong = ValidationError(_("Choose a page or write an address, one of them."))
            raise blocks.StructBlockValidationError({"page": wrong, "link": wrong})
        here = link.startswith("/") and not link.startswith("//")
        if link and not here and not link.startswith("https://"):
            wrong = ValidationError(_("An address begins with / or with https://"))
            raise blocks.StructBlockValidationError({"link": wrong})
        return result


class PersonBlock(blocks.StructBlock):
    name = blocks.CharBlock(max_length=120, label=_("Name"))
    role = blocks.CharBlock(max_length=120, required=False, label=_("Role"))
    institution = blocks.CharBlock(max_length=160, required=False, label=_("Institution"))
    handle = blocks.RegexBlock(
        r"^[\w-]+$",
        required=False,
        label=_("Handle"),
        help_text=_("The last part of the address of their profile; the name then leads there."),
    )

    class Meta:
        icon = "user"
        label = _("Person")


class LiveBlock(blocks.StructBlock):
    """A list that fills itself. Each kind says where its rows come from."""

    heading = blocks.CharBlock(max_length=80, required=False, label=_("Heading"))
    limit = blocks.IntegerBlock(min_value=1, max_value=12, default=4, label=_("How many"))

    def rows(self, viewer, limit: int) -> list:
        raise NotImplementedError

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        request = (parent_context or {}).get("request")
        viewer = getattr(request, "user", None) or AnonymousUser()
        return context | {"rows": self.rows(viewer, value["limit"]), "user": viewer}


class NewsBlock(LiveBlock):
    class Meta:
        icon = "doc-full"
        label = _("Newest articles")
        template = "blocks/news.html"

    def rows(self, viewer, limit):
        return live.newest_news(limit)


class UpcomingEventsBlock(LiveBlock):
    class Meta:
        icon = "calendar"
        label = _("Next events")
        template = "blocks/events.html"

    def rows(self, viewer, limit):
        return live.upcoming_events(viewer, limit)


class NewestResourcesBlock(LiveBlock):
    class Meta:
        icon = "folder-open-inverse"
        label = _("Newest resources")
        template = "blocks/resources.html"

    def rows(self, viewer, limit):
        return live.newest_resources(viewer, limit)


class ActiveTopicsBlock(LiveBlock):
    class Meta:
        icon = "comment"
        label = _("Active topics of the forum")
        template = "blocks/topics.html"

    def rows(self, viewer, limit):
        return live.active_topics(viewer, limit)


class BodyBlock(blocks.StreamBlock):
    heading = HeadingBlock()
    text = blocks.RichTextBlock(
        features=TEXT_FEATURES, label=_("Text"), icon="pilcrow", template="blocks/text.html"
    )
    quote = QuoteBlock()
    image = FigureBlock()
    button = ButtonBlock()
    document = DocumentChooserBlock(label=_("Document"), template="blocks/document.html")
    people = blocks.ListBlock(
        PersonBlock(), label=_("People"), icon="group", template="blocks/people.html"
    )
    news = NewsBlock(group=_("Automatic lists"))
    events = UpcomingEventsBlock(group=_("Automatic lists"))
    resources = NewestResourcesBlock(group=_("Automatic lists"))
    topics = ActiveTopicsBlock(group=_("Automatic lists"))
