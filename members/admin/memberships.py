from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.admin.bases import NoDelete
from core.admin.exporting import Exported
from core.admin.finding import FoundInAnyScript
from core.exceptions import Refused
from members.actions import memberships as actions
from members.admin.people import Readable
from members.forms.memberships import ChangeMembershipForm, EnterMembershipForm
from members.models import (
    Application,
    Membership,
    MembershipStep,
    MembershipType,
    NoticeSent,
    Policy,
)


class IsLive(admin.SimpleListFilter):
    title = _("stands")
    parameter_name = "stands"

    def lookups(self, request, model_admin):
        return [("yes", _("today")), ("no", _("ended"))]

    def queryset(self, request, queryset):
        match self.value():
            case "yes":
                return queryset.live()
            case "no":
                return queryset.filter(ended_on__lte=timezone.localdate())
        return queryset


class Steps(Readable):
    model = MembershipStep
    fields = ["at", "verb", "actor", "before", "after", "until", "reason"]
    show_change_link = False

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("actor")


class Notices(Readable):
    model = NoticeSent
    fields = ["at", "notice", "day", "letter"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("notice", "letter")


@admin.register(Membership)
class MembershipAdmin(NoDelete, Exported, FoundInAnyScript):
    """Memberships begin with an approved application, or here for those that have no form."""

    personal = True
    list_display = ["number", "who", "type", "state", "last_day"]
    list_filter = [IsLive, "state", "type"]
    also_exported = ["started_on", "until", "renewed_on", "ended_on", "ending"]
    list_select_related = ["type", "person", "institution"]
    folded_in = ("person__folded", "institution__folded")
    search_fields = [
        "number", "person__first_name", "person__last_name", "institution__folded",
    ]  # fmt: skip
    autocomplete_fields = ["person", "institution"]
    date_hierarchy = "started_on"

    @admin.display(description=_("member"))
    def who(self, membership):
        return membership.institution or membership.person

    @admin.display(description=_("until"), ordering="until")
    def last_day(self, membership):
        return membership.last_day

    def get_list_display(self, request):
        if MembershipType.objects.filter(fee__gt=0).exists():
            return [*self.list_display, "paid_on"]
        return self.list_display

    def has_change_permission(self, request, obj=None):
        # Another member of the committee looks after one's own.
        if obj and obj.person_id == request.user.pk:
            return False
        return super().has_change_permission(request, obj)

    def get_form(self, request, obj=None, **kwargs):
        kwargs["form"] = ChangeMembershipForm if obj else EnterMembershipForm
        form = super().get_form(request, obj, **kwargs)
        form.actor = request.user
        return form

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return [(None, {"fields": ["type", "person", "institution", "started_on"]})]
        facts = ["number", "type", "person", "institution", "state", "started_on", "renewed_on"]
        if obj.ending:
            facts.append("ending")
        dates = ["until", "ended_on"]
        if self.has_change_permission(request, obj):
            dates.append("reason")
        parts = [(None, {"fields": facts}), (_("How long it counts"), {"fields": dates})]
        if obj.type.fee:
            parts.insert(1, (_("Fee"), {"fields": ["paid_on"]}))
        return parts

    def get_readonly_fields(self, request, obj=None):
        return [
            "number", "type", "person", "institution", "state", "started_on", "renewed_on",
            "ending",
        ] if obj else []  # fmt: skip

    def get_inlines(self, request, obj):
        return [Steps, Notices] if obj else []

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Refused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return HttpResponseRedirect(request.path)

    def save_model(self, request, obj, form, change):
        actor = request.user
        if not change:
            begun = actions.begin(
                obj.type, person=obj.person, institution=obj.institution,
                started_on=obj.started_on, actor=actor,
            )  # fmt: skip
            obj.pk, obj.number = begun.pk, begun.number
            return
        reason = form.cleaned_data.get("reason", "")
        if "until" in form.changed_data:
            actions.set_until(obj, actor, obj.until, reason)
        if "ended_on" in form.changed_data:
            if obj.ended_on:
                actions.dismiss(obj, actor, reason, obj.ended_on)
            else:
                actions.reinstate(obj, actor, reason)
        if "paid_on" in form.changed_data:
            actions.record_payment(obj, actor, obj.paid_on)


@admin.register(Policy)
class PolicyAdmin(NoDelete, admin.ModelAdmin):
    """A wording that somebody has agreed to stays as it was: write a new version."""

    list_display = ["version", "published_at"]

    def get_readonly_fields(self, request, obj=None):
        if obj and Application.objects.filter(policy=obj).exists():
            return ["version", "text", "published_at"]
        return []
