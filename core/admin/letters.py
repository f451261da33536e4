from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core import mail
from core.models import Letter

from .bases import ReadOnlyAdmin
from .filters import FilteredByWhatShows


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("waiting", _("waiting")), ("sent", _("sent")), ("failed", _("failed"))]

    def queryset(self, request, queryset):
        match self.value():
            case "waiting":
                return queryset.filter(sent_at=None, failed_at=None)
            case "sent":
                return queryset.exclude(sent_at=None)
            case "failed":
                return queryset.exclude(failed_at=None)
        return queryset


@admin.register(Letter)
class LetterAdmin(FilteredByWhatShows, ReadOnlyAdmin):
    """What left, what waits, what was refused. Never the words: some carry sign-in codes."""

    list_display = ["to", "kind", "language", "created_at", "sent_at", "failed_at", "attempts"]
    list_filter = [StateFilter, "kind"]
    search_fields = ["to"]
    date_hierarchy = "created_at"
    show_full_result_count = False
    actions = ["try_again"]
    fields = [
        "to", "kind", "language", "message_id", "created_at", "due_at", "claimed_until",
        "attempts", "sent_at", "failed_at", "failure",
    ]  # fmt: skip

    def has_send_permission(self, request):
        return request.user.has_perm("core.change_letter")

    @admin.action(description=_("Try again to send failed e-mails"), permissions=["send"])
    def try_again(self, request, queryset):
        number = mail.revive(queryset)
        text = ngettext(
            "%d e-mail will be tried again.", "%d e-mails will be tried again.", number
        )
        messages.success(request, text % number)
