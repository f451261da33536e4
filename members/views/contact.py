from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.limits import too_many
from members import permissions
from members.actions import contact as actions
from members.forms.contact import MessageForm
from members.models import User

# Who has been here for less may write less.
_NEWCOMER = timedelta(days=14)


@login_required
@require_http_methods(["GET", "POST"])
def member_write(request, handle):
    """A message to a member. What becomes of it on the other side is not told."""
    recipient = get_object_or_404(User.objects.visible_to(request.user), handle=handle)
    if not permissions.can_write(request.user, recipient):
        raise PermissionDenied
    form = MessageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not form.is_trapped:
            is_new = timezone.now() - request.user.date_joined < _NEWCOMER
            if wait := actions.wait_before(request.user, is_new=is_new):
                return too_many(request, wait)
            actions.send(
                request.user, recipient,
                subject=form.cleaned_data["subject"], text=form.cleaned_data["text"],
            )  # fmt: skip
        messages.success(request, _("Your message is on its way."))
        return redirect(recipient)
    context = {"form": form, "recipient": recipient}
    return render(request, "members/member_write.html", context)


@login_required
@require_safe
def message_detail(request, short_id):
    """A message that one got, with what one can do about its sender."""
    message = _message(request, short_id)
    is_blocked = request.user.blocks.filter(blocked=message.sender).exists()
    context = {"message": message, "is_blocked": is_blocked}
    return render(request, "members/message_detail.html", context)


@login_required
@require_POST
def message_block(request, short_id):
    message = _message(request, short_id)
    actions.block(request.user, message.sender)
    messages.success(request, _("Their messages no longer reach you; they do not learn it."))
    return redirect("members:message", short_id)


@login_required
@require_POST
def unblock(request, handle):
    blocked = get_object_or_404(User, handle=handle, pk__in=request.user.blocks.values("blocked"))
    actions.unblock(request.user, blocked)
    messages.success(request, _("They may write to you again."))
    return redirect("members:privacy")


def _message(request, short_id):
    received = request.user.messages_received.filter(delivered=True).select_related("sender")
    return get_object_or_404(received, short_id=short_id)
