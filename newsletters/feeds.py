from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from core.feeds import AtomFeed
from core.markdown import absolute, render

from .models import Issue


class IssueFeed(Feed):
    """The archive as Atom; never more than a visitor may read."""

    feed_type = AtomFeed
    title = _("BALKANETUP newsletters")
    subtitle = _("Every issue, as it went out")
    link = reverse_lazy("newsletters:archive")

    def items(self):
        return Issue.objects.visible_to(AnonymousUser()).defer("frozen")[:20]

    def item_title(self, item):
        return item.subject

    def item_description(self, item):
        return absolute(render(item.intro))

    def item_pubdate(self, item):
        return item.started_at

    def item_updateddate(self, item):
        return item.started_at
