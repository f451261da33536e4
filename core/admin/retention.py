"""What is kept for how long, and what was forgotten when."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from core import retention
from core.models import RetentionRun, RetentionTerm

from .bases import NoAddOrDelete, ReadOnlyAdmin


def _kind(name):
    return next((kind for kind in retention.kinds() if kind.name == name), None)


def _label(name: str) -> str:
    kind = _kind(name)
    return str(kind.label) if kind else name


class TermForm(forms.ModelForm):
    def clean_days(self):
        days, kind = self.cleaned_data["days"], _kind(self.instance.name)
        if kind and not kind.least <= days <= kind.most:
            raise ValidationError(
                _("Between %(least)d and %(most)d days.")
                % {"least": kind.least, "most": kind.most}
            )
        return days


@admin.register(RetentionTerm)
class RetentionTermAdmin(NoAddOrDelete, admin.ModelAdmin):
    """For how long each kind of data is kept. People read the same list under “My data”."""

    form = TermForm
    list_display = ["kind", "days", "bounds", "last_time"]
    fields = ["kind", "days", "bounds"]
    readonly_fields = ["kind", "bounds"]
    actions = None

    def get_queryset(self, request):
        last = RetentionRun.objects.filter(name=OuterRef("name"), dry=False).order_by("-at")
        known = [kind.name for kind in retention.kinds()]
        return (
            super()
            .get_queryset(request)
            .filter(name__in=known)
            .annotate(
                went=Subquery(last.values("number")[:1]),
                failed=Subquery(last.values("failure")[:1]),
            )
        )

    @admin.display(description=_("kind of data"))
    def kind(self, term):
        return _label(term.name)

    @admin.display(description=_("may be chosen"))
    def bounds(self, term):
        kind = _kind(term.name)
        if kind.least == kind.most:
            return _("fixed")
        return _("%(least)d to %(most)d days") % {"least": kind.least, "most": kind.most}

    @admin.display(description=_("last night"))
    def last_time(self, term):
        return term.failed or (term.went if term.went is not None else "–")


class KindOfData(admin.SimpleListFilter):
    title = _("kind of data")
    parameter_name = "of"

    def lookups(self, request, model_admin):
        return [(kind.name, kind.label) for kind in retention.kinds()]

    def queryset(self, request, queryset):
        return queryset.filter(name=self.value()) if self.value() else queryset


@admin.register(RetentionRun)
class RetentionRunAdmin(ReadOnlyAdmin):
    """How much was forgotten, night by night."""

    list_display = ["at", "kind", "days", "number", "dry", "failure"]
    list_filter = [KindOfData, "dry"]
    date_hierarchy = "at"
    show_full_result_count = False
    actions = None

    @admin.display(description=_("kind of data"))
    def kind(self, run):
        return _label(run.name)
