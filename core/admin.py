from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from . import mail
from .models import Letter


class FilteredByWhatShows:
    """A desk that may be filtered only by columns that it shows.

    The admin itself takes any column of the table in its address: one who may see that a letter
    was sent could ask, sign by sign, for the code in it, or for the hash of a password.
    """

    def lookup_allowed(self, lookup, value, request=None):
        name = lookup.split("__")[0]
        columns = {field.name for field in self.opts.get_fields()}
        if name in columns - self._shown_columns():
            return False
        return super().lookup_allowed(lookup, value, request)

    def _shown_columns(self) -> set[str]:
        filters = [each[0] if isinstance(each, tuple) else each for each in self.list_filter]
        return {self.opts.pk.name, self.date_hierarchy, *self.list_display, *filters}


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("waiting", _("waiting")), ("sent", _("sent")), ("failed", _("given up"))]

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
class LetterAdmin(FilteredByWhatShows, admin.ModelAdmin):
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

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_send_permission(self, request):
        return request.user.has_perm("core.change_letter")

    @admin.action(description=_("Try again to send what was given up"), permissions=["send"])
    def try_again(self, request, queryset):
        number = mail.revive(queryset)
        text = ngettext(
            "%d letter will be tried again.", "%d letters will be tried again.", number
        )
        messages.success(request, text % number)
