from django import forms
from django.contrib import admin
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from core.admin import FilteredByWhatShows
from members.actions import memberships
from members.forms.labels import labels_form
from members.models import Expertise, Membership, Position, User


class Readable(admin.TabularInline):
    """Something to look at beside a person; it is changed on its own page."""

    extra = 0
    can_delete = False
    show_change_link = True

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


class Positions(Readable):
    model = Position
    fields = ["role", "institution", "centre", "started_on", "ended_on"]


class Memberships(Readable):
    model = Membership
    fields = ["number", "type", "started_on", "ended_on"]


@admin.register(User)
class UserAdmin(FilteredByWhatShows, admin.ModelAdmin):
    """People with an account.

    The committee corrects what a person says of themselves. Powers are given by administrators,
    passwords and addresses are changed by their owner alone, and what somebody shows is theirs.
    """

    list_display = [
        "name", "email", "is_member", "institution", "country", "is_staff", "date_joined",
    ]  # fmt: skip
    list_filter = [
        "is_member", "is_staff", "is_active", "groups",
        ("country", admin.RelatedOnlyFieldListFilter),
    ]  # fmt: skip
    list_select_related = ["institution", "country"]
    search_fields = ["first_name", "last_name", "handle", "email", "folded"]
    autocomplete_fields = ["institution", "country"]
    inlines = [Memberships, Positions]
    readonly_fields = [
        "email", "is_member", "listed_for", "date_joined", "last_login", "is_superuser",
    ]  # fmt: skip
    filter_horizontal = ["groups"]
    show_full_result_count = False

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        # Closing an account reaches every app; its owner does it, under "own data".
        return False

    def has_change_permission(self, request, obj=None):
        if obj and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def get_actions(self, request):
        return {}

    def get_fieldsets(self, request, obj=None):
        return [
            (None, {"fields": [("first_name", "last_name"), "handle", "email", "is_member"]}),
            (_("In the directory"),
             {"fields": ["headline", "role", "institution", "country", "listed_for"]}),
            (_("Account"), {"fields": ["language", "date_joined", "last_login"]}),
            (_("Powers"), {"fields": ["is_active", "is_staff", "is_superuser", "groups"]}),
        ]  # fmt: skip

    def get_readonly_fields(self, request, obj=None):
        if request.user.is_superuser:
            return self.readonly_fields
        return [*self.readonly_fields, "is_active", "is_staff", "groups"]

    def save_model(self, request, obj, form, change):
        memberships.refile(obj)


@admin.register(Expertise)
class ExpertiseAdmin(admin.ModelAdmin):
    """The fields that people choose from; one identity, a label in each language."""

    form = labels_form({"labels": forms.TextInput})
    list_display = ["name", "people_count"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}

    def get_fieldsets(self, request, obj=None):
        labels = [name for _column, _code, name in self.form.parts()]
        return [(None, {"fields": ["name", "slug"]}), (_("Labels"), {"fields": labels})]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(number=Count("people"))

    @admin.display(description=_("people"), ordering="number")
    def people_count(self, tag):
        return tag.number
