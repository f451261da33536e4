"""The purposes of this app that people agree to."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from . import consents
from .models import Application, User


def register() -> None:
    consents.register(
        "adherence", _("Statement of adherence"),
        _("Membership rests on it: to take it back is to leave the network."),
        rows=_adherences,
        page=lambda: reverse("members:leave"),
    )  # fmt: skip
    consents.register(
        "listing", _("Being found by everybody"),
        _("From then on only members find you in the directory."),
        stands=lambda person: person.listed_for == User.Audience.PUBLIC,
        take_back=_hide_from_visitors,
    )  # fmt: skip
    consents.register(
        "invitation", _("An invitation that you accepted"),
        _("You can give up what you were invited to at any time."),
        page=lambda: reverse("members:membership"),
    )  # fmt: skip


def _adherences(person: User) -> list[consents.Row]:
    """The ledger, and the applications from before there was one."""
    rows = list(consents.recorded("adherence")(person))
    known = {row.version for row in rows}
    stated = Application.objects.filter(applicant=person).exclude(adhered_at=None)
    for application in stated.select_related("policy"):
        if application.policy and application.policy.version not in known:
            wording = str(_("Policies and guidelines of the network"))
            rows.append(
                consents.Row(
                    application.adhered_at, True, wording, application.policy.version,
                    "application", application.policy.get_absolute_url(),
                )
            )  # fmt: skip
    return rows


def _hide_from_visitors(person: User) -> None:
    from .actions import memberships

    person = User.objects.select_for_update().get(pk=person.pk)
    person.listed_for = User.Audience.MEMBERS
    memberships.refile(person)
