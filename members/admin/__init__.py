from . import applications, doors, institutions, memberships, people

__all__ = ["applications", "doors", "institutions", "memberships", "people"]
