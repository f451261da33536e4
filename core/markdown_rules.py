"""Where our reading of Markdown differs from CommonMark, because of what people here write.

In Serbian, Croatian, Bosnian, Montenegrin, Albanian, German and more every ordinal has a point:
`15. maja`, `3. Oktober`. CommonMark makes a list of each line that begins so, and of
`15. 10. 2026.` three lists within each other; the numbers are then drawn by the browser, and
missing wherever there is only text.

Changes here reach texts that are kept parsed by themselves: see `markdown.VERSION`.
"""

import re

from linkify_it import LinkifyIt
from linkify_it.main import Match
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, list_block
from markdown_it.rules_core import StateCore

_NUMBERED = re.compile(r"(\d{1,9})[.)](?:[ \t]+|$)")
# The month in Roman numerals, as in 15. X 2026.
_ROMAN_MONTH = re.compile(r"[IVX]{1,4}\.?[ \t]+\d")
_EMPHASIS = "*_~"
_LONGEST_NUMBER = 3

# Quotation marks and dots that close what a sentence said; no address is written with one.
_CLOSING = "“”„‟«»‹›‘‚‛…"
_SEPARATORS = "[><\uff5c]"


# --- Ordinals and lists ----------------------------------------------------------------------


def use_ordinals(parser: MarkdownIt) -> None:
    """Let a number with a point begin a list only where a list is meant."""
    alternatives = ["paragraph", "reference", "blockquote"]
    parser.block.ruler.at("list", _list, {"alt": alternatives})
    # The rule for lists takes up the next item without asking itself; this one it asks.
    parser.block.ruler.before("list", "ordinal", _ends_list, {"alt": ["list"]})
    parser.core.ruler.after("block", "typed_numbers", _keep_numbers)


def _list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    return not _is_ordinal(state, start) and list_block(state, start, end, silent)


def _ends_list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    return silent and _is_ordinal(state, start)


def _is_ordinal(state: StateBlock, line: int) -> bool:
    """Whether a line begins with a number that is no number of a list.

    It is none before another number with a point, before a lower-case word, before a Roman month,
    when it has four digits (a year), and when nothing follows it.
    """
    text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
    found = _NUMBERED.match(text)
    if not found:
        return False
    rest = text[found.end() :].lstrip(_EMPHASIS)
    if not rest:
        return line + 1 >= state.lineMax or state.sCount[line + 1] <= state.sCount[line]
    return (
        len(found[1]) > _LONGEST_NUMBER
        or rest[0].islower()
        or bool(_NUMBERED.match(rest) or _ROMAN_MONTH.match(rest))
    )


def _keep_numbers(state: StateCore) -> None:
    """Give each item of a numbered list the number that was typed.

    One number for all of them is the habit of letting Markdown count; there it counts.
    """
    open_lists: list[list] = []
    for token in state.tokens:
        if token.type in ("ordered_list_open", "bullet_list_open"):
            open_lists.append([])
        elif token.type == "list_item_open":
            open_lists[-1].append(token)
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            items = open_lists.pop()
            if token.type == "ordered_list_close":
                _number(items)


def _number(items: list) -> None:
    numbers = [int(item.info) for item in items]
    if len(set(numbers)) == 1:
        numbers = range(numbers[0], numbers[0] + len(items))
    for item, number in zip(items, numbers, strict=True):
        item.attrs["value"] = number


# --- Bare addresses --------------------------------------------------------------------------


class Linkifier(LinkifyIt):
    """Finds addresses with a scheme or `www.`, and e-mail addresses; no closing mark is in them.

    By itself it takes every word with a point before the code of a country for a host: M.Sc.,
    Prof.dr.sc. and README.md lead to strangers.
    """

    def __init__(self):
        super().__init__(options={"fuzzy_link": False, "fuzzy_email": True, "fuzzy_ip": False})
        self.add("//", None).add("ftp:", None)
        self.add("www.", {"validate": self._validate_www, "normalize": self._normalize_www})

    def _on_compile(self):
        letter = self.re["src_pseudo_letter"]
        # An apostrophe in an address has a letter behind it, a closing quotation mark has none.
        closing = f"{_SEPARATORS[:-1]}{_CLOSING}]|’(?!{letter})"
        self.re["src_path"] = self.re["src_path"].replace(_SEPARATORS, closing)
        parts = self.re
        self._behind_www = re.compile(
            rf"(?:{parts['src_domain']}\.){{1,10}}{parts['src_domain_root']}{parts['src_port']}"
            rf"{parts['src_host_terminator']}{parts['src_path']}",
            re.IGNORECASE,
        )

    def _validate_www(self, text: str, pos: int) -> int:
        # Inside of a host it begins nothing, and a row of it would be read again from each.
        if text[max(pos - len("www.") - 1, 0)] in ".:/\\-_@":
            return 0
        found = self._behind_www.match(text, pos)
        return len(found[0]) if found else 0

    def _normalize_www(self, match: Match) -> None:
        match.url = f"http://{match.url}"
