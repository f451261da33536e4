from django import forms
from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from core.admin.bases import NoDelete, ReadOnly
from core.admin.exporting import Exported
from core.admin.finding import FoundInAnyScript
from members.actions import centres as actions
from members.admin.translating import OpenToTranslators, RowsOfNames
from members.forms.labels import labels_form
from members.models import (
    Centre,
    CentreMandate,
    CentreName,
    CentreStage,
    Service,
    TargetGroup,
)


class OtherNames(RowsOfNames, admin.TabularInline):
    model = CentreName
    extra = 1


class _Shown(ReadOnly):
    """Rows to read."""

    extra = 0
    can_delete = False


class Stages(_Shown, admin.TabularInline):
    model = CentreStage
    fields = readonly_fields = ["stage", "since_words", "evidence", "entered_by", "entered_at"]

    @admin.display(description=_("from"))
    def since_words(self, entry):
        return entry.since_words or _("not known")


class Mandate(_Shown, admin.TabularInline):
    model = CentreMandate
    fields = readonly_fields = ["document", "size", "scan", "audience", "uploader", "uploaded_at"]

    @admin.display(description=_("document"))
    def document(self, mandate):
        href = reverse("members:centre_mandate", args=[mandate.centre.slug])
        return format_html('<a href="{}">{}</a>', href, mandate.name)


@admin.register(Centre)
class CentreAdmin(NoDelete, Exported, OpenToTranslators, FoundInAnyScript):
    """Centres. Stages and the mandate have a history; they change by their forms on the site."""

    also_exported = ["website"]
    list_display = ["name", "acronym", "institution", "stage", "founded"]
    list_filter = [
        "stage", ("institution__country", admin.RelatedOnlyFieldListFilter), "services",
        "target_groups",
    ]  # fmt: skip
    list_select_related = ["institution"]
    folded_in = ("folded", "institution__folded")
    search_fields = ["name", "folded", "institution__folded"]
    autocomplete_fields = ["institution", "services", "target_groups"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [OtherNames, Stages, Mandate]
    fields = [
        ("name", "acronym"), "slug", "institution", "stage", "on_the_site", ("founded", "place"),
        "staff_count", "description", "services", "target_groups", "languages", "opening_hours",
        ("email", "phone"), "postal_address", "website",
    ]  # fmt: skip

    def get_readonly_fields(self, request, obj=None):
        closed = [*super().get_readonly_fields(request, obj), "on_the_site"]
        return [*closed, "stage"] if obj else closed

    @admin.display(description=_("on the site"))
    def on_the_site(self, centre):
        if not centre.pk:
            return ""
        ways = [("centre", _("Page")), ("centre_stage", _("Change the stage")),
                ("centre_mandate_edit", _("Mandate"))]  # fmt: skip
        links = [(reverse(f"members:{name}", args=[centre.slug]), text) for name, text in ways]
        return format_html(" · ".join(['<a href="{}">{}</a>'] * len(links)),
                           *(part for link in links for part in link))  # fmt: skip

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if not change:
            CentreStage.objects.create(
                centre=form.instance, stage=form.instance.stage, entered_by=request.user
            )
        actions.refile(form.instance)


class TermAdmin(OpenToTranslators, admin.ModelAdmin):
    """A vocabulary: what is not used any more can go, what is used keeps its identity."""

    form = labels_form({"labels": forms.TextInput})
    list_display = ["name", "slug", "order"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}

    def get_fieldsets(self, request, obj=None):
        names = [name for _column, _code, name in self.form.parts()]
        return [
            (None, {"fields": ["name", "slug", "order"]}),
            (_("Names in other languages"), {"fields": names}),
        ]  # fmt: skip


admin.site.register(Service, TermAdmin)
admin.site.register(TargetGroup, TermAdmin)
