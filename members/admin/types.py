from django import forms
from django.contrib import admin
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.admin.bases import NoDelete
from members.forms.labels import labels_form
from members.models import Institution, MembershipType, Question

_ROWS = {
    "labels": forms.TextInput(attrs={"class": "vTextField"}),
    "helps": forms.TextInput(attrs={"class": "vTextField"}),
    "choices_in": forms.Textarea(attrs={"rows": 3, "cols": 40}),
}


class QuestionForm(labels_form(_ROWS)):
    def clean(self):
        data = super().clean()
        wanted = data.get("kind") == Question.Kind.CHOICE
        lines = [line for line in data.get("choices", "").splitlines() if line.strip()]
        if wanted and len(lines) < 2:
            self.add_error("choices", _("Give at least two choices, one a line."))
        if len(lines) != len(set(lines)):
            self.add_error("choices", _("Each choice stands once."))
        for name in (name for column, _code, name in self.parts() if column == "choices_in"):
            theirs = [line for line in data.get(name, "").splitlines() if line.strip()]
            if theirs and len(theirs) != len(lines):
                self.add_error(name, _("As many lines as in English, in the same order."))
        return data


class Questions(admin.StackedInline):
    """What this type asks beyond the rest. What was answered keeps the wording it had."""

    model = Question
    form = QuestionForm
    extra = 0
    formfield_overrides = {
        models.CharField: {"widget": forms.TextInput(attrs={"class": "vLargeTextField"})},
        models.TextField: {"widget": forms.Textarea(attrs={"rows": 4, "cols": 60})},
    }

    def get_fieldsets(self, request, obj=None):
        parts = list(self.form.parts())

        def other(title, wanted):
            names = [name for column, _code, name in parts if column == wanted]
            return (title, {"fields": names, "classes": ["collapse"]})

        return [
            (None, {"fields": [
                "label", "help", "kind", "choices", ("required", "is_active", "order"),
            ]}),
            other(_("The question in other languages"), "labels"),
            other(_("The help in other languages"), "helps"),
            other(_("The choices in other languages"), "choices_in"),
        ]  # fmt: skip


class TypeForm(forms.ModelForm):
    kinds = forms.MultipleChoiceField(
        label=_("Kinds of institution"), choices=Institution.Kind, required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("Which may apply; none ticked: all."),
    )  # fmt: skip


@admin.register(MembershipType)
class MembershipTypeAdmin(NoDelete, admin.ModelAdmin):
    form = TypeForm
    list_display = ["name", "for_institutions", "is_open", "votes_needed", "period", "order"]
    inlines = [Questions]

    def get_list_display(self, request):
        if MembershipType.objects.filter(fee__gt=0).exists():
            return [*self.list_display, "fee"]
        return self.list_display

    def get_readonly_fields(self, request, obj=None):
        return ["slug", "for_institutions"] if obj else []

    def get_fieldsets(self, request, obj=None):
        stands = _("Memberships that stand keep the days they have; a change holds from the next "
                   "renewal, and for new ones.")  # fmt: skip
        kinds = ["kinds"] if obj is None or obj.for_institutions else []
        return [
            (None, {"fields": ["name", "slug", "summary", "for_institutions", "order"]}),
            (_("Applying"), {"fields": [
                "is_open", *kinds, "votes_needed", "assembly_ratifies", "reminder_hours",
            ]}),
            (_("Period and fee"), {"fields": [
                "period", "months", ("ends_day", "ends_month"), "grace_days", "renewal_days",
                "fee",
            ], "description": stands}),
        ]  # fmt: skip
