"""What Wagtail tells us: the search follows what editors publish, move and take away."""

from django.core.management import call_command
from wagtail.models import Page

from core import search
from core.migrating import is_last

from .models import SitePage


def index_page(sender, instance, **kwargs):
    if isinstance(instance, SitePage):
        search.index(instance)


def forget_page(sender, instance, **kwargs):
    # Before a delete Wagtail hands over the bare Page.
    thing = instance.specific_deferred
    if isinstance(thing, SitePage):
        search.forget(thing)


def index_branch(sender, instance, **kwargs):
    """A page moved, or has another slug: the addresses of all pages below changed too."""
    for page in Page.objects.get(pk=instance.pk).get_descendants(inclusive=True).specific():
        index_page(sender, page)


def ensure_site_when_all_apps_are_ready(app_config, using="default", **kwargs):
    """After the last app's part of a migrate or flush, when permissions exist."""
    from .site import ensure_site

    if using == "default" and is_last(app_config) and _tables_exist():
        # A site that changes tells the cache, whose table no migration makes.
        call_command("createcachetable", verbosity=0)
        ensure_site()


def _tables_exist() -> bool:
    from django.db import connection

    return {"pages_homepage", "core_searchentry"} <= set(connection.introspection.table_names())
