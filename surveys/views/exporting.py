from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from core import tables, uploads
from core.exceptions import Refused
from core.limits import limited
from surveys import exports
from surveys.actions import exporting
from surveys.models import Survey, TableExport
from surveys.permissions import can_edit, can_export

_MEDIA_TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": tables.XLSX}


def _to_export(request, slug: str, what: str) -> Survey:
    survey = get_object_or_404(Survey.objects.visible_to(request.user), slug=slug)
    if not can_edit(request.user, survey):
        raise PermissionDenied
    if not can_export(request.user, survey, what):
        raise Http404
    return survey


@login_required
@require_safe
def survey_export(request, slug, what, kind):
    """A table at once; a large one by the page on which it is prepared."""
    survey = _to_export(request, slug, what)
    if exports.is_large(survey, what):
        return redirect("surveys:prepare", slug, what, kind)
    exporting.record(survey, what, kind)
    header, rows = exports.table(survey, what)
    return tables.response(kind, f"{survey.slug}-{what}", header, rows)


@login_required
@require_http_methods(["GET", "POST"])
@limited("survey-export", 60, 3600)
def survey_prepare(request, slug, what, kind):
    """How far a large table is. It can be left, and come back to."""
    survey = _to_export(request, slug, what)
    if request.method == "POST":
        try:
            exporting.ask(survey, request.user, what, kind)
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("surveys:prepare", slug, what, kind)
    mine = TableExport.objects.visible_to(request.user)
    context = {
        "survey": survey,
        "what": what,
        "kind": kind,
        "export": mine.filter(survey=survey, what=what, kind=kind).first(),
    }
    template = "surveys/export.html"
    return render(request, f"{template}#table" if request.htmx else template, context)


@login_required
@require_safe
def survey_prepared(request, slug, token):
    """The finished table, for who asked for it and may still see it."""
    mine = TableExport.objects.visible_to(request.user).exclude(ready_at=None)
    export = get_object_or_404(mine.select_related("survey"), token=token, survey__slug=slug)
    _to_export(request, slug, export.what)
    return uploads.attachment(export.file, name=export.name, media_type=_MEDIA_TYPES[export.kind])
