"""What search engines may know: the public part of our own index."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import NoReverseMatch, reverse

from core import search
from core.models import SearchEntry

SECTIONS = [
    ("members:directory", []), ("members:institutions", []), ("members:centres", []),
    ("events:list", []), ("resources:list", []), ("forum:index", []), ("newsletters:archive", []),
    ("roadmaps:list", []),
]  # fmt: skip


class _OurSitemap(Sitemap):
    @property
    def protocol(self):
        return urlsplit(settings.BASE_URL).scheme


class SectionsSitemap(_OurSitemap):
    """The parts of the site, in every language."""

    i18n = alternates = x_default = True

    def items(self):
        return [section for section in SECTIONS if _exists(section)]

    def location(self, section):
        route, args = section
        return reverse(route, args=args)


class ThingsSitemap(_OurSitemap):
    """Everything that anybody may find, each under its own address."""

    limit = 5000

    def items(self):
        public = SearchEntry.objects.filter(audience=search.PUBLIC)
        return public.order_by("pk").values_list("path", flat=True)

    def location(self, path):
        return path


def _exists(section) -> bool:
    try:
        reverse(section[0], args=section[1])
    except NoReverseMatch:
        return False
    return True


SITEMAPS = {"sections": SectionsSitemap, "things": ThingsSitemap}
