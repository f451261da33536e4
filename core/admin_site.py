"""The desk at /admin/: every change made there is written into the log, whatever the desk does.

`Desk` puts `Recorded` in front of every desk that is registered, so that none can forget it.
"""

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _

from . import audit

# What an action may be compared for, row by row.
_MOST = 500


# Each word is a condition of its own: two thousand kept PostgreSQL busy for two minutes.
_MOST_WORDS = 8


class Recorded:
    """In front of a desk: before and after of everything that is saved, added or deleted there.

    `personal = True` on a desk writes down who looks at one of its rows, too.
    """

    def get_search_results(self, request, queryset, search_term):
        words = " ".join(search_term.split()[:_MOST_WORDS])
        return super().get_search_results(request, queryset, words)

    def save_form(self, request, form, change):
        if change:
            # The form has set its values on the instance; the row still holds what was.
            row = audit.fresh(form.instance)
            _before(request)[_key(form.instance)] = audit.snapshot(row) if row else {}
        return super().save_form(request, form, change)

    def save_formset(self, request, form, formset, change):
        rows = {
            one.instance.pk: one.instance for one in formset.initial_forms if one.has_changed()
        }
        before = {
            pk: audit.snapshot(row)
            for pk, instance in rows.items()
            if (row := audit.fresh(instance))
        }
        marked = [one.instance for one in getattr(formset, "deleted_forms", [])]
        gone = [row for one in marked if one.pk and (row := audit.fresh(one))]
        super().save_formset(request, form, formset, change)
        for one in getattr(formset, "new_objects", []):
            audit.record("add", one, after=audit.snapshot(one))
        for one, _fields in getattr(formset, "changed_objects", []):
            _record_change(one, before.get(one.pk, {}))
        for row in gone:
            if audit.fresh(row) is None:
                audit.record("delete", row, before=before.get(row.pk) or audit.snapshot(row))

    def log_addition(self, request, obj, message):
        row = audit.fresh(obj)
        if row and not audit.was_told(row, set()):
            audit.record("add", row, after=audit.snapshot(row))

    def log_change(self, request, obj, message):
        before = _before(request).pop(_key(obj), None)
        if before is not None:
            _record_change(obj, before)

    def log_deletions(self, request, queryset):
        for one in queryset:
            audit.record("delete", one, before=audit.snapshot(one))

    def response_action(self, request, queryset):
        """An action is one call to a verb, which may save its rows in any way."""
        chosen = queryset
        if request.POST.get("select_across") != "1":
            chosen = queryset.filter(pk__in=request.POST.getlist(ACTION_CHECKBOX_NAME))
        before = {one.pk: (one, audit.snapshot(one)) for one in chosen[:_MOST]}
        answer = super().response_action(request, queryset)
        rows = self.model._base_manager.in_bulk(list(before))
        for pk, (_one, values) in before.items():
            if pk in rows:
                _record_change(rows[pk], values)
        return answer

    def change_view(self, request, object_id, form_url="", extra_context=None):
        answer = super().change_view(request, object_id, form_url, extra_context)
        personal = getattr(self, "personal", False)
        if personal and request.method == "GET" and answer.status_code == 200:
            thing = self.get_object(request, unquote(object_id))
            if thing is not None:
                audit.look(thing)
        return answer

    def history_view(self, request, object_id, extra_context=None):
        from .admin.log import entries_in_words

        thing = self.get_object(request, unquote(object_id))
        if thing is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, thing):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": _("History of %(thing)s") % {"thing": thing},
            "opts": self.opts,
            "object": thing,
            "entries": entries_in_words(audit.about(thing).exclude(verb="look")[:200]),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/object_history.html", context)


def _before(request) -> dict:
    if not hasattr(request, "audit_before"):
        request.audit_before = {}
    return request.audit_before


def _key(thing) -> tuple:
    return thing._meta.label_lower, thing.pk


def _record_change(thing, before: dict) -> None:
    row = audit.fresh(thing)
    if row is None:
        return
    after = audit.snapshot(row)
    changed = {name for name in after if before.get(name) != after[name]}
    if changed and not audit.was_told(row, changed):
        audit.record("change", row, before=before, after=after)


class Desk(admin.AdminSite):
    def get_urls(self):
        def health(request):
            from .admin.health import health_page

            return health_page(request, self)

        return [path("health/", self.admin_view(health), name="health"), *super().get_urls()]

    def register(self, model_or_iterable, admin_class=None, **options):
        desk = admin_class or admin.ModelAdmin
        recorded = type(desk.__name__, (Recorded, desk), {"__module__": desk.__module__})
        super().register(model_or_iterable, recorded, **options)
