"""Text by members: Markdown in, safe HTML out. The only way such text reaches a page or a mail."""

from html import unescape

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

# Lines nested deeper than this are shown as text; the parser recurses on every level.
_MAX_NESTING = 20
_TAGS = {
    "a", "blockquote", "br", "code", "del", "em", "h2", "h3", "h4", "h5", "hr", "li", "ol", "p",
    "pre", "s", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "code": {"class"}}


def _parser() -> MarkdownIt:
    parser = MarkdownIt(
        "commonmark", {"html": False, "linkify": True, "breaks": True, "maxNesting": _MAX_NESTING}
    )
    parser.enable(["table", "strikethrough", "linkify"])
    # Images would be fetched from other hosts, and tell them who reads.
    parser.disable("image")
    return parser


_PARSER = _parser()


def render(text: str) -> SafeString:
    """Safe HTML of a member's Markdown. Headings begin at h2, links carry rel, no images."""
    html = _PARSER.render(text.replace("\x00", ""))
    html = html.replace("<h1>", "<h2>").replace("</h1>", "</h2>")
    return mark_safe(
        nh3.clean(
            html,
            tags=_TAGS,
            attributes=_ATTRIBUTES,
            url_schemes={"http", "https", "mailto"},
            link_rel="nofollow ugc noopener",
        )
    )


def plain(text: str) -> str:
    """The words of a member's Markdown, for mails, feeds, search and excerpts."""
    words = nh3.clean(_PARSER.render(text.replace("\x00", "")), tags=set())
    return " ".join(unescape(words).split())
