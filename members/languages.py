"""The languages that people speak, named in the reader's own."""

from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

# Spoken beside the languages of the site. Serbian is one language in two scripts.
SPOKEN = [code for code, _name in settings.LANGUAGES if code != "sr-latn"]
SPOKEN += ["de", "es", "fr", "hu", "it", "pl", "pt", "ro", "ru", "sl", "tr", "uk"]


def label(code: str) -> str:
    """The name of a language; its code where nobody taught us the name."""
    if code == "sr":
        return _("Serbian")
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


def choices() -> list[tuple[str, str]]:
    """Every language that can be chosen, in the order of its names."""
    return sorted(((code, label(code)) for code in SPOKEN), key=lambda row: row[1])
