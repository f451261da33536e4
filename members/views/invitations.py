"""The page behind the link of a letter. Who holds the link has shown whose the address is."""

from allauth.account.models import EmailAddress
from allauth.account.utils import complete_signup
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.exceptions import Refused
from core.limits import limited
from core.views import try_verb
from members.actions import invitations as actions
from members.forms.invitations import AcceptForm, JoinForm
from members.models import Invitation, SignupDoor


def _invitation(token):
    invitations = Invitation.objects.select_related("institution", "centre", "type", "invited_by")
    return get_object_or_404(invitations, token=token)


@never_cache
@require_safe
def invitation_detail(request, token):
    return _show(request, _invitation(token))


def _show(request, invitation, form=None):
    person = request.user if request.user.is_authenticated else None
    is_theirs = bool(person and invitation.email and actions.holds(person, invitation.email))
    policy = actions.needs_adherence(person)
    context = {
        "invitation": invitation,
        "form": form or AcceptForm(policy=policy),
        "policy": policy,
        "is_theirs": is_theirs,
        "has_account": not person and _has_account(invitation),
        "days": Invitation.VALID_FOR.days,
    }
    # What is over answers so to programs, too; people read the same page.
    status = 200 if invitation.is_open else 410
    return render(request, "members/invitation.html", context, status=status)


def _has_account(invitation):
    return EmailAddress.objects.filter(email__iexact=invitation.email).exists()


@login_required
@limited("invitation", 30, 3600)
@require_POST
def invitation_accept(request, token):
    invitation = _invitation(token)
    form = AcceptForm(request.POST, policy=actions.needs_adherence(request.user))
    if not form.is_valid():
        return _show(request, invitation, form)
    done = _("Welcome! You have accepted the invitation.")
    if not try_verb(
        request, done, actions.accept, invitation, request.user, adheres=form.is_stated
    ):
        return redirect(invitation)
    return redirect("portal:dashboard")


@limited("invitation", 30, 3600)
@never_cache
@require_http_methods(["GET", "POST"])
def invitation_join(request, token):
    """The account of somebody who has none yet: name, password, and the statement."""
    invitation = _invitation(token)
    if request.user.is_authenticated or not invitation.is_open or _has_account(invitation):
        return redirect(invitation)
    policy = actions.needs_adherence(None)
    if SignupDoor.current().state == SignupDoor.State.CLOSED:
        return render(request, "account/signup_closed.html")
    names = {"first_name": invitation.first_name, "last_name": invitation.last_name}
    form = JoinForm(request.POST or None, initial=names, policy=policy, email=invitation.email)
    if form.is_valid():
        words = form.cleaned_data
        try:
            person = actions.join(
                invitation, first_name=words["first_name"], last_name=words["last_name"],
                password=words["password"], adheres=form.is_stated,
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return complete_signup(request, person, None, reverse("portal:dashboard"))
    context = {"invitation": invitation, "form": form, "policy": policy}
    return render(request, "members/invitation_join.html", context)


@limited("invitation", 30, 3600)
@require_POST
def invitation_decline(request, token):
    invitation = _invitation(token)
    try_verb(request, "", actions.decline, invitation)
    return redirect(invitation)
