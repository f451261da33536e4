from django.contrib import admin
from django.contrib.admin.utils import label_for_field, lookup_field
from django.contrib.admin.views.main import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db.models import Manager, Model
from django.shortcuts import redirect
from django.urls import path
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from core import audit, tables

_CHUNK = 1000


class Exported:
    """A desk whose list can be taken along as CSV or XLSX: as filtered and searched, or chosen.

    The columns are those that the list shows, and `also_exported`, which the page of a row shows.
    """

    also_exported = ()
    change_list_template = "admin/exported_change_list.html"

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_export"
        guarded = self.admin_site.admin_view(require_safe(self.export_list))
        return [path("export.<str:kind>", guarded, name=name), *super().get_urls()]

    def has_export_permission(self, request):
        return request.user.has_perm(f"{self.opts.app_label}.view_{self.opts.model_name}")

    def get_actions(self, request):
        actions = super().get_actions(request)
        # Everything else of these desks is done on the page of a row.
        return {
            name: action for name, action in actions.items()
            if name in {"export_csv", "export_xlsx", *(self.actions or ())}
        }  # fmt: skip

    def _get_base_actions(self):
        own = [self.get_action(name) for name in ("export_csv", "export_xlsx")]
        return [*super()._get_base_actions(), *own]

    @admin.action(description=_("Export as CSV"), permissions=["export"])
    def export_csv(self, request, queryset):
        return self._table(request, "csv", queryset)

    @admin.action(description=_("Export as XLSX"), permissions=["export"])
    def export_xlsx(self, request, queryset):
        return self._table(request, "xlsx", queryset)

    def export_list(self, request, kind):
        """All that the list would show, by the filters and the search in the address."""
        if kind not in {"csv", "xlsx"} or not self.has_export_permission(request):
            raise PermissionDenied
        try:
            shown = self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters:
            return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        return self._table(request, kind, shown)

    def changelist_view(self, request, extra_context=None):
        context = {"may_export": self.has_export_permission(request), **(extra_context or {})}
        return super().changelist_view(request, context)

    def _table(self, request, kind, queryset):
        names = [*self.get_list_display(request), *self.also_exported]
        header = [capfirst(label_for_field(name, self.model, self)) for name in names]
        related = self.get_list_select_related(request)
        if isinstance(related, (list, tuple)):
            queryset = queryset.select_related(*related)
        said = {"rows": queryset.count(), "columns": names}
        if asked := request.GET.urlencode():
            said["asked"] = asked
        audit.record("export", self.opts.label_lower, after=said)
        rows = (
            [self._cell(name, thing) for name in names]
            for thing in queryset.iterator(chunk_size=_CHUNK)
        )
        return tables.response(kind, self.opts.model_name, header, rows)

    def _cell(self, name: str, thing: Model):
        field, _attribute, value = lookup_field(name, thing, self)
        if field is not None and field.flatchoices:
            return str(dict(field.flatchoices).get(value, value))
        if isinstance(value, Manager):
            return ", ".join(str(one) for one in value.all())
        if isinstance(value, bool):
            return gettext("yes") if value else gettext("no")
        if isinstance(value, Model):
            return str(value)
        if isinstance(value, SafeString):
            return strip_tags(value)
        return value if value is None or not isinstance(value, (list, dict)) else str(value)
