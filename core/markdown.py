"""Text by members: Markdown in, safe HTML out. The only way such text reaches a page or a mail."""

import hashlib
import inspect
from html import unescape
from importlib.metadata import version

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
_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    url_schemes={"http", "https", "mailto"},
    link_rel="nofollow ugc noopener",
)
_STRIPPER = nh3.Cleaner(tags=set())


def parse(text: str) -> str:
    """What the parser makes of a member's Markdown: dear, may be kept, must be cleaned."""
    html = _PARSER.render(text.replace("\x00", ""))
    return html.replace("<h1>", "<h2>").replace("</h1>", "</h2>")


def clean(html: str) -> SafeString:
    """Safe HTML of what the parser made, by the one allow-list. Cheap: at every output."""
    return mark_safe(_CLEANER.clean(html))


def render(text: str) -> SafeString:
    """Safe HTML of a member's Markdown. Headings begin at h2, links carry rel, no images."""
    return clean(parse(text))


def plain(text: str) -> str:
    """The words of a member's Markdown, for mails, feeds, search and excerpts."""
    return " ".join(unescape(_STRIPPER.clean(parse(text))).split())


# Which parser made a text that is kept beside its source. It changes by itself.
VERSION = hashlib.sha256(
    "".join(
        [
            version("markdown-it-py"),
            version("linkify-it-py"),
            str(_MAX_NESTING),
            inspect.getsource(_parser),
            inspect.getsource(parse),
        ]
    ).encode()
).hexdigest()[:16]
