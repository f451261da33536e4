from . import (
    applications,
    doors,
    imports,
    institutions,
    invitations,
    memberships,
    people,
)

__all__ = [
    "applications",
    "doors",
    "imports",
    "institutions",
    "invitations",
    "memberships",
    "people",
]
