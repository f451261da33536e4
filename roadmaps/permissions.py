from django.db.models import Model

from members.models import User

from . import holders
from .models import Checklist, ChecklistTemplate, PeerPair, PeerRequest, Step

BUILD = "roadmaps.change_checklisttemplate"
PAIR = "roadmaps.change_peerrequest"


def can_build(user: User) -> bool:
    """The committee writes the templates."""
    return user.has_perm(BUILD)


def can_act_for(user: User, holder: Model | None) -> bool:
    """Who speaks for an institution or edits for a centre today; everybody for themselves."""
    if holder is None or not user.is_authenticated:
        return False
    return holders.kind_of(holder).edited_by(user).filter(pk=holder.pk).exists()


def can_take(user: User, template: ChecklistTemplate, holder: Model | None) -> bool:
    """For whom the template is meant, through whoever acts for them."""
    if holder is None or template.withdrawn_at is not None:
        return False
    return holders.kind_of(holder).name in template.holder_kinds and can_act_for(user, holder)


def can_edit(user: User, checklist: Checklist) -> bool:
    """Who acts for its holder, while it is worked on."""
    return checklist.is_live and can_act_for(user, checklist.holder)


def can_do(user: User, step: Step) -> bool:
    """Who acts for its holder, and whoever sees to this step and is still one of its people."""
    checklist = step.checklist
    if can_edit(user, checklist):
        return True
    if not checklist.is_live or step.owner_id is None or step.owner_id != user.pk:
        return False
    people = holders.kind_of(checklist.holder).people(checklist.holder)
    return people.filter(pk=user.pk).exists()


def can_say_how_far(user: User, checklist: Checklist) -> bool:
    """What the public sees, and which stage a centre is in, is for its head to say."""
    holder = checklist.holder
    if holder is None or not checklist.is_live or not user.is_authenticated:
        return False
    return holders.kind_of(holder).is_headed_by(user, holder)


def can_withdraw(user: User, request: PeerRequest) -> bool:
    return request.withdrawn_at is None and can_act_for(user, request.holder)


def can_pair(user: User) -> bool:
    """The committee proposes two who did not find each other."""
    return user.has_perm(PAIR)


def sides_of(user: User, pair: PeerPair) -> set[str]:
    """For which sides of a pair `user` speaks: "ask", "helper", none or both."""
    sides = {"ask": pair.ask.holder, "helper": pair.holder}
    return {side for side, holder in sides.items() if can_act_for(user, holder)}
