"""ORCID iDs and DOIs as people paste them, read by their signs, and as links."""

import re
import unicodedata
from urllib.parse import quote, unquote

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_ORCID_BEFORE = re.compile(
    r"^(orcid(?!\.)(\s?id)?\s*:?\s*)?(https?:)?(//)?((www|sandbox)\.)?(orcid\.org/)?",
    re.IGNORECASE,
)
_DOI_ADDRESS = re.compile(r"^(https?:)?(//)?((www|dx)\.)?doi\.org/", re.IGNORECASE)
_DOI_WORD = re.compile(r"^doi\s*:?\s*(?=10\.|http|/|dx\.|www\.|doi\.)", re.IGNORECASE)
_TRACKING = re.compile(r"[?&](utm\w*|fbclid|gclid)=.*$", re.IGNORECASE)


def bare(typed: str) -> str:
    """What was typed without signs that nobody sees, and with one kind of hyphen."""
    return "".join(
        "-" if kind == "Pd" else sign
        for sign in typed.strip()
        if (kind := unicodedata.category(sign)) not in ("Cf", "Cc")
    ).strip()


def orcid_of(typed: str) -> str:
    """0000-0002-1825-0097 out of whatever stands around and between; empty for nothing.

    A ValidationError when these are not sixteen signs with the right check sum.
    """
    typed = bare(typed)
    if not typed:
        return ""
    end = re.split(r"[?#]", _ORCID_BEFORE.sub("", typed), maxsplit=1)[0]
    digits = re.sub(r"[\s./-]", "", unicodedata.normalize("NFKC", end)).upper()
    if not re.fullmatch(r"[0-9]{15}[0-9X]", digits):
        raise ValidationError(_("An ORCID iD has sixteen signs, like 0000-0002-1825-0097."))
    if not orcid_is_right(digits):
        raise ValidationError(_("This is not an ORCID iD: a sign must be mistyped."))
    return "-".join(digits[at : at + 4] for at in range(0, 16, 4))


def orcid_is_right(digits: str) -> bool:
    """Whether the last sign of sixteen is the check sum of those before (ISO 7064, 11-2)."""
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    return digits[-1] == ("X" if check == 10 else str(check))


def doi_of(typed: str) -> str:
    """10.26220/aca.5261 out of an address, "doi:" or the bare one, decoded; empty for nothing."""
    typed = _DOI_WORD.sub("", bare(typed))
    doi = _DOI_ADDRESS.sub("", typed)
    if doi != typed:
        # In an address these begin something else; those that belong to a DOI are encoded there.
        doi = re.split(r"[?#]", doi, maxsplit=1)[0]
    doi = _TRACKING.sub("", doi)
    if re.search(r"%[0-9A-Fa-f]{2}", doi):
        doi = unquote(doi)
    doi = re.sub(r"\s", "", doi).rstrip("/.,;")
    while doi.endswith(")") and doi.count(")") > doi.count("("):
        doi = doi[:-1]
    return doi


def doi_url(doi: str) -> str:
    """The address that resolves a DOI, with what must be encoded in it (DOI Handbook, 3.8)."""
    return "https://doi.org/" + quote(doi, safe="/:;()@!$&'*,=~") if doi else ""
