"""Which encoding a table was written in, and the way from one to another.

A byte that an encoding leaves undefined is kept as a private sign (U+F700 and the byte), so that
nothing is lost when somebody chooses another encoding for cells that are read already.
"""

import codecs
import re
import unicodedata

# What Windows of our countries writes, each with the letters that lie above 127. Where two make
# equally much of a text the first one wins.
LEGACY = {
    "cp1253": re.compile(r"[\u0370-\u03ff]"),
    "cp1251": re.compile(r"[\u0400-\u04ff]"),
    "cp1250": re.compile(r"[\u00c0-\u024f]"),
}
# In single letters among Latin ones these look alike to a machine: a person chooses them.
CHOICES = {
    "cp1250": "Windows-1250", "cp1251": "Windows-1251", "cp1252": "Windows-1252",
    "cp1253": "Windows-1253", "cp1254": "Windows-1254", "iso8859_2": "ISO 8859-2",
    "iso8859_5": "ISO 8859-5", "iso8859_7": "ISO 8859-7",
}  # fmt: skip
UNDEFINED = re.compile("[\uf780-\uf7ff]")
# ISO 8859 has control characters where Windows has letters.
_CONTROLS = {number: 0xF700 + number for number in range(0x80, 0xA0)}
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 200_000
_VOWELS = {
    "cp1253": frozenset("αεηιουω"), "cp1251": frozenset("аеиоуэюяыр"),
}  # fmt: skip
# How a Greek word ends; in Cyrillic text read as Greek words end in anything.
_GREEK_ENDS = frozenset("αεηιουωςνρ")


def _keep_undefined(error):
    if isinstance(error, UnicodeDecodeError):
        byte = error.object[error.start]
        return chr(0xF700 + byte), error.start + 1
    sign = ord(error.object[error.start])
    if not 0xF780 <= sign <= 0xF7FF:
        return "?", error.start + 1
    return bytes([sign - 0xF700]), error.start + 1


codecs.register_error("keep-undefined", _keep_undefined)


def decoded(data: bytes, encoding: str) -> str:
    """The text, with a sign of `UNDEFINED` for every byte that the encoding does not know."""
    return data.decode(encoding, "keep-undefined").translate(_CONTROLS)


def recoded(text: str, old: str, new: str) -> str:
    """Text that was read as `old`, as it is in `new`."""
    return decoded(text.encode(old, "keep-undefined"), new)


def damage(data: bytes) -> bool:
    """Whether this is UTF-8 with a few bytes that are not: by its letters more right than wrong.

    In the old encodings of the region hardly two letters in a row make one of UTF-8.
    """
    text = data.decode("utf-8", "surrogateescape")
    wrong = sum("\udc80" <= sign <= "\udcff" for sign in text)
    right = sum(sign > "\x7f" for sign in text) - wrong
    return right >= wrong > 0


def guess(data: bytes) -> str:
    """The one of `LEGACY` whose words make sense."""
    scores = {encoding: _score(data[:_SAMPLE], encoding) for encoding in LEGACY}
    return max(scores, key=scores.__getitem__)


def _score(data: bytes, encoding: str) -> int:
    text = decoded(data, encoding)
    total = -len(UNDEFINED.findall(text))
    for word in _WORD.findall(text):
        if not word.isascii():
            total += 1 if _makes_sense(word, encoding) else -1
    return total


def _makes_sense(word: str, encoding: str) -> bool:
    """Whether this could be a word: of one script, capitals where capitals stand, spoken aloud."""
    high = len(LEGACY[encoding].findall(word))
    is_cased_rightly = word[1:] == word[1:].lower() or word == word.upper()
    if encoding == "cp1250":
        # Letters with marks stand among those without.
        return high + sum(map(str.isascii, word)) == len(word) and (
            high <= len(word) / 2 or len(word) == 1
        )
    if high != len(word) or not is_cased_rightly:
        return False
    bare = "".join(
        sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign)
    )
    if encoding == "cp1253":
        # Hardly a word has two marks on one letter, and the final sigma is final.
        if "ς" in word[:-1] or word.endswith("σ") or re.search("[ΐΰ]", word):
            return False
        if len(word) == 1 and word not in "ηοήΗΟΉ":
            return False
        if len(word) > 1 and bare[-1].lower().replace("σ", "ς") not in _GREEK_ENDS:
            return False
    return len(word) < 3 or not _VOWELS[encoding].isdisjoint(bare.lower())
