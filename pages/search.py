"""What pages and articles look like to a searcher."""

from datetime import datetime, time

from django.utils import timezone
from wagtail.models import Page

from core.search import Entry

from .models import NewsPage, SitePage


def pages():
    """Every page but the articles, as its own type."""
    return Page.objects.exclude(newspage__isnull=False).filter(depth__gt=1).specific()


def describe_page(page: SitePage) -> Entry | None:
    if not page.live:
        return None
    lead = getattr(page, "lead", "")
    return Entry(
        title=page.title,
        text=f"{lead} {page.words()}",
        summary=lead,
        language=page.locale.language_code,
    )


def describe_article(article: NewsPage) -> Entry | None:
    if not article.live:
        return None
    return Entry(
        title=article.title,
        text=f"{article.summary} {article.author} {article.words()}",
        summary=article.summary,
        language=article.locale.language_code,
        happened_at=timezone.make_aware(datetime.combine(article.date, time.min)),
    )
