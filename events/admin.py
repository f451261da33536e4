from django.contrib import admin, messages
from django.http import HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core import cldr, markdown
from core.exceptions import Refused

from . import actions
from .forms import ReasonForm
from .models import Event, EventStep


def _reason(request) -> str:
    """What was typed; empty when it is not a text, and then the action refuses."""
    form = ReasonForm(request.POST)
    return form.cleaned_data["reason"] if form.is_valid() else ""


class StepInline(admin.TabularInline):
    model = EventStep
    fields = readonly_fields = ["at", "actor", "before", "after", "reason"]
    extra = 0

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Event)
class EventAdmin(admin.ModelAdmin):
    """The committee's desk: read a proposal on one page, publish it or send it back.

    Words and times are edited on the site, in the form of the organiser.
    """

    list_display = ["title", "kind", "state", "day", "organiser", "places"]
    list_filter = ["state", "kind", "mode", "members_only"]
    list_select_related = ["organiser"]
    search_fields = ["title", "summary", "city", "organiser__last_name"]
    date_hierarchy = "starts_at"
    ordering = ["-changed_at"]
    show_full_result_count = False
    inlines = [StepInline]
    change_form_template = "admin/events/event/change_form.html"
    fields = readonly_fields = [
        "title", "kind", "state", "language", "summary", "text", "language_list", "when",
        "place_and_mode",
        "joining_link", "organiser", "host_name", "capacity", "has_waiting_list", "places",
        "registration_opens_at", "registration_closes_at", "members_only", "on_the_site",
    ]  # fmt: skip

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user)

    def get_actions(self, request):
        return {}

    @admin.display(description=_("description"))
    def text(self, event):
        return markdown.render(event.description)

    @admin.display(description=_("languages"))
    def language_list(self, event):
        return ", ".join(event.language_codes)

    @admin.display(description=_("when"))
    def when(self, event):
        moments = cldr.format_datetime_range(event.local_start, event.local_end)
        return f"{moments} ({event.timezone})"

    @admin.display(description=_("begins"), ordering="starts_at")
    def day(self, event):
        return cldr.format_date(event.local_start, "yMMMEd")

    @admin.display(description=_("where"))
    def place_and_mode(self, event):
        return f"{event.get_mode_display()}: {event.place}" if event.place else (
            event.get_mode_display()
        )  # fmt: skip

    @admin.display(description=_("host"))
    def host_name(self, event):
        return str(event.host or "")

    @admin.display(description=_("places taken"))
    def places(self, event):
        all_of_them = "∞" if event.capacity is None else event.capacity
        line = f" + {event.people_waiting}" if event.people_waiting else ""
        return f"{event.places_taken} / {all_of_them}{line}"

    @admin.display(description=_("on the site"))
    def on_the_site(self, event):
        return format_html('<a href="{}">{}</a>', event.get_absolute_url(), event)

    def get_urls(self):
        own = [
            path(
                f"<int:pk>/{name}/", self.admin_site.admin_view(view), name=f"events_event_{name}"
            )
            for name, view in [
                ("publish", self.publish),
                ("send_back", self.send_back),
                ("call_off", self.call_off),
            ]
        ]
        return own + super().get_urls()

    def publish(self, request, pk):
        return self._decide(
            request, pk, lambda event: actions.publish(event, request.user),
            gettext("It is published."),
        )  # fmt: skip

    def send_back(self, request, pk):
        reason = _reason(request)
        return self._decide(
            request, pk, lambda event: actions.send_back(event, request.user, reason),
            gettext("It is back with its organiser, who gets a letter."),
        )  # fmt: skip

    def call_off(self, request, pk):
        reason = _reason(request)
        return self._decide(
            request, pk, lambda event: actions.call_off(event, request.user, reason),
            gettext("It is cancelled. Everybody who is registered gets a letter."),
        )  # fmt: skip

    def _decide(self, request, pk, verb, done):
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        event = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_change_permission(request, event):
            self.message_user(request, gettext("You may only read here."), messages.ERROR)
            return redirect(reverse("admin:events_event_changelist"))
        try:
            verb(event)
        except Refused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return redirect(reverse("admin:events_event_change", args=[pk]))
        self.message_user(request, done, messages.SUCCESS)
        if Event.objects.proposed().exists():
            return redirect(reverse("admin:events_event_changelist") + "?state__exact=proposed")
        return redirect(reverse("admin:index"))
