"""The menus: fixed parts of the site, and what editors put into the tree.

What editors put there is asked for once, and again when the menu's version in the cache is
another; a menu that was drawn is kept beside it. So a page costs a look at the version.
"""

from functools import lru_cache
from secrets import token_hex

from django import template
from django.conf import settings
from django.core.cache import cache
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, override, trans_real
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from core import cldr
from core.addresses import in_language
from pages.menu import VERSION, VERSION_SECONDS
from pages.models import address

register = template.Library()

SECTIONS = [
    (_("Members"), "members/"),
    (_("Institutions"), "institutions/"),
    (_("Events"), "events/"),
    (_("Resources"), "resources/"),
    (_("Forum"), "forum/"),
    (_("News"), "news/"),
    (_("Newsletters"), "newsletters/"),
]
# What members use now and then stands with the pages: the bar is full in every language.
TOOLS = [(_("Surveys"), "surveys/")]
_OWN_NAMES = {code: cldr.language_name(code) for code, _name in settings.LANGUAGES}
_CURRENT = SafeString(' aria-current="true"')


class Menu:
    """What stands in the menus in one language: pairs of text and address."""

    def __init__(self, language: str):
        start = reverse("pages:page", args=[""])
        self.sections = [(str(text), start + part) for text, part in SECTIONS]
        rows = _ask_for_pages(language)
        tools = [(str(text), start + part) for text, part in TOOLS]
        self.pages = [*tools, *(link for link, in_menu, _in_footer in rows if in_menu)]
        self.footer = [link for link, _in_menu, _in_footer in rows]

    def marks(self, path: str) -> tuple[str, ...]:
        """The value of aria-current of each link on the page at `path`, "" for most."""
        return tuple(
            "page" if path == href else "true" if path.startswith(href) else ""
            for _text, href in (*self.sections, *self.pages, *self.footer)
        )


def _ask_for_pages(language: str) -> list[tuple[tuple[str, str], bool, bool]]:
    rows = (
        Page.objects.live()
        .filter(
            Q(show_in_menus=True) | Q(standardpage__in_footer=True),
            depth=3,
            locale__language_code__in={language, settings.LANGUAGE_CODE},
        )
        .order_by("path")
        .values_list(
            "translation_key", "title", "url_path", "locale__language_code",
            "show_in_menus", "standardpage__in_footer",
        )
    )  # fmt: skip
    # A translation takes the place that its English original has in the tree.
    chosen: dict = {}
    for key, *row in sorted(rows, key=lambda row: row[3] != settings.LANGUAGE_CODE):
        chosen[key] = row
    return [
        ((_title(title, code, language), address(url_path, language)), in_menu, in_footer)
        for title, url_path, code, in_menu, in_footer in chosen.values()
    ]


def _title(title: str, code: str, language: str) -> str:
    """The title of a page; of one that nobody has translated, ours where we planted it."""
    return title if code == language or not title else gettext(title)


@lru_cache(maxsize=100)
def _menu_of(language: str, version: str) -> Menu:
    return Menu(language)


def _menu(request) -> Menu:
    """The menu in the language of now; its version is looked at once a request."""
    if not hasattr(request, "_menu"):
        version = cache.get_or_set(VERSION, token_hex, VERSION_SECONDS)
        request._menu = _menu_of(get_language() or settings.LANGUAGE_CODE, version)
    return request._menu


@lru_cache(maxsize=1000)
def _drawn(menu: Menu, name: str, marks: tuple[str, ...]) -> SafeString:
    """The main menu or the footer's with `marks` on its links."""

    def links(pairs, first):
        marked = zip(pairs, marks[first:], strict=False)
        return [{"text": text, "href": href, "current": mark} for (text, href), mark in marked]

    sections, pages = len(menu.sections), len(menu.pages)
    main = links(menu.pages, sections)
    context = {
        "sections": links(menu.sections, 0),
        "pages": main if name == "main_menu" else links(menu.footer, sections + pages),
        "pages_current": any(link["current"] for link in main),
    }
    return render_to_string(f"pages/_{name}.html", context)


def _draw(context, name: str) -> SafeString:
    request = context.get("request")
    if request is None:
        return SafeString("")
    menu = _menu(request)
    return _drawn(menu, name, menu.marks(request.path))


@register.simple_tag(takes_context=True)
def main_menu(context) -> SafeString:
    """The parts of the site, and the pages about the network."""
    return _draw(context, "main_menu")


@register.simple_tag(takes_context=True)
def footer_menu(context) -> SafeString:
    return _draw(context, "footer_menu")


@register.simple_tag(takes_context=True)
def email_language_offer(context):
    """An offer, at the foot of the page, to get e-mails in the language one reads, too."""
    request, user = context.get("request"), context.get("user")
    here = get_language()
    if request is None or user is None or not user.is_authenticated or user.language == here:
        return ""
    return render_to_string(
        "pages/_email_language.html",
        {"here": here, "path": request.get_full_path(),
         "csrf_token": context.get("csrf_token", "")},
    )  # fmt: skip


def _links_to(path: str, here: str | None) -> SafeString:
    return format_html_join(
        "",
        '<li><a hreflang="{0}" lang="{0}" href="{1}"{2}>{3}</a></li>',
        (
            (code, in_language(path, code), _CURRENT if code == here else "", name)
            for code, name in _OWN_NAMES.items()
        ),
    )


@register.simple_tag(takes_context=True)
def language_menu(context):
    """The same links as a small menu for the head of the page."""
    request = context.get("request")
    if request is None:
        return ""
    here = get_language() or settings.LANGUAGE_CODE
    return render_to_string(
        "pages/_language_menu.html",
        {"links": _links_to(request.get_full_path(), here), "name": _OWN_NAMES.get(here, here)},
    )


@register.simple_tag(takes_context=True)
def language_offer(context):
    """One line to a visitor whose browser asks for another of our languages, in that language."""
    request = context.get("request")
    if request is None or request.user.is_authenticated or request.method != "GET":
        return ""
    wanted, here = _of_the_browser(request), get_language()
    if not wanted or wanted == here or settings.LANGUAGE_COOKIE_NAME in request.COOKIES:
        return ""
    with override(wanted):
        # Translators: put in the name of your own language, in your language.
        words, close = gettext("Read this page in English"), gettext("Close")
    return render_to_string(
        "pages/_language_offer.html",
        {"language": wanted, "words": words, "close": close, "here": here,
         "path": request.get_full_path(), "href": in_language(request.get_full_path(), wanted),
         "csrf_token": context.get("csrf_token", "")},
    )  # fmt: skip


def _of_the_browser(request) -> str:
    """The first language of ours that the browser asks for; nothing where it asks for others."""
    header = request.headers.get("Accept-Language", "")
    for code, _weight in trans_real.parse_accept_lang_header(header):
        try:
            return trans_real.get_supported_language_variant(code)
        except LookupError:
            continue
    return ""
