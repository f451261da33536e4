from datetime import datetime, time

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.feeds import AtomFeed

from .models import NewsPage


class NewsFeed(Feed):
    """The newest articles, for readers of feeds."""

    feed_type = AtomFeed

    def title(self):
        return _("News of %(site)s") % {"site": settings.WAGTAIL_SITE_NAME}

    def link(self):
        return reverse("pages:page", args=["news/"])

    def feed_url(self):
        return reverse("pages:news-feed")

    def items(self):
        return NewsPage.objects.readable_in(get_language()).newest_first()[:20]

    def item_title(self, article):
        return article.title

    def item_description(self, article):
        return article.summary

    def item_link(self, article):
        return article.get_absolute_url()

    def item_guid(self, article):
        return f"urn:uuid:{article.translation_key}:{article.locale.language_code}"

    def item_author_name(self, article):
        return article.author or settings.WAGTAIL_SITE_NAME

    def item_pubdate(self, article):
        return timezone.make_aware(datetime.combine(article.date, time.min))

    def item_updateddate(self, article):
        return article.last_published_at or self.item_pubdate(article)
