from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.exceptions import Refused
from core.limits import limited
from core.views import try_verb
from members.actions import applications as actions
from members.forms import questions
from members.forms.application import AnswerForm
from members.models import Application, InstitutionRequest


def _application(request, pk):
    applications = Application.objects.visible_to(request.user)
    return get_object_or_404(
        applications.select_related("type", "institution", "membership", "policy", "applicant"),
        pk=pk,
    )


@login_required
@require_safe
def application_detail(request, pk):
    application = _application(request, pk)
    if application.state == Application.State.DRAFT:
        if not application.type.is_open:
            messages.info(request, _("Your draft is kept until this type of membership opens."))
            return redirect("members:join")
        form = reverse("members:join_kind", args=[application.type_id])
        return redirect(f"{form}#id_{actions.first_gap(application)}")
    return _show(request, application, AnswerForm())


def _show(request, application, form):
    is_mine = application.applicant_id == request.user.pk
    context = {
        "application": application,
        "steps": application.steps.select_related("actor"),
        "thread": application.messages.select_related("author"),
        "answers": questions.read(application),
        "asked_for": InstitutionRequest.objects.filter(application=application)
        .select_related("country", "institution")
        .first(),
        "form": form,
        "is_mine": is_mine,
        "may_answer": is_mine and application.state == Application.State.ASKED,
        "may_withdraw": is_mine and application.is_open,
        "may_begin_again": is_mine and application.state == Application.State.EXPIRED,
    }
    return render(request, "members/application.html", context)


@login_required
@limited("application_answer", 30, 3600)
@require_POST
def application_answer(request, pk):
    application = _application(request, pk)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _show(request, application, form)
    done = _("Thank you. The committee has your answer.")
    try_verb(request, done, actions.answer, application, request.user, form.cleaned_data["text"])
    return redirect(application)


@login_required
@require_POST
def application_withdraw(request, pk):
    application = _application(request, pk)
    done = _("Your application is withdrawn.")
    if not try_verb(request, done, actions.withdraw, application, request.user):
        return redirect(application)
    return redirect("members:join")


@login_required
@require_POST
def application_again(request, pk):
    """A new draft with the text of an expired application."""
    application = _application(request, pk)
    try:
        draft = actions.begin_again(application, request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("members:join")
    messages.success(request, _("Here is what you wrote. Go on where you were."))
    return redirect("members:join_kind", draft.type_id)
