"""Entries that may be one person, or one institution, twice; and why it looks so."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from urllib.parse import urlsplit

from allauth.account.models import EmailAddress
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.textfold import fold

from .models import Institution, InstitutionName, NotTheSame, Position, User

# Mail to a.n.a+list@ of these comes to ana@.
_DOTS = {"gmail.com", "googlemail.com"}
_PLUS = {
    *_DOTS, "outlook.com", "hotmail.com", "live.com", "icloud.com", "me.com", "proton.me",
    "protonmail.com", "pm.me", "fastmail.com", "yandex.com", "zoho.com",
}  # fmt: skip
_SAME_HOUSE = {
    "googlemail.com": "gmail.com", "protonmail.com": "proton.me", "pm.me": "proton.me",
}  # fmt: skip
# More than this of one kind is a mistake of the rule, not a pile of twins.
_MOST_OF_ONE = 12


@dataclass(frozen=True)
class Pair:
    low: int
    high: int
    reason: "str | Promise"


def mailbox(email: str) -> str:
    """The address without what its provider does not look at."""
    name, _at, domain = email.strip().lower().rpartition("@")
    if domain in _PLUS:
        name = name.partition("+")[0]
    if domain in _DOTS:
        name = name.replace(".", "")
    return f"{name}@{_SAME_HOUSE.get(domain, domain)}"


def people() -> list[Pair]:
    """Pairs of accounts, the surest reason first; without those known to be two."""
    groups = [
        (_("the same address"), _by_address()),
        (_("the same ORCID iD"), _by_orcid()),
        (_("the same name at one institution"), _by_name()),
    ]
    return _pairs("person", groups)


def _by_address():
    found = defaultdict(set)
    for key, email in User.objects.values_list("pk", "email").iterator():
        found[mailbox(email)].add(key)
    for key, email in EmailAddress.objects.values_list("user_id", "email").iterator():
        found[mailbox(email)].add(key)
    return found


def _by_orcid():
    found = defaultdict(set)
    for key, orcid in User.objects.exclude(orcid="").values_list("pk", "orcid"):
        found[orcid.upper()].add(key)
    return found


def _by_name():
    held = defaultdict(set)
    for person, institution in Position.objects.current().values_list("person", "institution"):
        held[person].add(institution)
    found = defaultdict(set)
    rows = User.objects.values_list("pk", "first_name", "last_name", "institution")
    for key, first, last, institution in rows.iterator():
        # Kovač Ana is Ana Kovač.
        name = " ".join(sorted(fold(f"{first} {last}").split()))
        for place in held[key] | ({institution} if institution else set()):
            found[name, place].add(key)
    return found


def institutions() -> list[Pair]:
    """Pairs of entries of the register."""
    groups = [
        (_("the same name"), _by_any_name()),
        (_("the same website"), _by_website()),
    ]
    return _pairs("institution", groups)


def _by_any_name():
    found = defaultdict(set)
    for key, country, name in Institution.objects.values_list("pk", "country", "name"):
        found[country, fold(name)].add(key)
    others = InstitutionName.objects.values_list("institution", "institution__country", "name")
    for key, country, name in others:
        found[country, fold(name)].add(key)
    return found


def _by_website():
    found = defaultdict(set)
    for key, website in Institution.objects.exclude(website="").values_list("pk", "website"):
        parts = urlsplit(website)
        found[parts.netloc.lower().removeprefix("www."), parts.path.strip("/")].add(key)
    return found


def _pairs(kind, groups) -> list[Pair]:
    known = set(NotTheSame.objects.filter(kind=kind).values_list("low", "high"))
    pairs = []
    for reason, found in groups:
        for keys in found.values():
            if not 1 < len(keys) <= _MOST_OF_ONE:
                continue
            for low, high in combinations(sorted(keys), 2):
                if (low, high) not in known:
                    known.add((low, high))
                    pairs.append(Pair(low, high, reason))
    return pairs
