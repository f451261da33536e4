"""How an application goes from one state to the next: under a lock, recorded, told."""

from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.exceptions import Refused
from members import permissions, signals
from members.models import Application, ApplicationStep, User

State = Application.State
# The words of the log for what brings an application into a state.
_VERBS = {
    State.SUBMITTED: "hand in", State.REVIEW: "take up", State.ASKED: "ask",
    State.ANSWERED: "answer", State.ASSEMBLY: "put before the Assembly",
    State.APPROVED: "approve", State.DECLINED: "decline", State.WITHDRAWN: "withdraw",
    State.EXPIRED: "expire",
}  # fmt: skip


def take(application: Application, states: list[str]) -> Application:
    """The row under a lock, or Refused with what has happened to it meanwhile."""
    row = Application.objects.select_for_update().filter(pk=application.pk).first()
    if row is None:
        raise Refused(_("This application has been withdrawn."))
    if row.state not in states:
        last = row.steps.select_related("actor").last()
        raise Refused(
            _("That is not possible any more. %(what_happened)s")
            % {"what_happened": last.in_words if last else row.get_state_display()}
        )
    return row


def refuse_who_may_not_decide(actor: User, application: Application) -> None:
    """Only those with a seat decide, and nobody on their own application."""
    if application.applicant_id == actor.pk:
        raise Refused(_("Nobody decides on their own application."))
    if not permissions.holds_seat(actor):
        raise Refused(_("Only those with a seat in the Steering Committee decide."))


def move(
    application: Application, actor: User | None, after: str, reason: str = ""
) -> ApplicationStep:
    """Bring a row that is under a lock into the state `after`, and write down who did it."""
    before, now = application.state, timezone.now()
    application.state, application.moved_at = after, now
    application.warned_at = None
    if after in (State.SUBMITTED, State.ANSWERED):
        application.waits_since, application.reminded_at = now, None
    elif after not in Application.WAITING:
        application.waits_since = None
    application.save()
    audit.record(
        _VERBS[after], application, whom=application.applicant, reason=reason,
        before={"state": before}, after={"state": after},
    )  # fmt: skip
    return ApplicationStep.objects.create(
        application=application, actor=actor, before=before, after=after, reason=reason
    )


def tell(application: Application, step: ApplicationStep) -> None:
    signals.application_moved.send(sender=Application, application=application, step=step)
