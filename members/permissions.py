from .models import Application, User


def can_decide(user: User, application: Application) -> bool:
    """The committee decides on what was handed in, and nobody on their own behalf."""
    return (
        user.has_perm("members.change_application")
        and application.is_open
        and application.state != Application.State.DRAFT
        and application.applicant_id != user.pk
    )


def can_edit_pages(user: User) -> bool:
    """Whether /cms/ is open to `user`."""
    return user.has_perm("wagtailadmin.access_admin")
