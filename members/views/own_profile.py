from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.limits import limited
from core.views import sent
from members import privacy as privacy_in_words
from members.actions import profile as actions
from members.forms.privacy import PrivacyForm
from members.forms.profile import ProfileForm
from members.models import User


@login_required
@limited("profile", 60, 3600)
@require_http_methods(["GET", "POST"])
def edit_profile(request):
    # The form writes into its instance; the header must not show what was refused.
    person = User.objects.select_related("institution").get(pk=request.user.pk)
    part = request.POST.get("part", "")
    form = ProfileForm(*sent(request), instance=person, part=part)
    if request.method == "POST" and "find" not in request.POST and form.is_valid():
        data = form.cleaned_data
        actions.save(
            form.save(commit=False),
            shows=form.shows(),
            links=form.chosen_links(),
            institution=form.chosen_institution(),
            expertise=form.chosen_expertise(),
            photo=data.get("photo") if "photo" in request.FILES else None,
            remove_photo=data.get("remove_photo", False),
        )
        messages.success(request, _("Saved. This is how others see you."))
        here = reverse("members:edit_profile")
        return redirect(f"{here}?part={part}" if part in ProfileForm.PARTS else here)
    context = {"form": form, "parts": _parts(request, form, part), "person": request.user}
    return render(request, "members/account/profile.html", context)


def _parts(request, form, part: str) -> list[dict]:
    """The sections of the page. The one that was sent shows what was typed, the others what is."""
    whole = form
    if part in form.PARTS:
        whole = ProfileForm(instance=User.objects.get(pk=request.user.pk))
    asked = part or request.GET.get("part", "me")
    rows = []
    for key, (title, _names) in form.PARTS.items():
        shown = form if key == part else whole
        wrong = shown.is_bound and any(name in shown.errors for name in shown.fields_of(key))
        rows.append({
            "key": key, "title": title, "form": shown, "asked": list(shown.asked(key)),
            "is_open": wrong or key == asked,
        })  # fmt: skip
    return rows


@login_required
@limited("profile", 60, 3600)
@require_http_methods(["GET", "POST"])
def privacy(request):
    """Who sees what, in plain sentences, and the choices behind them."""
    person = User.objects.select_related("institution").get(pk=request.user.pk)
    form = PrivacyForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        actions.save_audiences(person, **form.chosen())
        messages.success(request, _("Saved."))
        return redirect("members:privacy")
    context = {
        "form": form,
        "person": person,
        "sentences": privacy_in_words.sentences(person),
        "blocks": person.blocks.select_related("blocked"),
    }
    return render(request, "members/account/privacy.html", context)
