"""One text for search across scripts: учење, učenje and ucenje are the same word."""

import re
import unicodedata

# The Latin side is written without its marks, because those fall away in the next step anyway.
_CYRILLIC = dict(
    zip(
        "абвгдѓежзѕијйклљмнњопрстќћуфхцчџшђщъьюя",
        ["a", "b", "v", "g", "d", "gj", "e", "z", "z", "dz", "i", "j", "j", "k", "l", "lj", "m", "n", "nj", "o", "p", "r", "s", "t", "kj", "c", "u", "f", "h", "c", "c", "dz", "s", "dj", "st", "a"]
        + ["", "ju", "ja"],
        strict=True,
    )
)
# Letters that Unicode does not take apart.
_LATIN = {"đ": "dj", "ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ς": "σ"}
_TABLE = str.maketrans(_CYRILLIC | _LATIN)
_WORD = re.compile(r"\w+")


def fold(text: str) -> str:
    """Lower-case words in Latin letters without marks, joined by single spaces.

    Serbian, Macedonian and Bulgarian Cyrillic become Latin, đ becomes dj, accents fall away
    (Greek ones too); punctuation and every operator of a search language is dropped.
    """
    lowered = unicodedata.normalize("NFC", text.lower()).translate(_TABLE)
    bare = "".join(
        char for char in unicodedata.normalize("NFD", lowered) if not unicodedata.combining(char)
    )
    return " ".join(_WORD.findall(bare.replace("_", " ")))
