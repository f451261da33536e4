from allauth.account.internal.flows.password_reset_by_code import (
    PasswordResetVerificationProcess,
)
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from core.limits import limited
from members.actions import devices
from members.forms.account import LettersForm


@login_required
@require_http_methods(["GET", "POST"])
def letters(request):
    form = LettersForm(request.POST or None, instance=request.user)
    if form.is_valid():
        form.save()
        with override(form.cleaned_data["language"]):
            messages.success(request, _("Saved. From now on we write to you in this language."))
        return redirect("members:letters")
    return render(request, "members/account/letters.html", {"form": form})


@login_required
@require_POST
def language_choose(request):
    """Letters in the language one is reading; offered below the languages of every page."""
    language, back = request.POST.get("language", ""), request.POST.get("next", "/")
    if language in dict(settings.LANGUAGES):
        request.user.language = language
        request.user.save(update_fields=["language"])
        messages.success(request, _("Saved. From now on we write to you in this language."))
    if not url_has_allowed_host_and_scheme(
        back, {request.get_host()}, require_https=request.is_secure()
    ):
        back = "/"
    # Not redirect(): it would look for a view that is called so.
    return HttpResponseRedirect(back)


@never_cache
@limited("not-me", 20, 3600)
@require_http_methods(["GET", "POST"])
def not_me(request, token):
    """Behind the link of the letter about a new device. Looking changes nothing."""
    device = devices.device_of(token)
    if device is None:
        return render(request, "members/account/not_me_over.html", status=410)
    if request.method == "POST":
        person = device.person
        devices.was_not_me(device)
        # The letter has proved the address as a code would: go on to the new password.
        state = PasswordResetVerificationProcess.initial_state(person, person.email)
        PasswordResetVerificationProcess(request, state, person).confirm_code()
        return redirect("account_complete_password_reset")
    return render(request, "members/account/not_me.html", {"device": device})
