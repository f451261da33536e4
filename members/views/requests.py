from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.exceptions import Refused
from core.limits import limited
from core.views import try_verb
from members.actions import requests as actions
from members.forms.requests import InstitutionRequestForm
from members.models import InstitutionRequest


@login_required(login_url="account_signup")
@limited("institution_request", 20, 3600)
@require_http_methods(["GET", "POST"])
def institution_request(request):
    """Ask the committee to enter an institution into the register."""
    words = request.GET.get("name", "").replace("\x00", "")[:200]
    form = InstitutionRequestForm(request.POST or None, initial={"name": words})
    near = []
    if request.method == "POST" and form.is_valid():
        found = actions.near_matches(form.instance.described)
        near = [one for one in found if one.is_confirmed]
        # Who has seen what is near, and still asks, means it.
        if not near or "sure" in request.POST:
            try:
                actions.ask(request.user, form.save(commit=False))
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Thank you. The committee will look at it."))
                return redirect("members:my_requests")
    context = {"form": form, "near": near}
    return render(request, "members/institution_request.html", context)


@login_required
@require_safe
def my_requests(request):
    """One's own requests, and what became of them."""
    mine = InstitutionRequest.objects.filter(asked_by=request.user)
    rows = mine.select_related("institution", "country", "application").order_by("-asked_at")
    return render(request, "members/account/requests.html", {"rows": rows})


@login_required
@require_POST
def request_withdraw(request, pk):
    asked = get_object_or_404(InstitutionRequest, pk=pk, asked_by=request.user)
    try_verb(request, _("Your request is withdrawn."), actions.withdraw, asked, request.user)
    return redirect("members:my_requests")
