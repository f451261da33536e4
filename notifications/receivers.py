"""Facts from below that somebody wants to hear of."""

from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext_lazy

from members.models import Application
from members.permissions import committee
from members.signals import application_moved

from . import actions
from .sentences import Sentence

# The applicant gets a letter of its own for each of these; the committee's comes from here.
actions.register("members.application", gettext_lazy("My application"))
actions.register(
    "members.application_waiting",
    gettext_lazy("Applications to decide"),
    permission="members.change_application",
)
_TO_COMMITTEE = {
    Application.State.SUBMITTED: gettext_lazy("%(name)s applies for membership."),
    Application.State.ANSWERED: gettext_lazy("%(name)s has answered your question."),
    Application.State.WITHDRAWN: gettext_lazy("%(name)s has withdrawn the application."),
}


@receiver(application_moved, dispatch_uid="notifications.application_moved")
def tell_who_waits(sender, application, step, **kwargs):
    """The applicant hears of the committee's steps, the committee of what comes to its desk."""
    if step.after not in _TO_COMMITTEE:
        actions.notify(
            "members.application",
            [application.applicant],
            step.words_for_applicant,
            application.get_absolute_url(),
            by_letter=False,
        )
        return
    actions.notify(
        "members.application_waiting",
        committee().exclude(pk=application.applicant_id),
        Sentence(_TO_COMMITTEE[step.after], name=application.applicant.name),
        reverse("admin:members_application_change", args=[application.pk]),
    )
