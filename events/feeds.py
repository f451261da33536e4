from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from core import markdown
from core.feeds import AtomFeed

from .models import Event


class EventFeed(Feed):
    """Public events, the one announced last first."""

    feed_type = AtomFeed
    title = _("Events of the network")
    subtitle = _("Conferences, seminars, webinars, workshops and meetings")
    link = reverse_lazy("events:list")
    feed_url = reverse_lazy("events:feed")

    def items(self):
        public = Event.objects.visible_to(AnonymousUser()).announced()
        return public.select_related("country").order_by("-published_at", "-pk")[:50]

    def item_title(self, event):
        when = f"{event.local_start:%Y-%m-%d}"
        words = f"{when}: {event.title}"
        return f"{words} ({event.get_state_display()})" if event.is_cancelled else words

    def item_description(self, event):
        return markdown.absolute(markdown.render(f"{event.summary}\n\n{event.description}"))

    def item_guid(self, event):
        return f"urn:uuid:{event.uid}"

    def item_pubdate(self, event):
        return event.published_at

    def item_updateddate(self, event):
        return event.changed_at

    def item_author_name(self, event):
        return settings.WAGTAIL_SITE_NAME

    def item_categories(self, event):
        return [event.kind]
