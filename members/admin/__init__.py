from . import (
    applications,
    centres,
    doors,
    duplicates,
    imports,
    institutions,
    invitations,
    memberships,
    notices,
    people,
    requests,
    types,
)

__all__ = [
    "applications",
    "centres",
    "doors",
    "duplicates",
    "imports",
    "institutions",
    "invitations",
    "memberships",
    "notices",
    "people",
    "requests",
    "types",
]
