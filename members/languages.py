"""The languages that people speak, each under its own name, as everywhere on the site."""

from django.conf import settings

from core import cldr
from core.textfold import fold

# Spoken beside the languages of the site. Serbian is one language in two scripts.
SPOKEN = [code for code, _name in settings.LANGUAGES if code != "sr-latn"]
SPOKEN += ["de", "es", "fr", "hu", "it", "pl", "pt", "ro", "ru", "sl", "tr", "uk"]


def label(code: str) -> str:
    """The name of a language in the language itself; its code where nobody knows the name."""
    return cldr.language_name(code)


def choices() -> list[tuple[str, str]]:
    """Every language that can be chosen, in the order of its names."""
    return sorted(((code, label(code)) for code in SPOKEN), key=lambda row: fold(row[1]))
