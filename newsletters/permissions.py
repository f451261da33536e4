"""Who may do what with newsletters: editors, through a group of the staff."""

from members.models import User


def can_edit(user: User) -> bool:
    """Write an issue, let it leave, and stop it."""
    return user.has_perm("newsletters.change_issue")
