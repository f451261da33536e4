from django.db.models import Q, QuerySet

from core import roles

from .models import Application, Centre, Institution, Membership, Position, User


def committee() -> QuerySet[User]:
    """The people who hold a seat in the Steering Committee."""
    return User.objects.filter(is_active=True, groups__name=roles.COMMITTEE)


def holds_seat(user: User) -> bool:
    """Whether `user` is one of the Steering Committee; an administrator alone is not."""
    return user.has_power and committee().filter(pk=user.pk).exists()


def can_decide(user: User, application: Application) -> bool:
    """Who holds a seat asks about and votes on what was handed in, never on their own behalf."""
    return (
        application.state in Application.VOTED_ON
        and application.applicant_id != user.pk
        and holds_seat(user)
    )


def can_ratify(user: User, application: Application) -> bool:
    """Who holds a seat records what the Assembly decided."""
    return (
        application.state == Application.State.ASSEMBLY
        and application.applicant_id != user.pk
        and holds_seat(user)
    )


def has_confirmed_address(user: User) -> bool:
    """Whether letters to this person arrive with them."""
    return User.objects.filter(User.confirmed("pk"), pk=user.pk).exists()


def can_edit_pages(user: User) -> bool:
    """Whether /cms/ is open to `user`."""
    return user.has_perm("wagtailadmin.access_admin")


def can_invite(user: User, institution=None, *, role: str = "", type=None) -> bool:
    """The committee invites anybody; who runs an institution, people to it.

    Nobody but the committee admits members by invitation, or names a representative; deputies
    are named by the representative, too.
    """
    if user.has_perm("members.add_invitation"):
        return True
    if institution is None or type is not None or role == Position.Role.REPRESENTATIVE:
        return False
    if role == Position.Role.DEPUTY:
        offices = Position.objects.current().filter(person=user, institution=institution)
        return offices.filter(role=Position.Role.REPRESENTATIVE).exists()
    return may_run(user, institution)


def can_keep_memberships(user: User) -> bool:
    """Correct, end and take up memberships of others, and note their fees."""
    return user.has_perm("members.change_membership")


def can_renew(person: User, membership: Membership) -> bool:
    """Let it run on, or run out: its member, and who speaks for the institution today."""
    return Membership.objects.held_by(person).filter(pk=membership.pk).exists()


def can_resign(person: User, membership: Membership) -> bool:
    """End it as its member wishes: that member, or the representative of the institution."""
    if membership.person_id:
        return membership.person_id == person.pk
    offices = Position.objects.current().filter(person=person, institution=membership.institution)
    return offices.filter(role=Position.Role.REPRESENTATIVE).exists()


def can_settle_requests(user: User) -> bool:
    """Decide what becomes of a request for a missing institution."""
    return user.has_perm("members.change_institutionrequest")


def may_edit_centre(person: User, centre: Centre) -> bool:
    """Its head and its editors today, whoever speaks for its institution, and the committee."""
    if not person.is_authenticated:
        return False
    if person.has_perm("members.change_centre"):
        return True
    speak = (Position.Role.REPRESENTATIVE, Position.Role.DEPUTY)
    offices = Q(centre=centre, role__in=Centre.PUBLISHERS) | Q(
        institution=centre.institution_id, role__in=speak
    )
    return Position.objects.current().filter(offices, person=person).exists()


def may_publish_for(person: User, centre: Centre | None) -> bool:
    """In a centre's own name, without anybody else's look: its head and its editors today."""
    return bool(centre) and Centre.objects.published_by(person).filter(pk=centre.pk).exists()


def may_run(person: User, institution: Institution) -> bool:
    """Its representative and its deputies today, and who keeps the register."""
    if not person.is_authenticated:
        return False
    if person.has_perm("members.change_position"):
        return True
    speak = (Position.Role.REPRESENTATIVE, Position.Role.DEPUTY)
    offices = Position.objects.current().filter(person=person, institution=institution)
    return offices.filter(role__in=speak).exists()


def may_name_representative(person: User) -> bool:
    """Who decides on members decides, where the institution cannot, who speaks for one."""
    return person.has_perm("members.change_application")


def can_merge(user: User, kept: User, gone: User) -> bool:
    """The committee merges members. Whoever has powers is merged by an administrator.

    Nobody's account is merged away by its owner: they would sign themselves out of it.
    """
    if user == gone or not user.has_perm("members.change_user"):
        return False
    return user.is_superuser or not (
        kept.is_staff or gone.is_staff or kept.is_superuser or gone.is_superuser
    )


def can_write(sender: User, recipient: User) -> bool:
    """A member, to whoever lets them."""
    if not (sender.is_authenticated and sender.is_member) or sender == recipient:
        return False
    reachable = recipient.is_active and recipient.is_member and recipient.withheld_at is None
    return reachable and recipient.written_to_by in recipient.opens_to(sender)


def can_moderate(user: User) -> bool:
    """Decide about reported profiles, and look again at what was objected to."""
    return user.has_perm("members.change_profilereport")


def can_report(reporter: User, person: User) -> bool:
    """Any member, about anybody else."""
    return reporter.is_authenticated and reporter.is_member and reporter != person
