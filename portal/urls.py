from django.contrib.sitemaps import views as sitemaps
from django.urls import path

from . import styleguide
from .sitemaps import SITEMAPS
from .views import dashboard, machines, mailbox, search

app_name = "portal"
urlpatterns = [
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("my/", dashboard.dashboard, name="dashboard"),
    path("search/", search.search_everything, name="search"),
    # For programs
    path("favicon.ico", machines.favicon, name="favicon"),
    path("robots.txt", machines.robots, name="robots"),
    path(".well-known/security.txt", machines.security, name="security"),
    path("opensearch.xml", machines.opensearch, name="opensearch"),
    path(
        "sitemap.xml",
        sitemaps.index,
        {"sitemaps": SITEMAPS, "sitemap_url_name": "portal:sitemap_section"},
        name="sitemap",
    ),
    path(
        "sitemap-<section>.xml", sitemaps.sitemap, {"sitemaps": SITEMAPS}, name="sitemap_section"
    ),
    # While DEBUG is on
    path("mailbox/", mailbox.letter_list, name="mailbox"),
    path("mailbox/<slug:name>/", mailbox.letter_detail, name="letter"),
    path("mailbox/<slug:name>/html/", mailbox.letter_html, name="letter_html"),
]
