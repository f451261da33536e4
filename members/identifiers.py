"""Institutions as other registers know them, and the domains of their addresses.

Each `…_of` brings what somebody typed into the form in which we keep it, as far as it can; each
`check_…` is a validator that says what is wrong with the rest.
"""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.email_addresses import ascii_domain
from core.identifiers import bare as bare_of

_ROR = "https://ror.org/"
# Crockford's base 32, in which ROR counts.
_SIGNS = "0123456789abcdefghjkmnpqrstvwxyz"


def ror_of(typed: str) -> str:
    """017wvtq80, ror.org/017WVTQ80 or the whole address: the address."""
    bare = re.sub(r"^(https?:)?(//)?(www\.)?ror\.org/", "", bare_of(typed), flags=re.IGNORECASE)
    bare = re.split("[?#]", bare)[0].strip("/ ").lower()
    return f"{_ROR}{bare}" if bare else ""


def check_ror(ror: str) -> None:
    bare = ror.removeprefix(_ROR)
    if not re.fullmatch(rf"0[{_SIGNS}]{{6}}[0-9]{{2}}", bare):
        raise ValidationError(_("A ROR iD has nine characters, for instance 017wvtq80."))
    number = 0
    for sign in bare[1:7]:
        number = number * 32 + _SIGNS.index(sign)
    if 98 - number * 100 % 97 != int(bare[7:]):
        raise ValidationError(_("This is not a ROR iD: a character must be mistyped."))


def erasmus_code_of(typed: str) -> str:
    """G PATRA01 as the Commission writes it: the country takes three places."""
    code = " ".join(bare_of(typed).upper().split())
    country, space, rest = code.partition(" ")
    return f"{country:<3}{rest}" if space and len(country) < 3 else code


def check_erasmus_code(code: str) -> None:
    if not re.fullmatch(r"(IRL|LUX|[A-Z]{2} |[A-Z] {2})[A-Z-]{2,7}[0-9]{2,3}", code):
        raise ValidationError(_("An Erasmus code looks like G PATRA01: country, city, number."))


def pic_of(typed: str) -> str:
    return re.sub(r"[\s.-]", "", bare_of(typed))


def check_pic(pic: str) -> None:
    if not re.fullmatch(r"[0-9]{9}", pic):
        raise ValidationError(_("A PIC has nine digits."))


# Where anybody gets an address. Every ending of these is meant: yahoo.com, yahoo.gr …
_ANYBODYS = {
    "aol", "fastmail", "gmail", "gmx", "googlemail", "hotmail", "hushmail", "inbox", "live",
    "mailbox", "msn", "outlook", "proton", "protonmail", "rocketmail", "tutanota", "yahoo",
    "yandex", "ymail", "zoho", "zohomail",
}  # fmt: skip
_FREE_MAIL = {
    "abv.bg", "dir.bg", "freemail.gr", "freemail.hu", "icloud.com", "list.ru", "mac.com",
    "mail.bg", "mail.com", "mail.gr", "mail.ru", "me.com", "mts.rs", "net.hr", "otenet.gr",
    "pm.me", "ptt.rs", "t-com.me", "tuta.com", "tuta.io", "web.de",
}  # fmt: skip
# What many share below a country: edu.al, ac.rs, com.mk.
_SHARED = {"ac", "co", "com", "edu", "gov", "info", "net", "org", "sch", "uni"}


def domain_of(typed: str) -> str:
    """unsa.ba, from the domain, an address at it, or that of its website."""
    domain = re.sub(r"^[a-z]+://", "", typed.strip().lower()).split("/")[0]
    domain = domain.rpartition("@")[2].removeprefix("www.").strip(".")
    try:
        return ascii_domain(domain)
    except ValueError:
        return domain


def check_domain(domain: str) -> None:
    labels = domain.split(".")
    whole = len(labels) > 1 and all(
        re.fullmatch(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", label) for label in labels
    )
    if not whole or labels[-1].isdigit():
        raise ValidationError(_("A domain looks like unsa.ba."))
    if domain in _FREE_MAIL or any(label in _ANYBODYS for label in labels[:-1][-2:]):
        raise ValidationError(_("Anybody can have an address there. Name a domain of your own."))
    if len(labels) == 2 and labels[0] in _SHARED:
        raise ValidationError(_("Many institutions share this ending. Name a domain of your own."))


def domains_above(address: str) -> list[str]:
    """The domains under which an address stands: of ana@pmf.unsa.ba pmf.unsa.ba, unsa.ba, ba."""
    labels = domain_of(address).split(".")
    return [".".join(labels[at:]) for at in range(len(labels))]
