from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import translate_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

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


@require_POST
def language_choose(request):
    """Go to the same page in another language; who is signed in gets letters in it, too."""
    language, back = request.POST.get("language", ""), request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(
        back, {request.get_host()}, require_https=request.is_secure()
    ):
        back = "/"
    if language in dict(settings.LANGUAGES) and check_for_language(language):
        back = translate_url(back, language)
        if request.user.is_authenticated and request.user.language != language:
            request.user.language = language
            request.user.save(update_fields=["language"])
    return redirect(back)
