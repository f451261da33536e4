from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from core import audit
from core.admin.bases import NoAddOrDelete
from members.forms.labels import labels_form
from members.models import SignupDoor


@admin.register(SignupDoor)
class SignupDoorAdmin(NoAddOrDelete, admin.ModelAdmin):
    """One row: who may make an account today."""

    form = labels_form({"sentences": forms.TextInput(attrs={"class": "vTextField"})})
    list_display = ["state", "sentence", "changed_at"]
    readonly_fields = ["changed_at"]

    def get_fieldsets(self, request, obj=None):
        parts = [name for _column, _code, name in self.form.parts()]
        return [
            (None, {"fields": ["state", "sentence", "changed_at"]}),
            (_("The sentence in other languages"), {"fields": parts, "classes": ["collapse"]}),
        ]

    def changelist_view(self, request, extra_context=None):
        SignupDoor.objects.get_or_create(pk=1)
        return super().changelist_view(request, extra_context)

    def save_model(self, request, obj, form, change):
        before = audit.snapshot(audit.fresh(obj))
        super().save_model(request, obj, form, change)
        audit.record("door", obj, before=before, after=audit.snapshot(obj))
