from django import forms
from django.contrib import admin
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from core import uploads
from core.admin.bases import NoAddOrDelete, NoDelete
from core.admin.exporting import Exported
from core.admin.finding import FoundInAnyScript
from members.actions import institutions as actions
from members.actions import positions
from members.admin.translating import OpenToTranslators, RowsOfNames
from members.forms.labels import labels_form
from members.models import (
    Centre,
    Country,
    Institution,
    InstitutionDomain,
    InstitutionName,
    Position,
)


class OtherNames(RowsOfNames, admin.TabularInline):
    model = InstitutionName
    extra = 1


class Domains(admin.TabularInline):
    model = InstitutionDomain
    extra = 0
    fields = ["domain", "is_confirmed"]


class Centres(NoAddOrDelete, admin.TabularInline):
    """Which there are; each is looked after on a page of its own."""

    model = Centre
    extra = 0
    fields = readonly_fields = ["name", "stage", "founded"]
    show_change_link = True


class HasRepresentative(admin.SimpleListFilter):
    title = _("representative")
    parameter_name = "representative"

    def lookups(self, request, model_admin):
        return [("none", _("a member without one"))]

    def queryset(self, request, queryset):
        return queryset.without_representative() if self.value() == "none" else queryset


class InstitutionForm(forms.ModelForm):
    logo = uploads.PhotoField(
        label=_("logo"), required=False, longest=800, widget=admin.widgets.AdminFileWidget
    )


class HasDomains(admin.SimpleListFilter):
    title = _("e-mail domains")
    parameter_name = "domains"

    def lookups(self, request, model_admin):
        return [("waiting", _("to be confirmed"))]

    def queryset(self, request, queryset):
        if self.value() != "waiting":
            return queryset
        return queryset.filter(domains__is_confirmed=False).distinct()


@admin.register(Institution)
class InstitutionAdmin(NoDelete, Exported, OpenToTranslators, FoundInAnyScript):
    """The register. An entry shows to everybody once it is confirmed."""

    form = InstitutionForm
    change_list_template = "admin/members/institution/change_list.html"
    also_exported = ["website", "ror", "erasmus_code", "pic"]
    list_display = ["name", "acronym", "country", "city", "kind", "is_confirmed", "is_member"]
    list_filter = [
        "is_confirmed", "is_member", HasRepresentative, HasDomains, "kind",
        ("country", admin.RelatedOnlyFieldListFilter),
    ]  # fmt: skip
    list_select_related = ["country"]
    folded_in = ("folded",)
    search_fields = ["name", "acronym", "folded", "names__name"]
    autocomplete_fields = ["country"]
    prepopulated_fields = {"slug": ["name"]}
    readonly_fields = ["is_member", "created_at"]
    fields = [
        ("name", "acronym"), "slug", "kind", ("country", "city"),
        ("latitude", "longitude"), "website", ("ror", "erasmus_code", "pic"), "description",
        "logo", "staff_cap", "is_confirmed", "is_member", "created_at",
    ]  # fmt: skip
    inlines = [OtherNames, Domains, Centres]

    def save_model(self, request, obj, form, change):
        before = Institution.objects.filter(pk=obj.pk).first()
        super().save_model(request, obj, form, change)
        if before:
            actions.drop_logo(before, obj)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        actions.refile(form.instance)


@admin.register(Country)
class CountryAdmin(OpenToTranslators, admin.ModelAdmin):
    """The one place for a country's name and its footnote; every page takes them from here."""

    form = labels_form({"labels": forms.TextInput, "footnotes": forms.Textarea(attrs={"rows": 2})})
    list_display = ["code", "name", "footnote", "institutions_count"]
    list_display_links = ["name"]
    search_fields = ["name", "code"]

    def get_fieldsets(self, request, obj=None):
        parts = list(self.form.parts())
        return [
            (None, {"fields": ["code", "name", "footnote"]}),
            (_("Names in other languages"),
             {"fields": [name for column, _code, name in parts if column == "labels"]}),
            (_("The footnote in other languages"),
             {"fields": [name for column, _code, name in parts if column == "footnotes"]}),
        ]  # fmt: skip

    def get_readonly_fields(self, request, obj=None):
        closed = super().get_readonly_fields(request, obj)
        return [*closed, "code"] if obj and "code" not in closed else closed

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(number=Count("institutions"))

    @admin.display(description=_("institutions"), ordering="number")
    def institutions_count(self, country):
        return country.number


@admin.register(Position)
class PositionAdmin(NoDelete, Exported, FoundInAnyScript):
    """Who holds which office, from when to when. What was is kept: set an end, delete nothing."""

    list_display = ["person", "role", "institution", "centre", "started_on", "ended_on"]
    list_filter = ["role", ("institution__country", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["person", "institution", "centre"]
    folded_in = ("person__folded", "institution__folded")
    search_fields = ["person__first_name", "person__last_name", "institution__folded"]
    autocomplete_fields = ["person", "institution", "centre"]

    def get_readonly_fields(self, request, obj=None):
        return ["person", "institution", "role"] if obj else []

    def save_model(self, request, obj, form, change):
        positions.correct(obj)
