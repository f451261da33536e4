"""Facts from below that somebody wants to hear of."""

from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from members.models import Application
from members.permissions import committee
from members.signals import application_moved

from . import actions

# The applicant gets a letter of its own for each of these; the committee's comes from here.
actions.register("members.application", gettext_lazy("My application"))
actions.register(
    "members.application_waiting",
    gettext_lazy("Applications to decide"),
    permission="members.change_application",
)
TO_COMMITTEE = {
    Application.State.SUBMITTED, Application.State.ANSWERED, Application.State.WITHDRAWN,
}  # fmt: skip


@receiver(application_moved, dispatch_uid="notifications.application_moved")
def tell_who_waits(sender, application, step, **kwargs):
    """The applicant hears of the committee's steps, the committee of what comes to its desk."""
    if step.after not in TO_COMMITTEE:
        with override(application.applicant.language):
            path = application.get_absolute_url()
        actions.notify(
            "members.application",
            [application.applicant],
            lambda: step.in_words_for_applicant,
            path,
            by_letter=False,
        )
        return
    actions.notify(
        "members.application_waiting",
        committee().exclude(pk=application.applicant_id),
        lambda: _said_to_committee(application, step),
        reverse("admin:members_application_change", args=[application.pk]),
    )


def _said_to_committee(application, step) -> str:
    name = {"name": application.applicant.name}
    if step.after == Application.State.SUBMITTED:
        return _("%(name)s applies for membership.") % name
    if step.after == Application.State.ANSWERED:
        return _("%(name)s has answered your question.") % name
    return _("%(name)s has withdrawn the application.") % name
