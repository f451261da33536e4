from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import audit, retention, uploads
from core.exceptions import Refused
from core.limits import limited
from core.views import try_verb
from members import consents
from members.actions import account as actions
from members.actions import consents as consent_actions
from members.forms.account import CloseAccountForm
from members.models import DataExport


@login_required
@require_safe
def own_data(request):
    context = {
        "export": DataExport.objects.visible_to(request.user).first(),
        "agreed": [each for each, stands, _rows in consents.ledger(request.user) if stands],
        "looks": _looks(request.user),
        "terms": retention.terms(),
    }
    template = "members/account/data.html"
    if request.htmx:
        template += "#bundle"
    return render(request, template, context)


def _looks(person):
    """The day, the role and what was read; a name is nobody's business."""
    return [
        {
            "at": look.at,
            "roles": ", ".join(_(role) for role in look.roles),
            "what": look.kind,
        }
        for look in audit.looks(person)
    ]


@login_required
@require_safe
def consent_list(request):
    return render(
        request, "members/account/consents.html", {"ledger": consents.ledger(request.user)}
    )


@login_required
@require_POST
def consent_take_back(request, purpose):
    done = _("Taken back. It holds no longer from this moment on.")
    try_verb(request, done, consent_actions.take_back, request.user, purpose)
    return redirect("members:consents")


@login_required
@limited("export", 5, 24 * 3600)
@require_POST
def export_ask(request):
    done = _("We prepare your data and write to you when it is ready.")
    try_verb(request, done, actions.ask_for_export, request.user, level=messages.INFO)
    return redirect("members:own_data")


@login_required
@require_safe
def export_fetch(request, token):
    exports = DataExport.objects.visible_to(request.user).exclude(ready_at=None)
    export = get_object_or_404(exports, token=token)
    day = timezone.localtime(export.ready_at).date().isoformat()
    return uploads.attachment(
        export.file, name=f"balkanetup-{request.user.handle}-{day}.zip",
        media_type="application/zip",
    )  # fmt: skip


@login_required
@reauthentication_required(allow_get=True)
@require_http_methods(["GET", "POST"])
def account_close(request):
    form = CloseAccountForm(request.POST or None)
    if form.is_valid():
        keep = form.cleaned_data["contributions"] == CloseAccountForm.KEEP
        try:
            actions.close(request.user, keep_content=keep)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            logout(request)
            return redirect("members:account_closed")
    return render(request, "members/account/close.html", {"form": form})


@require_safe
def account_closed(request):
    return render(request, "members/account/closed.html")
