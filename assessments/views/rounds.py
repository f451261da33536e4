"""Rounds: opening one, seeing how many have answered, the result."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments import permissions, rounds
from assessments.actions import rounds as actions
from assessments.forms import RoundForm, TargetForm
from assessments.models import Guide, Round
from assessments.report import number
from core import charts, tables
from core.exceptions import Refused
from core.limits import limited
from surveys import threshold
from surveys.actions.answering import Respondent, has_answered


def _find(request, pk) -> Round:
    found = Round.objects.visible_to(request.user).select_related(
        "version__guide", "survey", "institution", "centre"
    )
    return get_object_or_404(found, pk=pk)


def _subjects(user) -> dict[str, tuple]:
    """Where somebody may open a round: by "kind:slug" the institution and the centre."""
    centres, institutions = permissions.editable_subjects(user)
    found = {f"institution:{one.slug}": (one, None) for one in institutions}
    found |= {f"centre:{one.slug}": (one.institution, one) for one in centres}
    return {key: pair for key, pair in found.items() if permissions.can_open_round(user, *pair)}


@login_required
@require_http_methods(["GET", "POST"])
@limited("round-add", 20, 3600)
def round_add(request, slug):
    guide = get_object_or_404(Guide.objects.visible_to(request.user), slug=slug)
    subjects = _subjects(request.user)
    if guide.subject == Guide.Subject.SCHOOL:
        subjects = {key: pair for key, pair in subjects.items() if pair[1] is None}
    if not subjects or guide.subject == Guide.Subject.PERSON:
        raise PermissionDenied
    posted = request.POST if request.method == "POST" else None
    choices = [(key, str(centre or place)) for key, (place, centre) in subjects.items()]
    form = RoundForm(posted, subjects=choices)
    if posted is not None and form.is_valid():
        institution, centre = subjects[form.cleaned_data["subject"]]
        try:
            one = actions.open_round(
                guide,
                request.user,
                institution=institution,
                centre=centre,
                closes_at=form.closes_at(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The round is open, and its people are invited."))
            return redirect(one)
    context = {"guide": guide, "form": form}
    status = 200 if posted is None else 422
    return render(request, "assessments/round_form.html", context, status=status)


@login_required
@require_safe
def round_detail(request, pk):
    one = _find(request, pk)
    found = rounds.result(one)
    context = {
        "round": one,
        "survey": one.survey,
        "result": found,
        "has_answered": has_answered(one.survey, Respondent(request.user)),
        "answers": threshold.in_steps(one.survey.received),
        "threshold": threshold.LEAST,
        "may_run": permissions.can_run_round(request.user, one),
        "chart": _chart(one, found) if found and any(row.mean for row in found.rows) else "",
    }
    return render(request, "assessments/round.html", context)


def _chart(one, found):
    series = [charts.Series(_("now"), [_value(row.mean) for row in found.rows])]
    if one.target:
        series.append(charts.Series(_("target"), [_value(row.target) for row in found.rows]))
    return charts.bars(
        "bars",
        title=str(one.version.guide),
        text="; ".join(f"{row.name}: {row.words}" for row in found.rows),
        labels=[row.name for row in found.rows],
        series=series,
        lowest=1,
        highest=found.top,
        shown=[[number(value) for value in line.values] for line in series],
    )


def _value(mean):
    return None if mean is None else float(mean)


@login_required
@require_safe
def round_table(request, pk):
    found = rounds.result(_find(request, pk))
    if found is None:
        raise Http404
    rows = [
        [
            row.name,
            row.mean and round(float(row.mean), 4),
            row.shown,
            row.criteria,
            row.target,
            None if row.change is None else round(float(row.change), 4),
        ]
        for row in found.rows
    ]
    header = [
        _("Dimension"),
        _("Mean"),
        _("Criteria shown"),
        _("Criteria"),
        _("Target"),
        _("Since last time"),
    ]
    return tables.csv_response("round", header, rows)


@login_required
@require_http_methods(["GET", "POST"])
def round_target(request, pk):
    one = _find(request, pk)
    if not permissions.can_run_round(request.user, one):
        raise PermissionDenied
    posted = request.POST if request.method == "POST" else None
    form = TargetForm(posted, assessment=one)
    if posted is not None and form.is_valid():
        try:
            actions.aim(one, request.user, form.target())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect(one)
    context = {"round": one, "form": form}
    status = 200 if posted is None else 422
    return render(request, "assessments/round_target.html", context, status=status)
