from . import (
    applications,
    centres,
    doors,
    imports,
    institutions,
    invitations,
    memberships,
    people,
    requests,
    types,
)

__all__ = [
    "applications",
    "centres",
    "doors",
    "imports",
    "institutions",
    "invitations",
    "memberships",
    "people",
    "requests",
    "types",
]
