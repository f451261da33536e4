import secrets

from slugify import slugify

from core.textfold import fold

from .models import User

# Addresses under /members/ that are not people.
RESERVED = {"join", "applications", "me", "feed"}
_LENGTH = 60


def free_handle(name: str) -> str:
    """A handle nobody has, of a name in any script: Ђорђе Петровић → djordje-petrovic."""
    base = slugify(fold(name))[: _LENGTH - 8].strip("-") or "member"
    taken = set(User.objects.filter(handle__startswith=base).values_list("handle", flat=True))
    taken |= RESERVED
    if base not in taken:
        return base
    for number in range(2, 100):
        if f"{base}-{number}" not in taken:
            return f"{base}-{number}"
    return f"{base}-{secrets.token_hex(3)}"
