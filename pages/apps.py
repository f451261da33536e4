from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "pages"

    def ready(self):
        from wagtail.models import Page
        from wagtail.signals import (
            page_published,
            page_slug_changed,
            page_unpublished,
            post_page_move,
        )

        from core import roles, search
        from newsletters import sources

        from . import content_sources, menu, receivers
        from . import search as found
        from .models import NewsPage, SitePage

        # Articles first: they are pages too.
        search.register("news", NewsPage, found.describe_article, label=_("News"))
        search.register(
            "page", SitePage, found.describe_page, label=_("Pages"), queryset=found.pages
        )
        sources.register(
            "news", _("News"), content_sources.newest_articles, content_sources.describe_article
        )
        page_published.connect(receivers.index_page)
        page_unpublished.connect(receivers.forget_page)
        page_slug_changed.connect(receivers.index_branch)
        post_page_move.connect(receivers.index_branch)
        for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
            signal.connect(menu.changed)
        # Wagtail says that a page goes, not that it has gone.
        post_delete.connect(menu.changed, sender=Page)
        post_migrate.connect(
            receivers.ensure_site_when_all_apps_are_ready, dispatch_uid="pages.site"
        )

        roles.grant(
            roles.EDITORS, "wagtailadmin.access_admin", "simple_translation.submit_translation"
        )
