from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.addresses import in_language

from . import actions
from .forms import PreferencesForm
from .models import Notification


@login_required
@require_safe
def notification_list(request):
    rows = Notification.objects.visible_to(request.user).newest_first()
    page = Paginator(rows, 30).get_page(request.GET.get("page"))
    context = {"page": page, "has_unread": bool(page) and page[0].read_at is None}
    return render(request, "notifications/notification_list.html", context)


@login_required
@require_safe
def notification_open(request, key):
    """Follow the link. That it was read is remembered on the way, as in a mail program."""
    notification = get_object_or_404(Notification.objects.visible_to(request.user), key=key)
    if notification.read_at is None:
        actions.mark_read(request.user, key=key)
    return redirect(in_language(notification.path, get_language()))


@login_required
@require_POST
def notification_read(request, key):
    notification = get_object_or_404(Notification.objects.visible_to(request.user), key=key)
    actions.mark_read(request.user, key=notification.key)
    return redirect("notifications:list")


@login_required
@require_POST
def notification_read_all(request):
    count = actions.mark_read(request.user)
    messages.success(
        request,
        ngettext("%(count)d marked as read.", "%(count)d marked as read.", count)
        % {"count": count},
    )
    return redirect("notifications:list")


@login_required
@require_http_methods(["GET", "POST"])
def preferences(request):
    form = PreferencesForm(request.POST or None, person=request.user)
    if form.is_valid():
        actions.choose(request.user, form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("notifications:preferences")
    return render(request, "notifications/preferences.html", {"form": form})
