from members.models import Centre, User
from members.permissions import may_publish_for

from .models import Resource

REVIEW = "resources.change_resource"


def can_add(user: User) -> bool:
    """Members deposit, curators, and whoever publishes for a centre."""
    if not user.is_authenticated:
        return False
    is_one_of_us = user.is_member or user.has_perm(REVIEW)
    return is_one_of_us or Centre.objects.published_by(user).exists()


def can_edit(user: User, resource: Resource) -> bool:
    """Depositors before it is handed in and when it came back; curators others' records after.

    What stands in the catalogue in a centre's name, also whoever publishes for it today.
    """
    if resource.is_accepted and may_publish_for(user, resource.centre):
        return True
    if resource.depositor_id is not None and resource.depositor_id == user.pk:
        return resource.is_editable
    return user.has_perm(REVIEW) and resource.state in (
        Resource.State.SUBMITTED, Resource.State.ACCEPTED,
    )  # fmt: skip


def can_publish(user: User, resource: Resource) -> bool:
    """Without a curator's look: what one hands in for a centre that one publishes for."""
    is_theirs = resource.depositor_id is not None and resource.depositor_id == user.pk
    return is_theirs and resource.is_editable and may_publish_for(user, resource.centre)


def can_choose_centre(user: User, resource: Resource) -> bool:
    """Curators always; others until it is handed in, for then nobody would look at it again."""
    return user.has_perm(REVIEW) or resource.is_editable


def can_review(user: User, resource: Resource) -> bool:
    """A curator, and never of their own record."""
    return user.has_perm(REVIEW) and resource.depositor_id != user.pk


def can_withdraw(user: User, resource: Resource) -> bool:
    """The depositor, a curator or whoever publishes for its centre, while it is accepted."""
    is_theirs = resource.depositor_id is not None and resource.depositor_id == user.pk
    return resource.is_accepted and (
        is_theirs or user.has_perm(REVIEW) or may_publish_for(user, resource.centre)
    )


def can_take_back(user: User, resource: Resource) -> bool:
    return resource.depositor_id == user.pk and resource.state == Resource.State.SUBMITTED


def can_delete(user: User, resource: Resource) -> bool:
    """Depositors throw away what nobody has accepted."""
    return resource.depositor_id == user.pk and resource.is_editable


def can_download(user: User, resource: Resource) -> bool:
    """Whoever sees the record, until it is withdrawn."""
    return not resource.is_withdrawn
