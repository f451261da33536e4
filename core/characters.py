"""Signs that are no part of a text, though word processors and PDF readers paste them."""

import re

# What XML 1.0 §2.2 does not let a document hold, without NUL: that is refused, see the middleware.
# U+000B is how a word processor writes a line break inside of a paragraph.
_NO_TEXT = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NO_TEXT_WITH_NUL = re.compile(f"\0|{_NO_TEXT.pattern}")
# RFC 5545 §3.1 CONTROL; the lines of a calendar end in CR and LF.
_NO_CALENDAR = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# Default_Ignorable_Code_Point (Unicode's DerivedCoreProperties.txt, 17.0): soft hyphens, joiners,
# marks of direction, variation selectors. A reader does not see them inside of a word.
_IGNORABLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)


# They turn the order of all that follows them on a line, names and file endings too. Right-to-left
# words need none of them (UAX #9, 2.7), and the marks of direction U+200E and U+200F stay.
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def is_clean(text: str) -> bool:
    """Whether `typed` would leave it as it is; a NUL is asked for elsewhere."""
    if _NO_TEXT.search(text):
        return False
    return text.isascii() or typed(text) == text


def typed(text: str) -> str:
    """What somebody typed or pasted, with a space for each control character but NUL.

    Nothing turns its order, and where nothing of it can be seen it is empty.
    """
    text = _NO_TEXT.sub(" ", text)
    if text.isascii():
        return text
    text = _TURNS.sub("", text)
    return text if without_ignorable(text).strip() else ""


def for_xml(text: str) -> str:
    """`text` as an XML document may hold it: a space for every sign that none may."""
    return _NO_TEXT_WITH_NUL.sub(" ", text)


def for_calendars(lines: bytes) -> bytes:
    """A calendar without the signs at which a parser refuses the whole of it."""
    return _NO_CALENDAR.sub(b" ", lines)


def without_ignorable(text: str) -> str:
    """`text` without what is not seen and parts no words (UAX #29, WB4)."""
    return _IGNORABLE.sub("", text)
