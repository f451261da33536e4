"""Needs analyses: asking, the common order, the plan, and what served which need."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments import needs, permissions
from assessments.actions import needs as actions
from assessments.forms import NeedsForm, PlanForm
from assessments.models import NeedsAnalysis, NeedsPlan
from core import planning
from core.exceptions import Refused
from core.limits import limited
from core.views import try_verb
from members.models import Expertise
from members.permissions import committee
from surveys import audiences, threshold
from surveys.actions.answering import Respondent, has_answered


def _find(request, pk) -> NeedsAnalysis:
    found = NeedsAnalysis.objects.visible_to(request.user).select_related("survey", "institution")
    return get_object_or_404(found, pk=pk)


def _subjects(user) -> dict[str, object]:
    """Who may be asked by somebody: all members, the people of an institution."""
    _centres, institutions = permissions.editable_subjects(user)
    found = {"members": None} | {f"institution:{one.slug}": one for one in institutions}
    return {key: one for key, one in found.items() if permissions.can_open_needs(user, one)}


@login_required
@require_safe
def needs_list(request):
    found = NeedsAnalysis.objects.visible_to(request.user)
    context = {
        "analyses": found.select_related("survey", "institution")[:50],
        "may_open": bool(_subjects(request.user)),
    }
    return render(request, "assessments/needs_list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@limited("needs-add", 20, 3600)
def needs_add(request):
    subjects = _subjects(request.user)
    if not subjects:
        raise PermissionDenied
    posted = request.POST if request.method == "POST" else None
    form = NeedsForm(
        posted,
        subjects=[(key, str(one or _("all members"))) for key, one in subjects.items()],
        topics=[(topic.slug, str(topic)) for topic in Expertise.objects.all()],
    )
    if posted is not None and form.is_valid():
        data = form.cleaned_data
        try:
            analysis = actions.open_analysis(
                request.user,
                title=data["title"],
                institution=subjects[data["subject"]],
                slugs=data["topics"],
                more=data["more"],
                breakdown=data["breakdown"],
                closes_at=form.closes_at(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("It is open."))
            return redirect(analysis)
    status = 200 if posted is None else 422
    return render(request, "assessments/needs_form.html", {"form": form}, status=status)


@login_required
@require_safe
def needs_detail(request, pk):
    return _page(request, _find(request, pk), None)


def _page(request, analysis, form):
    may_plan = permissions.can_plan(request.user, analysis)
    since = analysis.opened_at.date()
    context = {
        "analysis": analysis,
        "survey": analysis.survey,
        "result": needs.result(analysis, request.user),
        "has_answered": has_answered(analysis.survey, Respondent(request.user)),
        "answers": threshold.in_steps(analysis.survey.received),
        "threshold": threshold.LEAST,
        "may_plan": may_plan,
        "form": form or PlanForm(people=_people(analysis)),
        "events": [
            one
            for kind in planning.kinds().values()
            for one in kind.fitting([], request.user, since)
        ]
        if may_plan
        else [],
    }
    status = 422 if form else 200
    return render(request, "assessments/needs_detail.html", context, status=status)


def _people(analysis):
    """Who can see to a line: the committee, or the people of the institution."""
    if analysis.institution is None:
        return committee()
    return audiences.people(analysis.survey)


def _plannable(request, pk) -> NeedsAnalysis:
    analysis = _find(request, pk)
    if not permissions.can_plan(request.user, analysis):
        raise PermissionDenied
    return analysis


@login_required
@require_POST
@limited("needs-plan", 100, 3600)
def plan_add(request, pk):
    analysis = _plannable(request, pk)
    form = PlanForm(request.POST, people=_people(analysis))
    if not form.is_valid():
        return _page(request, analysis, form)
    data = form.cleaned_data
    try_verb(
        request,
        _("It stands in the plan."),
        actions.plan,
        analysis,
        request.user,
        topic=request.POST.get("topic", "")[:16],
        title=data["title"],
        due=data["due"],
        person=data["person"],
    )
    return redirect(analysis)


def _line(request, pk) -> NeedsPlan:
    line = get_object_or_404(NeedsPlan.objects.select_related("analysis__survey"), pk=pk)
    _plannable(request, line.analysis_id)
    return line


@login_required
@require_POST
def plan_draft(request, pk):
    line = _line(request, pk)
    try:
        made = actions.draft(line, request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(line.analysis)
    messages.success(request, _("The draft is yours. Complete it and propose it."))
    return redirect(made.url)


@login_required
@require_POST
def plan_link(request, pk):
    line = _line(request, pk)
    kind, _colon, key = request.POST.get("served", "").partition(":")
    try_verb(request, _("Saved."), actions.link, line, request.user, kind=kind[:20], key=key[:80])
    return redirect(line.analysis)


@login_required
@require_POST
def plan_remove(request, pk):
    line = _line(request, pk)
    analysis = line.analysis
    try_verb(request, _("It is taken out of the plan."), actions.remove, line, request.user)
    return redirect(analysis)
