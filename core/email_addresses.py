"""E-mail addresses and hosts in the one form in which they are kept, compared and sent to.

A domain is kept as A-labels by IDNA 2008 (`xn--mller-kva.example`) and shown in its own letters
(`müller.example`). Python's codec "idna" is of 2003: it sends faß.example to fass.example and a
Greek final ς to σ, which are other people's domains (RFC 5892 §2.6, UTS #46 §7). Django's
`punycode` uses that codec. Nothing here needs Django: the settings ask as well.
"""

from email.utils import formataddr, parseaddr
from urllib.parse import quote, urlsplit

import idna

# What an address in a mailto: link may hold unescaped (RFC 6068 §2): qchar and the @.
_IN_MAILTO = "@!$'()*+,:"


def ascii_domain(domain: str) -> str:
    """A domain as A-labels, in small letters. ValueError when it is no domain of the internet."""
    if domain.isascii():
        return domain.lower()
    return idna.encode(domain, uts46=True).decode().lower()


def strict(address: str) -> str:
    """An address with its domain as A-labels. ValueError when there can be no such domain."""
    local, at, domain = address.strip().rpartition("@")
    return f"{local}{at}{ascii_domain(domain)}"


def normalise(address: str) -> str:
    """The same, for looking somebody up: what cannot be an address stays as it is."""
    try:
        return strict(address)
    except ValueError:
        return address.strip()


def shown(address: str) -> str:
    """An address as people write it, its domain in its own letters."""
    local, at, domain = address.rpartition("@")
    try:
        return f"{local}{at}{idna.decode(domain)}" if "xn--" in domain.lower() else address
    except ValueError:
        return address


def mailto(address: str) -> str:
    """An address as a link that every mail program understands (RFC 6068)."""
    return f"mailto:{quote(normalise(address), safe=_IN_MAILTO)}"


def name_and_address(value: str) -> tuple[str, str]:
    """`"Network" <a@b>` in its two parts, without quotation marks. ValueError without address."""
    name, address = parseaddr(value)
    if "@" not in address:
        raise ValueError(f"No e-mail address in {value!r}")
    return name, strict(address)


def ascii_mailbox(value: str) -> str:
    """`Name <address>` with the domain as A-labels. ValueError when there is no such domain."""
    name, address = name_and_address(value)
    return formataddr((name, address), charset="utf-8") if name.isascii() else (
        f"{name} <{address}>"
    )  # fmt: skip


def ascii_url(url: str) -> str:
    """A URL whose host is written as A-labels. ValueError when there is no such host."""
    parts = urlsplit(url)
    if not parts.hostname or parts.netloc.isascii():
        return url
    return parts._replace(netloc=parts.netloc.replace(
        _host_as_typed(parts.netloc), ascii_domain(parts.hostname)
    )).geturl()  # fmt: skip


def _host_as_typed(netloc: str) -> str:
    host = netloc.rpartition("@")[2]
    return host.rpartition(":")[0] if host.rpartition(":")[2].isdecimal() else host
