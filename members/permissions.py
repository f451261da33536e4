from allauth.mfa.models import Authenticator
from django.conf import settings

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


def lacks_second_factor(user: User) -> bool:
    """Whether `user` must set up a second factor before a desk opens."""
    if not (settings.REQUIRE_STAFF_2FA and user.is_staff):
        return False
    factors = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return not Authenticator.objects.filter(user=user, type__in=factors).exists()
