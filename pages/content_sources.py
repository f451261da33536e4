"""The articles that an issue of a newsletter may point to."""

from core import cldr
from newsletters.sources import Piece

from .models import NewsPage


def newest_articles():
    return NewsPage.objects.live().select_related("locale").newest_first()


def describe_article(article: NewsPage) -> Piece:
    return Piece(
        heading=article.title,
        path=article.get_absolute_url(),
        text=article.summary,
        language=article.locale.language_code,
        note=cldr.format_date(article.date),
    )
