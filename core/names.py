"""Names of people written in one piece: which part is the last name."""

import re

# What belongs to the last name that follows it.
_PARTICLES = {
    "al", "bin", "da", "dal", "de", "dei", "del", "della", "den", "der", "di", "do", "dos", "du",
    "el", "ibn", "la", "le", "ten", "ter", "van", "von", "zu", "ван", "де", "фон",
}  # fmt: skip
_NO_PERSON = re.compile(r"[\d&/:()]|\b(and|for|of|the|za|za|i|и|за|të|dhe|και|για|του|της)\b")


def split_name(whole: str) -> tuple[str, str]:
    """First and last name: by a comma, by capitals of the last name alone, else the last word."""
    family, comma, given = whole.partition(",")
    if comma:
        return " ".join(given.split()), " ".join(family.split())
    words = whole.split()
    loud = [word.isupper() and len(word) > 2 for word in words]
    if any(loud) and not all(loud):
        return (
            " ".join(word for word, is_loud in zip(words, loud, strict=True) if not is_loud),
            " ".join(word for word, is_loud in zip(words, loud, strict=True) if is_loud),
        )
    at = len(words) - 1
    while at > 1 and words[at - 1].lower() in _PARTICLES:
        at -= 1
    return (" ".join(words[:at]), " ".join(words[at:])) if at > 0 else (" ".join(words), "")


def looks_like_a_person(whole: str) -> bool:
    """Two to five words with capitals; an institution has more, or an "of" among them."""
    words = [word for word in whole.replace(",", " ").split() if word.lower() not in _PARTICLES]
    return 2 <= len(words) <= 5 and not _NO_PERSON.search(whole) and all(
        word[0].isupper() for word in words
    )  # fmt: skip
