import secrets

from core.slugs import slug_of

from .models import User

# Addresses under /members/ that are not people.
RESERVED = {"join", "applications", "me", "feed", "map", "messages", "rulings", "verify"}
_LENGTH = 60


def free_handle(name: str) -> str:
    """A handle nobody has, of a name in any script: Ђорђе Петровић → djordje-petrovic."""
    base = slug_of(name, "member", length=_LENGTH - 8)
    taken = set(User.objects.filter(handle__startswith=base).values_list("handle", flat=True))
    taken |= RESERVED
    if base not in taken:
        return base
    for number in range(2, 100):
        if f"{base}-{number}" not in taken:
            return f"{base}-{number}"
    return f"{base}-{secrets.token_hex(3)}"
