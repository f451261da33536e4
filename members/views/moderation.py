from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.limits import limited
from core.views import try_verb
from members import permissions
from members.actions import moderating
from members.forms.contact import ObjectionForm, ProfileReportForm
from members.models import Message, ProfileRuling, User


@login_required
@limited("profile-report", 20, 3600)
@require_http_methods(["GET", "POST"])
def member_report(request, handle):
    """Ask a moderator to look at a profile, or at a message that one got from its owner."""
    person, message = _reported(request, handle)
    if not permissions.can_report(request.user, person):
        raise PermissionDenied
    form = ProfileReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        moderating.report(person, request.user, message=message, **form.cleaned_data)
        messages.success(request, _("Thank you. A moderator will look at it and tell you."))
        return redirect("members:message", message.short_id) if message else redirect(person)
    context = {"form": form, "person": person, "message": message}
    return render(request, "members/member_report.html", context)


def _reported(request, handle):
    """The person, and the message if it is about one: its sender need not be found otherwise."""
    short_id = request.GET.get("message", "")[:10].replace("\x00", "")
    message = Message.objects.filter(
        short_id=short_id, recipient=request.user, delivered=True, sender__handle=handle
    ).first()
    found = Q(pk__in=User.objects.visible_to(request.user).order_by().values("pk"))
    if message:
        found |= Q(pk=message.sender_id)
    return get_object_or_404(User.objects.filter(found), handle=handle), message


@limited("objection", 10, 3600)
@require_http_methods(["GET", "POST"])
def ruling_object(request, token):
    """Say why a ruling is wrong. The link is secret: who is suspended cannot sign in."""
    ruling = get_object_or_404(ProfileRuling.objects.select_related("person"), token=token)
    form = ObjectionForm(request.POST or None)
    if request.method == "POST" and not ruling.objected_at and form.is_valid():
        try_verb(request, "", moderating.object_to, ruling, form.cleaned_data["text"])
        return redirect("members:object", token)
    return render(request, "members/ruling_object.html", {"form": form, "ruling": ruling})
