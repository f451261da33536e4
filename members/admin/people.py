from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext_lazy as _

from core import roles
from core.admin import FilteredByWhatShows
from core.admin.bases import NoAddOrDelete, ReadOnly
from core.admin.exporting import Exported
from core.admin.finding import FoundInAnyScript
from core.exceptions import Refused
from members.actions import memberships, powers
from members.admin.translating import OpenToTranslators
from members.forms.labels import labels_form
from members.models import Expertise, Membership, Position, User


class Readable(ReadOnly, admin.TabularInline):
    """Something to look at beside a person; it is changed on its own page."""

    extra = 0
    can_delete = False
    show_change_link = True


class PositionForm(forms.ModelForm):
    class Meta:
        labels = {"institution": _("Institution"), "centre": _("Centre")}


class Positions(Readable):
    model = Position
    form = PositionForm
    fields = ["role", "institution", "centre", "started_on", "ended_on"]


class Memberships(Readable):
    model = Membership
    fields = ["number", "type", "started_on", "ended_on"]


class PersonForm(forms.ModelForm):
    class Meta:
        help_texts = {"groups": _("Whoever is in a group works at the desk.")}

    def clean(self):
        data = super().clean()
        groups = data.get("groups") or []
        if data.get("is_active") and any(group.name == roles.COMMITTEE for group in groups):
            try:
                powers.refuse_a_seat_too_many(self.instance)
            except Refused as refusal:
                self.add_error("groups", str(refusal))
        return data


@admin.register(User)
class UserAdmin(NoAddOrDelete, Exported, FilteredByWhatShows, FoundInAnyScript):
    """People with an account.

    The committee corrects what a person says of themselves. Powers are given by administrators,
    passwords and addresses are changed by their owner alone, and what somebody shows is theirs.
    Closing an account reaches every app; its owner does it, under "own data".
    """

    form = PersonForm
    personal = True
    change_list_template = "admin/members/user/change_list.html"
    also_exported = ["handle", "role", "language"]
    list_display = [
        "name", "email", "is_member", "institution", "country", "is_staff", "date_joined",
    ]  # fmt: skip
    list_filter = [
        "is_member", "is_staff", "is_active", "groups",
        ("country", admin.RelatedOnlyFieldListFilter),
    ]  # fmt: skip
    list_select_related = ["institution", "country"]
    folded_in = ("folded",)
    search_fields = ["first_name", "last_name", "handle", "email", "folded"]
    autocomplete_fields = ["institution", "country"]
    inlines = [Memberships, Positions]
    readonly_fields = [
        "email", "is_member", "listed_for", "date_joined", "last_login", "is_staff",
        "is_superuser",
    ]  # fmt: skip
    filter_horizontal = ["groups"]
    show_full_result_count = False

    def has_change_permission(self, request, obj=None):
        if obj and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def get_fieldsets(self, request, obj=None):
        return [
            (None, {"fields": [("first_name", "last_name"), "handle", "email", "is_member"]}),
            (_("In the directory"),
             {"fields": ["headline", "role", "institution", "country", "listed_for"]}),
            (_("Account"), {"fields": ["language", "date_joined", "last_login"]}),
            (_("Permissions"), {"fields": ["is_active", "is_staff", "is_superuser", "groups"]}),
        ]  # fmt: skip

    def get_readonly_fields(self, request, obj=None):
        if request.user.is_superuser:
            return self.readonly_fields
        return [*self.readonly_fields, "is_active", "groups"]

    def get_urls(self):
        reset = self.admin_site.admin_view(self.second_factor_reset)
        return [
            path("<path:object_id>/second-factor/", reset, name="members_user_second_factor"),
            *super().get_urls(),
        ]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        may_reset = request.user.is_superuser and Authenticator.objects.filter(
            user_id=object_id if str(object_id).isdigit() else None
        ).exists()  # fmt: skip
        try:
            return super().changeform_view(
                request, object_id, form_url, {**(extra_context or {}), "may_reset": may_reset}
            )
        except Refused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return HttpResponseRedirect(request.path)

    def save_model(self, request, obj, form, change):
        memberships.refile(obj)

    def save_related(self, request, form, formsets, change):
        groups = form.cleaned_data.pop("groups", None)
        super().save_related(request, form, formsets, change)
        if groups is not None:
            powers.give(form.instance, groups)

    def second_factor_reset(self, request, object_id):
        """Take a lost second factor away: asked first, done by administrators alone."""
        if not request.user.is_superuser:
            raise PermissionDenied
        person = get_object_or_404(User, pk=object_id if object_id.isdigit() else None)
        if request.method != "POST":
            context = {
                **self.admin_site.each_context(request), "opts": self.opts, "person": person,
                "title": _("Remove the second factor"),
            }  # fmt: skip
            return render(request, "admin/members/user/second_factor.html", context)
        try:
            powers.reset_second_factor(person)
        except Refused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
        else:
            done = _("%(name)s is signed out, without a second factor, and told by e-mail.")
            self.message_user(request, done % {"name": person.name})
        return redirect("admin:members_user_change", person.pk)


@admin.register(Expertise)
class ExpertiseAdmin(OpenToTranslators, admin.ModelAdmin):
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
