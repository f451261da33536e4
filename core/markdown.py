"""Text by members: Markdown in, safe HTML out. The only way such text reaches a page or a mail."""

import hashlib
import inspect
import re
import textwrap
from html import escape, unescape
from importlib.metadata import version
from urllib.parse import urljoin

import nh3
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from . import markdown_rules
from .characters import for_xml

# Lines nested deeper than this are shown as text; the parser recurses on every level.
_MAX_NESTING = 20
_TAGS = {
    "a", "blockquote", "br", "code", "del", "em", "h2", "h3", "h4", "h5", "hr", "li", "ol", "p",
    "pre", "s", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "li": {"value"}, "code": {"class"}}


def _parser(*, linkify: bool = True) -> MarkdownIt:
    parser = MarkdownIt(
        "commonmark", {"html": False, "linkify": True, "breaks": True, "maxNesting": _MAX_NESTING}
    )
    parser.enable(["table", "strikethrough", *(["linkify"] if linkify else [])])
    # Images would be fetched from other hosts, and tell them who reads.
    parser.disable("image")
    parser.linkify = markdown_rules.Linkifier()
    markdown_rules.use_ordinals(parser)
    return parser


_PARSER = _parser()
# Looking for bare addresses takes the square of their number: past this many they stay words.
_MAX_ADDRESSES = 300
_UNLINKED_PARSER = _parser(linkify=False)
_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    url_schemes={"http", "https", "mailto"},
    link_rel="nofollow ugc noopener",
)
# The parser, the cleaner and our templates quote every attribute, and no text holds a "<".
_LINK = re.compile(r"<(?:a|img)\s[^<>]*>")
_HREF = re.compile(r'(?<=\s)(href|src)="([^"]*)"')
_STRIPPER = nh3.Cleaner(tags=set())
# Only the parser writes it: what somebody typed is escaped.
_NUMBER = re.compile(r'<li value="(\d+)">')


def parse(text: str) -> str:
    """What the parser makes of a member's Markdown: dear, may be kept, must be cleaned."""
    parser = _PARSER if text.count("://") <= _MAX_ADDRESSES else _UNLINKED_PARSER
    html = parser.render(_source(text))
    return html.replace("<h1>", "<h2>").replace("</h1>", "</h2>")


def _source(text: str) -> str:
    return for_xml(text.replace("\x00", ""))


def clean(html: str) -> SafeString:
    """Safe HTML of what the parser made, by the one allow-list. Cheap: at every output."""
    return mark_safe(_CLEANER.clean(html))


def render(text: str) -> SafeString:
    """Safe HTML of a member's Markdown. Headings begin at h2, links carry rel, no images."""
    return clean(parse(text))


def absolute_url(href: str) -> str:
    """A link of ours with its host, for letters and feeds. What stays on its page is left so."""
    try:
        return href if href.startswith("#") else urljoin(f"{settings.BASE_URL}/", href)
    except ValueError:  # "http://[" leads nowhere, here as there
        return href


def absolute(html: str) -> SafeString:
    """HTML for places outside of our pages: every link has its host."""
    return mark_safe(_LINK.sub(lambda tag: _HREF.sub(_with_host, tag[0]), html))


def _with_host(attribute: re.Match) -> str:
    return f'{attribute[1]}="{escape(absolute_url(unescape(attribute[2])))}"'


def words(html: str) -> str:
    """The bare words of what the parser made, the numbers of its lists among them."""
    return " ".join(unescape(_STRIPPER.clean(_NUMBER.sub(r"\1. ", html))).split())


def plain(text: str) -> str:
    """The words of a member's Markdown, for mails, feeds, search and excerpts."""
    return words(parse(text))


# Which parser made a text that is kept beside its source. It changes by itself.
VERSION = hashlib.sha256(
    "".join(
        [
            version("markdown-it-py"),
            version("linkify-it-py"),
            str(_MAX_NESTING),
            inspect.getsource(_parser),
            inspect.getsource(parse),
            inspect.getsource(markdown_rules),
        ]
    ).encode()
).hexdigest()[:16]


def without_quotations(text: str) -> str:
    """A member's Markdown without the quotations in it; a `>` in code is none."""
    quoted = {
        line
        for token in _PARSER.parse(_source(text))
        if token.type == "blockquote_open"
        for line in range(*token.map)
    }
    lines = text.split("\n")
    return "\n".join(line for at, line in enumerate(lines) if at not in quoted).strip()


class _Mark:
    """What stands before the lines of a quotation or an item: `first`, then `rest`."""

    def __init__(self, first: str, rest: str = ""):
        self.first, self.rest = first, rest or " " * len(first)


def as_letter(text: str) -> str:
    """A member's Markdown as a letter's plain-text part: paragraphs, lists, links."""
    blocks: list[str] = []
    marks: list[_Mark] = []  # what opens the lines we are in
    for token in _PARSER.parse(_source(text)):
        match token.type:
            case "blockquote_open":
                marks.append(_Mark("> ", "> "))
            case "list_item_open":
                number = token.attrs.get("value")
                marks.append(_Mark("- " if number is None else f"{number}{token.markup} "))
            case "blockquote_close" | "list_item_close":
                marks.pop()
            case "inline":
                blocks.append(_wrapped(_words(token), marks))
            case "fence" | "code_block":
                blocks.append(token.content.rstrip())
            case "hr":
                blocks.append("* * *")
    return "\n\n".join(blocks)


def _words(token) -> str:
    words, link = [], ""
    for child in token.children:
        match child.type:
            case "link_open":
                # A bare address is its own words. A letter has no page of ours around it that a
                # path could belong to.
                href = str(child.attrs.get("href", ""))
                link = "" if child.info == "auto" else absolute_url(href)
            case "link_close":
                if link:
                    words.append(f" ({link})")
                link = ""
            case "softbreak" | "hardbreak":
                words.append("\n")
            case _:
                words.append(child.content)
    return "".join(words)


def _wrapped(words: str, marks: list[_Mark]) -> str:
    first, rest = "".join(mark.first for mark in marks), "".join(mark.rest for mark in marks)
    for mark in marks:
        mark.first = mark.rest
    return "\n".join(
        textwrap.fill(
            line, 72, initial_indent=first if number == 0 else rest, subsequent_indent=rest,
            break_long_words=False, break_on_hyphens=False,
        )
        for number, line in enumerate(words.split("\n"))
    )  # fmt: skip
