from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.limits import limited
from members.actions import profile as actions
from members.forms.profile import ProfileForm
from members.models import User


@login_required
@limited("profile", 60, 3600)
@require_http_methods(["GET", "POST"])
def edit_profile(request):
    # The form writes into its instance; the header must not show what was refused.
    person = User.objects.select_related("institution").get(pk=request.user.pk)
    form = ProfileForm(request.POST or None, request.FILES or None, instance=person)
    if request.method == "POST" and "find" not in request.POST and form.is_valid():
        data = form.cleaned_data
        actions.save(
            form.save(commit=False),
            shows=form.shows(),
            institution=data["place"],
            expertise=data["expertise"],
            photo=data["photo"] if "photo" in request.FILES else None,
            remove_photo=data.get("remove_photo", False),
        )
        messages.success(request, _("Saved. This is how others see you."))
        return redirect("members:edit_profile")
    return render(request, "members/account/profile.html", {"form": form, "person": request.user})
