"""The list of invited people, and what somebody on it may ask for."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from core.exceptions import Refused
from core.limits import hit, limited
from core.views import sent, try_verb
from surveys.actions import inviting
from surveys.forms.building import InviteForm, LostLinkForm
from surveys.models import Invitation

from .building import owned

_ON_A_PAGE = 100


@login_required
@limited("survey-invite", 30, 3600)
@require_http_methods(["GET", "HEAD", "POST"])
def survey_invitations(request, slug):
    survey = owned(request.user, slug)
    data, _files = sent(request)
    form, refused, status = InviteForm(data), [], 200
    if data:
        status = 422
        if form.is_valid():
            try:
                pasted = inviting.invite(survey, request.user, form.cleaned_data["addresses"])
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                _tell(request, pasted)
                if not pasted.refused:
                    return redirect("surveys:invitations", slug)
                # What was not taken stands in the field again, with its reasons above.
                refused, form = pasted.refused, InviteForm(initial={"addresses": pasted.left})
    rows = survey.invitations.order_by("email")
    context = {
        "survey": survey,
        "form": form,
        "refused": refused,
        "page": Paginator(rows, _ON_A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "surveys/build_invitations.html", context, status=status)


def _tell(request, pasted) -> None:
    if pasted.added:
        words = ngettext(
            "%(number)d address is new on the list.",
            "%(number)d addresses are new on the list.",
            pasted.added,
        )
        messages.success(request, words % {"number": pasted.added})


@login_required
@require_POST
def survey_uninvite(request, slug, pk):
    survey = owned(request.user, slug)
    invitation = get_object_or_404(survey.invitations, pk=pk)
    try_verb(request, _("It is off the list."), inviting.uninvite, invitation, request.user)
    return redirect("surveys:invitations", slug)


@limited("survey-lost-link", 10, 3600)
@require_http_methods(["GET", "HEAD", "POST"])
def lost_link(request):
    """Ask for one's own letters once more. The answer is the same whoever's address it is."""
    data, _files = sent(request)
    form = LostLinkForm(data)
    is_asked = bool(data) and form.is_valid()
    if is_asked:
        email = form.cleaned_data["email"]
        # However many people ask for it, one address gets so many letters.
        if not hit("survey-lost-link-of", email.lower(), 3, 24 * 3600):
            inviting.send_again(email)
    context = {"form": form, "is_asked": is_asked}
    status = 422 if data and not is_asked else 200
    return render(request, "surveys/lost_link.html", context, status=status)


# A mail program posts here for its reader, with no cookie and no token of ours (RFC 8058).
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def decline(request, token):
    invitation = get_object_or_404(Invitation.objects.select_related("survey"), token=token)
    if request.method == "POST":
        inviting.decline(invitation)
        invitation.has_declined = True
        if request.POST.get("List-Unsubscribe") == "One-Click":
            return HttpResponse(_("We do not ask you again."), content_type="text/plain")
    context = {"invitation": invitation, "survey": invitation.survey}
    return render(request, "surveys/decline.html", context)
