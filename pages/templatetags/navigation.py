"""The menus: fixed parts of the site, and what editors put into the tree. One query a page."""

from dataclasses import dataclass

from django import template
from django.conf import settings
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

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
_LANGUAGES = dict(settings.LANGUAGES)


@dataclass(frozen=True)
class Link:
    text: str
    href: str
    current: str  # the value of aria-current: "page", "true" for a part of it, or ""


def _link(text, href: str, path: str) -> Link:
    current = "page" if path == href else "true" if path.startswith(href) else ""
    return Link(text, href, current)


def _sections(path: str) -> list[Link]:
    start = reverse("pages:page", args=[""])
    return [_link(text, start + part, path) for text, part in SECTIONS]


def _pages(request) -> dict[str, list[Link]]:
    """The pages that editors put into the menu and the footer, asked for once a request."""
    if not hasattr(request, "_menu_pages"):
        request._menu_pages = _ask_for_pages(request.path)
    return request._menu_pages


def _ask_for_pages(path: str) -> dict[str, list[Link]]:
    language = get_language()
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
    links = [
        (_link(title, address(url_path, language), path), in_menu, in_footer)
        for title, url_path, _code, in_menu, in_footer in chosen.values()
    ]
    return {
        "main": [link for link, in_menu, _in_footer in links if in_menu],
        "footer": [link for link, in_menu, in_footer in links if in_menu or in_footer],
    }


@register.simple_tag(takes_context=True)
def main_menu(context):
    """The parts of the site, and the pages about the network."""
    request = context.get("request")
    if request is None:
        return ""
    pages = _pages(request)["main"]
    return render_to_string(
        "pages/_main_menu.html",
        {
            "sections": _sections(request.path),
            "pages": pages,
            "pages_current": any(link.current for link in pages),
        },
    )


@register.simple_tag(takes_context=True)
def footer_menu(context):
    request = context.get("request")
    if request is None:
        return ""
    return render_to_string(
        "pages/_footer_menu.html",
        {"sections": _sections(request.path), "pages": _pages(request)["footer"]},
    )


@register.simple_tag(takes_context=True)
def language_links(context):
    """This page in each of the languages: the same address under another code."""
    request = context.get("request")
    if request is None:
        return ""
    here = get_language()
    links = [
        {
            "code": code,
            "name": get_language_info(code)["name_local"],
            "href": in_language(request.get_full_path(), code),
            "current": code == here,
        }
        for code in _LANGUAGES
    ]
    user = context.get("user")
    ask = user is not None and user.is_authenticated and user.language != here
    return render_to_string(
        "pages/_language_links.html",
        # Who reads in one language and gets letters in another is asked once, below the links.
        {"links": links, "ask": ask, "here": here, "path": request.get_full_path(),
         "csrf_token": context.get("csrf_token", "")},
    )  # fmt: skip


def in_language(path: str, code: str) -> str:
    """The address of the same page in another language. English stands at the root."""
    first, _slash, rest = path.removeprefix("/").partition("/")
    bare = rest if first in _LANGUAGES else path.removeprefix("/")
    return f"/{bare}" if code == settings.LANGUAGE_CODE else f"/{code}/{bare}"
