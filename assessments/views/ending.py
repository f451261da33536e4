"""After the end: the target, who may look, paper and table, and deleting."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments import papers, permissions, report
from assessments.actions import answering as actions
from assessments.forms import ShareForm, TargetForm
from core import tables
from core.exceptions import Refused
from core.views import try_verb

from .finding import (
    answerer,
    link_to,
    links_of,
    refuse_who_may_not_edit,
    with_assessment,
)


@require_http_methods(["GET", "POST"])
@with_assessment
def target(request, assessment):
    refuse_who_may_not_edit(request, assessment)
    posted = request.POST if request.method == "POST" else None
    form = TargetForm(posted, assessment=assessment)
    if posted is not None and form.is_valid():
        by = answerer(request, assessment)
        if try_verb(request, _("Saved."), actions.aim, assessment, by, form.target()):
            return redirect(link_to(assessment, "detail"))
    context = {"assessment": assessment, "form": form, "links": links_of(assessment)}
    status = 200 if posted is None else 422
    return render(request, "assessments/target.html", context, status=status)


@require_http_methods(["GET", "POST"])
@with_assessment
def share(request, assessment):
    refuse_who_may_not_edit(request, assessment)
    if not assessment.is_finished:
        return redirect(link_to(assessment, "detail"))
    posted = request.POST if request.method == "POST" else None
    form = ShareForm(
        posted,
        centres=actions.own_centres(assessment),
        initial={
            "centre": assessment.shared_centre_id,
            "with_committee": assessment.is_shared_with_committee,
            "in_figures": assessment.counted_since is not None,
        },
    )
    if posted is not None and form.is_valid():
        data = form.cleaned_data
        try:
            actions.share(
                assessment,
                request.user,
                centre=data.get("centre"),
                with_committee=data["with_committee"],
                in_figures=data["in_figures"],
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect(link_to(assessment, "detail"))
    context = {"assessment": assessment, "form": form, "links": links_of(assessment)}
    status = 200 if posted is None else 422
    return render(request, "assessments/share.html", context, status=status)


@require_http_methods(["GET", "POST"])
@with_assessment
def discard(request, assessment):
    refuse_who_may_not_edit(request, assessment)
    if request.method == "POST":
        guide, by = assessment.guide, answerer(request, assessment)
        if try_verb(request, _("It is deleted."), actions.discard, assessment, by):
            return redirect(guide)
        return redirect(link_to(assessment, "detail"))
    context = {"assessment": assessment, "links": links_of(assessment)}
    return render(request, "assessments/discard.html", context)


def _finished_report(request, assessment):
    if not assessment.is_finished:
        raise Http404
    is_circle = permissions.can_answer(request.user, assessment)
    return report.of(assessment, request.user, is_circle=is_circle)


@require_safe
@with_assessment
def paper(request, assessment):
    found = _finished_report(request, assessment)
    return papers.draw(found).response(f"{assessment.guide.slug}.pdf")


@require_safe
@with_assessment
def table(request, assessment):
    """A line a criterion, with what its dimension comes to."""
    found = _finished_report(request, assessment)
    rows = [
        [row.number, row.name, row.mean and round(float(row.mean), 4), row.target, *one]
        for row, (_name, answers) in zip(found.rows, found.answers, strict=True)
        for one in answers
    ]
    header = [
        _("Number"),
        _("Dimension"),
        _("Mean"),
        _("Target"),
        _("Criterion"),
        _("Level"),
        _("What it looks like"),
        _("Evidence"),
    ]
    return tables.csv_response(assessment.guide.slug, header, rows)
