"""Sorting names as their readers expect, alike on every database.

A sort key is two signs a letter, `a0` to `z9`: a small letter and a digit, which every collation
puts in the same order. There is one key per family of alphabets. A name in another script falls
where its transliteration stands; docs/decisions/0027 says why.
"""

import unicodedata

from django.db import models

from .textfold import in_plain_letters

# Raise it when a rule here or in `textfold` changes: the next migrate files all rows again.
EDITION = 2
_LONGEST = 160
# What stands between two parts (last and first name), and between two words of one part.
_PART, _SPACE = "00", "01"

LATIN = "a b c d e f g h i j k l m n o p q r s t u v w x y z"
ALBANIAN = "a b c ç d dh e ë f g gj h i j k l ll m n nj o p q r rr s sh t th u v w x xh y z zh"
GAJ = "a b c č ć d dž đ e f g h i j k l lj m n nj o p q r s š t u v w x y z ž"
# Serbian, Macedonian and Bulgarian agree on the order of what they share.
CYRILLIC = "а б в г д ђ ѓ е ж з ѕ и й ј к л љ м н њ о п р с т ћ ќ у ф х ц ч џ ш щ ъ ь ю я"
GREEK = "α β γ δ ε ζ η θ ι κ λ μ ν ξ ο π ρ σ τ υ φ χ ψ ω"

FAMILIES = {
    "sq": "albanian", "bs": "gaj", "hr": "gaj", "cnr": "gaj", "sr-latn": "gaj",
    "sr": "cyrillic", "mk": "cyrillic", "bg": "cyrillic", "el": "greek",
}  # fmt: skip


def _pairs(text: str) -> dict[str, str]:
    """A table out of "а:a б:b"; an empty right side drops the letter."""
    return dict(pair.split(":") for pair in text.split())


_TO_GAJ = _pairs(
    "а:a б:b в:v г:g д:d ђ:đ ѓ:đ е:e ж:ž з:z ѕ:dz и:i й:j ј:j к:k л:l љ:lj м:m н:n њ:nj о:o "
    "п:p р:r с:s т:t ћ:ć ќ:ć у:u ф:f х:h ц:c ч:č џ:dž ш:š щ:št ъ:a ь: ю:ju я:ja "
    "α:a β:v γ:g δ:d ε:e ζ:z η:i θ:th ι:i κ:k λ:l μ:m ν:n ξ:ks ο:o π:p ρ:r σ:s ς:s τ:t "
    "υ:i φ:f χ:h ψ:ps ω:o ç:č"
)
_TO_ALBANIAN = _pairs(
    "č:ç ć:q dž:xh đ:gj š:sh ž:zh ц:c њ:nj љ:lj ч:ç ћ:q ќ:q џ:xh ђ:gj ѓ:gj ш:sh ж:zh щ:sht "
    "θ:th δ:dh"
)
_TO_CYRILLIC = _pairs(
    "lj:љ nj:њ dž:џ gj:ѓ sh:ш zh:ж xh:џ th:т dh:д ll:л rr:р a:а b:б c:ц č:ч ć:ћ ç:ч d:д đ:ђ "
    "e:е ë:е f:ф g:г h:х i:и j:ј k:к l:л m:м n:н o:о p:п q:ќ r:р s:с š:ш t:т u:у v:в w:в "
    "x:кс y:и z:з ž:ж"
)
_TO_GREEK = _pairs(
    "th:θ ps:ψ ks:ξ ou:ου sh:σ zh:ζ ch:χ a:α b:β c:κ d:δ e:ε f:φ g:γ h:χ i:ι j:ι k:κ l:λ "
    "m:μ n:ν o:ο p:π q:κ r:ρ s:σ t:τ u:ου v:β w:β x:ξ y:υ z:ζ"
)
# Letters that have no marks to lose.
_PLAIN = {"đ": "d", "ð": "d", "ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"}


def _codes(alphabet: str) -> dict[str, str]:
    """Each letter's two signs, in the order of the alphabet."""
    return {
        letter: f"{chr(ord('a') + rank // 10)}{rank % 10}"
        for rank, letter in enumerate(alphabet.split())
    }


_CODES = {
    "latin": _codes(LATIN), "albanian": _codes(ALBANIAN), "gaj": _codes(GAJ),
    "cyrillic": _codes(CYRILLIC), "greek": _codes(GREEK),
}  # fmt: skip
_LETTERS_OF = {
    "latin": (), "albanian": _TO_ALBANIAN, "gaj": (), "cyrillic": _TO_CYRILLIC,
    "greek": _TO_GREEK,
}  # fmt: skip
SORT_COLUMNS = [f"sort_{family}" for family in _CODES]


def key(family: str, *parts: str) -> str:
    """What to sort by in one family of alphabets: the first part first."""
    codes, moves = _CODES[family], _LETTERS_OF[family]
    return _PART.join(_key(part, codes, moves) for part in parts)[:_LONGEST]


def _key(text: str, codes: dict[str, str], moves) -> str:
    signs = []
    for word in in_plain_letters(text).split():
        letters = _letters(word, codes, moves)
        if letters:
            signs.append(letters)
    return _SPACE.join(signs)


def _letters(word: str, codes, moves) -> str:
    found, at = [], 0
    while at < len(word):
        # The longest first: dž before d, nj before n.
        for size in (2, 1):
            piece = word[at : at + size]
            code = _code(piece, codes, moves) if len(piece) == size else None
            if code is not None:
                found.append(code)
                break
        at += size
    return "".join(found)


def _code(piece: str, codes, moves) -> str | None:
    """The signs for one letter of the alphabet, its like from another script, or a digit."""
    if piece in codes:
        return codes[piece]
    if piece in moves:
        return "".join(codes[letter] for letter in _split(moves[piece], codes))
    if len(piece) > 1:
        return None
    if piece.isascii() and piece.isdigit():
        return f"1{piece}"
    latin = _TO_GAJ.get(piece)
    if latin is None:
        bare = unicodedata.normalize("NFD", _PLAIN.get(piece, piece))
        latin = "".join(sign for sign in bare if not unicodedata.combining(sign))
    if latin == piece:
        # Letters of other scripts stand last; signs between letters do not count.
        return "z9" if piece.isalpha() else ""
    return _letters(latin, codes, moves)


def _split(letters: str, codes) -> list[str]:
    return [letters] if letters in codes else list(letters)


def column(language: str | None) -> str:
    """The column by which rows stand in order for a reader of `language`."""
    return f"sort_{FAMILIES.get(language or 'en', 'latin')}"


class Collated(models.Model):
    """A row with a name: one key per family of alphabets, kept by `collate` before saving."""

    sort_latin = models.CharField(max_length=_LONGEST, editable=False, default="")
    sort_albanian = models.CharField(max_length=_LONGEST, editable=False, default="")
    sort_gaj = models.CharField(max_length=_LONGEST, editable=False, default="")
    sort_cyrillic = models.CharField(max_length=_LONGEST, editable=False, default="")
    sort_greek = models.CharField(max_length=_LONGEST, editable=False, default="")
    # By which edition of the rules this row was filed; 0 was by none.
    filed_by = models.PositiveSmallIntegerField(editable=False, default=0)

    class Meta:
        abstract = True

    def collate(self, *parts: str) -> None:
        """Keep where `parts` stand, the first part first."""
        for family in _CODES:
            setattr(self, f"sort_{family}", key(family, *parts))
        self.filed_by = EDITION
