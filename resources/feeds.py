from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.translation import gettext as _

from core import markdown
from core.feeds import AtomFeed

from .models import Resource


class NewResources(Feed):
    """The newest public records. A feed reader is nobody, so members' records stay out."""

    feed_type = AtomFeed

    def title(self):
        return _("New in the repository of BALKANETUP")

    def subtitle(self):
        return _("Materials, literature and good practice that curators have accepted.")

    def link(self):
        return reverse("resources:list")

    def feed_url(self):
        return reverse("resources:feed")

    def items(self):
        return Resource.objects.listed_for(AnonymousUser()).order_by("-published_at", "-pk")[:30]

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        return markdown.absolute(markdown.render(item.abstract))

    def item_author_name(self, item):
        return item.byline

    def item_pubdate(self, item):
        return item.published_at

    def item_updateddate(self, item):
        return item.changed_at

    def item_categories(self, item):
        return [str(item.kind_label)]
