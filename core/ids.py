"""Public ids for rows that have no slug: short, unguessable in order, safe to read aloud."""

import secrets

# Crockford's base 32: no I, L, O, U.
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def short_id() -> str:
    """Ten characters, 50 bits. Use it in a unique column: a clash is then refused, not lost."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(10))


def token() -> str:
    """An opaque secret for a link in a letter: 43 URL-safe characters, 256 bits."""
    return secrets.token_urlsafe(32)
