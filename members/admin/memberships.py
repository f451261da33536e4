from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.admin.exporting import Exported
from core.exceptions import Refused
from members.actions import memberships as actions
from members.models import Application, Membership, Policy


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


@admin.register(Membership)
class MembershipAdmin(Exported, admin.ModelAdmin):
    """Memberships begin with an approved application, or here for those that have no form."""

    list_display = ["number", "type", "who", "started_on", "ended_on"]
    list_filter = [IsLive, "type"]
    list_select_related = ["type", "person", "institution"]
    search_fields = [
        "number", "person__first_name", "person__last_name", "institution__folded",
    ]  # fmt: skip
    autocomplete_fields = ["person", "institution"]
    date_hierarchy = "started_on"

    @admin.display(description=_("member"))
    def who(self, membership):
        return membership.institution or membership.person

    def has_delete_permission(self, request, obj=None):
        return False

    def get_fields(self, request, obj=None):
        whole = ["number", "type", "person", "institution", "started_on", "ended_on"]
        return whole if obj else ["type", "person", "institution", "started_on"]

    def get_readonly_fields(self, request, obj=None):
        return ["number", "type", "person", "institution", "started_on"] if obj else []

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Refused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return HttpResponseRedirect(request.path)

    def save_model(self, request, obj, form, change):
        if change:
            actions.set_end(obj, obj.ended_on)
            return
        begun = actions.begin(
            obj.type, person=obj.person, institution=obj.institution, started_on=obj.started_on
        )
        obj.pk, obj.number = begun.pk, begun.number


@admin.register(Policy)
class PolicyAdmin(admin.ModelAdmin):
    """A wording that somebody has agreed to stays as it was: write a new version."""

    list_display = ["version", "published_at"]

    def has_delete_permission(self, request, obj=None):
        return False

    def get_readonly_fields(self, request, obj=None):
        if obj and Application.objects.filter(policy=obj).exists():
            return ["version", "text", "published_at"]
        return []
