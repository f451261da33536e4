"""The tree that is there from the first minute, and who may write in it.

After every migrate (and after a flush, which empties the tables) what is missing is made again:
the root, the languages, the site, and, only where there is no home page at all, the first pages.
What editors changed or deleted stays as they left it.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
)

from core import roles, search

from .first_pages import HOME, PAGES
from .models import HomePage

_PAGE_POWERS = ["add_page", "change_page", "publish_page"]
_COLLECTION_POWERS = [
    "wagtailimages.add_image",
    "wagtailimages.change_image",
    "wagtailimages.choose_image",
    "wagtaildocs.add_document",
    "wagtaildocs.change_document",
    "wagtaildocs.choose_document",
]


@transaction.atomic
def ensure_site() -> HomePage:
    """The home page in English, with everything around it that Wagtail needs."""
    root = _root()
    home = HomePage.objects.filter(locale__language_code=settings.LANGUAGE_CODE).first()
    if home is None:
        home = _first_pages(root)
    _site_at(home)
    _let_editors_write(root)
    return home


def _root() -> Page:
    """The root of the tree, and a locale for every language of the site."""
    known = set(Locale.objects.values_list("language_code", flat=True))
    Locale.objects.bulk_create(
        Locale(language_code=code) for code, _name in settings.LANGUAGES if code not in known
    )
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    root = Page.get_first_root_node()
    if root is None:
        root = Page.add_root(title="Root", slug="root", locale=_english())
    return root


def _english() -> Locale:
    return Locale.objects.get(language_code=settings.LANGUAGE_CODE)


def _first_pages(root: Page) -> HomePage:
    # Wagtail's own "Welcome" page, from its migrations.
    for welcome in Page.objects.filter(depth=2, slug="home").exclude(homepage__isnull=False):
        welcome.delete()
    root = Page.objects.get(pk=root.pk)
    home = root.add_child(instance=HomePage(locale=_english(), slug="home", **HOME))
    for model, fields in PAGES:
        home.add_child(instance=model(locale=_english(), **fields))
    for page in [home, *(page.specific for page in home.get_children())]:
        search.index(page)
    return home


def _site_at(home: HomePage) -> None:
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    if site.root_page_id != home.pk:
        base = urlsplit(settings.BASE_URL)
        site.hostname = base.hostname
        site.port = base.port or (443 if base.scheme == "https" else 80)
        site.site_name = settings.WAGTAIL_SITE_NAME
        site.root_page = home
        site.save()


def _let_editors_write(root: Page) -> None:
    """Pages, images and documents, for the group of the editors."""
    editors, _made = Group.objects.get_or_create(name=roles.EDITORS)
    files = Collection.get_first_root_node()
    powers = {
        f"{power.content_type.app_label}.{power.codename}": power
        for power in Permission.objects.filter(
            content_type__app_label__in=["wagtailcore", "wagtailimages", "wagtaildocs"]
        ).select_related("content_type")
    }
    for name in _PAGE_POWERS:
        if power := powers.get(f"wagtailcore.{name}"):
            GroupPagePermission.objects.get_or_create(group=editors, page=root, permission=power)
    for name in _COLLECTION_POWERS:
        if power := powers.get(name):
            GroupCollectionPermission.objects.get_or_create(
                group=editors, collection=files, permission=power
            )
