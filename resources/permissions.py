from members.models import User

from .models import Resource

REVIEW = "resources.change_resource"


def can_add(user: User) -> bool:
    """Members deposit, and curators."""
    return user.is_authenticated and (user.is_member or user.has_perm(REVIEW))


def can_edit(user: User, resource: Resource) -> bool:
    """Depositors before it is handed in and when it came back; curators others' records after."""
    if resource.depositor_id is not None and resource.depositor_id == user.pk:
        return resource.is_editable
    return user.has_perm(REVIEW) and resource.state in (
        Resource.State.SUBMITTED, Resource.State.ACCEPTED,
    )  # fmt: skip


def can_review(user: User, resource: Resource) -> bool:
    """A curator, and never of their own record."""
    return user.has_perm(REVIEW) and resource.depositor_id != user.pk


def can_withdraw(user: User, resource: Resource) -> bool:
    """The depositor, or a curator, as long as it stands in the catalogue."""
    is_theirs = resource.depositor_id is not None and resource.depositor_id == user.pk
    return resource.is_accepted and (is_theirs or user.has_perm(REVIEW))


def can_take_back(user: User, resource: Resource) -> bool:
    return resource.depositor_id == user.pk and resource.state == Resource.State.SUBMITTED


def can_delete(user: User, resource: Resource) -> bool:
    """Depositors throw away what nobody has accepted."""
    return resource.depositor_id == user.pk and resource.is_editable


def can_download(user: User, resource: Resource) -> bool:
    """Whoever sees the record, until it is withdrawn."""
    return not resource.is_withdrawn
