from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core import tables
from core.admin import FilteredByWhatShows
from core.admin.bases import NoDelete
from core.exceptions import Refused
from core.views import sent
from members.actions import imports
from members.forms.imports import ColumnsForm, UploadForm
from members.models import Import, ImportRow

_VERBS = {
    "run": imports.run, "pause": imports.pause, "resume": imports.resume,
    "discard": imports.discard,
}  # fmt: skip
_SAMPLE = 3


@admin.register(Import)
class ImportAdmin(NoDelete, FilteredByWhatShows, admin.ModelAdmin):
    """Tables of members and institutions: read, checked, run, and what became of each row."""

    list_display = ["filename", "kind", "state", "total", "by", "created_at"]
    list_filter = ["kind", "state"]
    list_select_related = ["by"]
    change_list_template = "admin/members/import/change_list.html"

    def get_actions(self, request):
        return {}

    def get_urls(self):
        guard = self.admin_site.admin_view
        return [
            path("template-<str:kind>.csv", guard(require_safe(self.template)),
                 name="members_import_template"),
            path("<int:pk>/progress/", guard(require_safe(self.progress)),
                 name="members_import_progress"),
            path("<int:pk>/recap.csv", guard(require_safe(self.recap)),
                 name="members_import_recap"),
            path("<int:pk>/do/<str:verb>/", guard(require_POST(self.do)),
                 name="members_import_do"),
            *super().get_urls(),
        ]  # fmt: skip

    # --- The screens -----------------------------------------------------------------------

    def add_view(self, request, form_url="", extra_context=None):
        """A file is read here; what it would do is on the next page."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        kind = request.GET.get("kind", Import.Kind.MEMBERS)
        if kind not in Import.Kind.values:
            raise Http404
        form = UploadForm(*sent(request), kind=kind)
        if request.method == "POST" and form.is_valid():
            try:
                source = self._read(request, kind, form)
            except Refused as refusal:
                form.add_error("file", str(refusal))
            else:
                return redirect(source)
        context = {
            **self._context(request, _("Import")), "form": form, "kind": kind,
            "columns": imports.KINDS[kind].COLUMNS, "kinds": Import.Kind.choices,
        }  # fmt: skip
        return TemplateResponse(request, "admin/members/import/upload.html", context)

    def _read(self, request, kind, form):
        words = form.cleaned_data
        source = imports.upload(
            words["file"].read(), kind=kind, filename=words["file"].name, by=request.user,
            existing=words["existing"], type=words.get("type"),
            language=words.get("language", "en"),
        )  # fmt: skip
        try:
            imports.check(source)
        except Refused as refusal:
            # A column has to be named first.
            self.message_user(request, str(refusal), messages.WARNING)
        return source

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        source = self.get_object(request, object_id)
        if source is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        form = ColumnsForm(sent(request)[0], source=source)
        if request.method == "POST":
            if not self.has_change_permission(request, source):
                raise PermissionDenied
            if form.is_valid():
                try:
                    imports.check(source, form.columns(), **form.choices())
                except Refused as refusal:
                    form.add_error(None, str(refusal))
                else:
                    return redirect(source)
        return TemplateResponse(
            request, "admin/members/import/change_form.html",
            {**self._context(request, str(source)), **self._progress(request, source),
             **self._rows(request, source), "form": form,
             "sample": [row.cells_list for row in source.rows.all()[:_SAMPLE]]},
        )  # fmt: skip

    def _context(self, request, title):
        return {**self.admin_site.each_context(request), "title": title, "opts": self.opts}

    def _progress(self, request, source):
        return {
            "source": source,
            "counts": imports.counts(source),
            "may_change": self.has_change_permission(request, source),
        }

    def _rows(self, request, source):
        outcome = request.GET.get("outcome", "")
        rows = source.rows.filter(is_done=True)
        if outcome in ImportRow.Outcome.values:
            rows = rows.filter(outcome=outcome)
        page = Paginator(rows, 50).get_page(request.GET.get("p"))
        return {"page": page, "outcome": outcome, "outcomes": ImportRow.Outcome.choices}

    # --- Parts and verbs -------------------------------------------------------------------

    def progress(self, request, pk):
        source = self._viewed(request, pk)
        answer = TemplateResponse(
            request, "admin/members/import/_progress.html", self._progress(request, source)
        )
        if not source.is_at_work:
            # The rows below are there now, too.
            answer["HX-Refresh"] = "true"
        return answer

    def do(self, request, pk, verb):
        if verb not in _VERBS:
            raise Http404
        source = self._viewed(request, pk)
        if not self.has_change_permission(request, source):
            raise PermissionDenied
        try:
            _VERBS[verb](source)
        except Refused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
        if verb == "discard" and not Import.objects.filter(pk=source.pk).exists():
            return redirect("admin:members_import_changelist")
        return redirect(source)

    def recap(self, request, pk):
        source = self._viewed(request, pk)
        header, rows = imports.recap(source)
        return tables.csv_response(f"import-{source.pk}", header, rows)

    def template(self, request, kind):
        if not self.has_view_permission(request) or kind not in Import.Kind.values:
            raise Http404
        text = "\ufeff" + imports.template(kind)
        answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{kind}.csv"'
        return answer

    def _viewed(self, request, pk):
        if not self.has_view_permission(request):
            raise PermissionDenied
        return get_object_or_404(Import.objects.select_related("type", "by"), pk=pk)
