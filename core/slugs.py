"""Addresses made of titles and names, in any script: Kuća and Кућа have one."""

from slugify import slugify

from .textfold import in_latin


def slug_of(text: str, fallback: str, *, length: int = 70) -> str:
    """The words of `text` as an address of at most `length` signs, or `fallback` of none."""
    # In Latin first: slugify by itself spells ћ as "tshe" and ђ as "dje".
    return slugify(in_latin(text), max_length=length, word_boundary=True) or fallback
