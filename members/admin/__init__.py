from . import applications, institutions, memberships, people

__all__ = ["applications", "institutions", "memberships", "people"]
