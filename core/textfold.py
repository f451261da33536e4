"""One text for search across scripts: учење, učenje and ucenje are the same word."""

import re
import unicodedata

# Letter by letter; the Latin side has no marks, because those fall away in the next step.
_LETTERS = (
    "а:a б:b в:v г:g д:d ѓ:gj е:e ж:z з:z ѕ:dz и:i ј:j й:j к:k л:l љ:lj м:m н:n њ:nj о:o "
    "п:p р:r с:s т:t ќ:kj ћ:c у:u ф:f х:h ц:c ч:c џ:dz ш:s ђ:dj щ:st ъ:a ь: ю:ju я:ja"
)
# Letters that Unicode does not take apart.
_LATIN = {"đ": "dj", "ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ς": "σ"}
_TABLE = str.maketrans(dict(pair.split(":") for pair in _LETTERS.split()) | _LATIN)
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
