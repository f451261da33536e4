"""One text for search across scripts: учење, učenje and ucenje are the same word.

`fold` is for what somebody types and for every text. `spellings` is for names, on the side that
is found: it adds how else a word is written, so that Shumen finds Шумен and Papadopulos finds
Παπαδόπουλος, while an English text does not lose the difference between ship and sip.
"""

import re
import unicodedata

from .characters import without_ignorable

# Letter by letter; the Latin side has no marks, because those fall away in the next step.
_LETTERS = (
    "а:a б:b в:v г:g д:d ѓ:gj е:e ж:z з:z ѕ:dz и:i ј:j й:j к:k л:l љ:lj м:m н:n њ:nj о:o "
    "п:p р:r с:s т:t ќ:kj ћ:c у:u ф:f х:h ц:c ч:c џ:dz ш:s ђ:dj щ:st ъ:a ь: ю:ju я:ja "
    "α:a β:v γ:g δ:d ε:e ζ:z η:i θ:th ι:i κ:k λ:l μ:m ν:n ξ:x ο:o π:p ρ:r σ:s ς:s τ:t υ:y "
    "φ:f χ:ch ψ:ps ω:o "
    # Of neighbours, and of books older than the spelling of today.
    "ы:y э:e і:i є:je ґ:g ѣ:e ѫ:a"
)
# Letters that Unicode does not take apart, and the Macedonian ḱ and ǵ, which it should not.
_LATIN = {
    "đ": "dj", "ǵ": "gj", "ḱ": "kj", "ð": "d", "ł": "l", "ø": "o", "ß": "ss", "æ": "ae",
    "œ": "oe", "ı": "i",
}  # fmt: skip
_TABLE = str.maketrans(dict(pair.split(":") for pair in _LETTERS.split()) | _LATIN)
_WORD = re.compile(r"\w+")
_GREEK_WORD = re.compile("[\u0370-\u03ff\u1f00-\u1fff]+")
_DIAERESIS = "\u0308"
# Greek pairs that are one sound (ELOT 743). A diaeresis parts them: αϋ is a and y.
_GREEK_PAIRS = [
    (re.compile(find), put)
    for find, put in [
        ("^μπ", "b"), ("^ντ", "d"), ("^γκ", "g"), ("γ(?=[γξχ])", "n"), ("ου", "ou"),
        ("(?<=[αεη])υ(?=[θκξπσςτφχψ]|$)", "f"), ("(?<=[αεη])υ", "v"),
    ]
]  # fmt: skip

# How else a word is written, from the letters it has; then, from the word already folded.
_AS_IN_ENGLISH = [
    ("щ", "sht"), ("ж", "zh"), ("ч", "ch"), ("ш", "sh"), ("ц", "ts"), ("ю", "yu"), ("я", "ya"),
    ("й", "y"), ("ž", "zh"), ("č", "ch"), ("š", "sh"),
]  # fmt: skip
_AS_HEARD_IN_GREEK = [("μπ", "b"), ("ντ", "d"), ("γκ", "g"), ("ου", "u"), ("χ", "h"), ("υ", "i"),
                      ("ξ", "ks"), ("θ", "t")]  # fmt: skip
_AS_HEARD = [("sh", "s"), ("zh", "z"), ("ch", "c"), ("ts", "c"), ("kj", "c"), ("ou", "u"),
             ("y", "j"), ("ph", "f")]  # fmt: skip
_AS_HEARD_OTHERWISE = [("ch", "h"), ("ou", "u"), ("y", "i")]


def fold(text: str) -> str:
    """Lower-case words in Latin letters without marks, joined by single spaces.

    Cyrillic and Greek become Latin; đ, ђ, ѓ and the Albanian gj become dj; accents fall away;
    punctuation and every operator of a search language is dropped.
    """
    return " ".join(_WORD.findall(in_latin(text).replace("_", " ").replace("gj", "dj")))


def in_latin(text: str) -> str:
    """`text` in small Latin letters without marks, as addresses are made of."""
    latin = _GREEK_WORD.sub(_from_greek, in_plain_letters(text)).translate(_TABLE)
    # ѐ and ѝ are letters of the table only without their marks; й, ѓ and ќ with them.
    return _without_marks(latin).translate(_TABLE)


def in_plain_letters(text: str) -> str:
    """Small letters, as somebody else would type them: no soft hyphens, no ligatures.

    ﬁ and the one-sign ǉ are two letters; what is not seen in a word does not cut it in two.
    """
    lowered = unicodedata.normalize("NFKC", without_ignorable(text).lower())
    # The sign № holds a capital letter, and shows it only when taken apart.
    return unicodedata.normalize("NFC", lowered.lower()).replace("i\u0307", "i")


def _without_marks(text: str) -> str:
    parts = unicodedata.normalize("NFD", text)
    return "".join(char for char in parts if not unicodedata.combining(char))


def _from_greek(match: re.Match) -> str:
    parts = unicodedata.normalize("NFD", match[0])
    word = "".join(char for char in parts if char == _DIAERESIS or not unicodedata.combining(char))
    word = unicodedata.normalize("NFC", word)
    for find, put in _GREEK_PAIRS:
        word = find.sub(put, word)
    return word.replace("ϊ", "ι").replace("ϋ", "υ")


def spellings(*texts: str) -> str:
    """The words of `texts`, folded, each once, and how else they are written."""
    found: dict[str, None] = {}
    for text in texts:
        for word in _WORD.findall(in_plain_letters(text)):
            for spelled in _spelled(word):
                found.update(dict.fromkeys(spelled.split()))
    return " ".join(found)


def _spelled(word: str) -> list[str]:
    plain = fold(word)
    if len(plain) < 3:
        return [plain]
    written = [plain, fold(_replaced(word, _AS_IN_ENGLISH))]
    if word.endswith("ия"):
        written.append(fold(_replaced(f"{word[:-2]}ia", _AS_IN_ENGLISH)))
    if not {"đ", "ђ"}.isdisjoint(word):
        written.append(fold(word.replace("đ", "d").replace("ђ", "d")))
    if "ъ" in word:
        written.append(fold(word.replace("ъ", "u")))
    written.append(
        fold(_replaced(_without_marks(word), _AS_HEARD_IN_GREEK)) if plain != word else plain
    )
    heard = _replaced(plain, _AS_HEARD)
    written += [heard, _replaced(plain, _AS_HEARD_OTHERWISE)]
    if heard.endswith("ia"):
        written.append(f"{heard[:-1]}ja")
    return written


def _replaced(word: str, pairs: list[tuple[str, str]]) -> str:
    for old, new in pairs:
        word = word.replace(old, new)
    return word
