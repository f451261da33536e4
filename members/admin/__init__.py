from . import (
    applications,
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
    "doors",
    "imports",
    "institutions",
    "invitations",
    "memberships",
    "people",
    "requests",
    "types",
]
