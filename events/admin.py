from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core import cldr
from core.admin.bases import NoAddOrDelete
from core.admin.queue import DecisionQueue
from core.views import try_verb

from . import actions
from .forms import ReasonForm
from .models import Event
from .views.reading import event_context, whole


def _reason(request) -> str:
    """What was typed; empty when it is not a text, and then the action refuses."""
    form = ReasonForm(request.POST)
    return form.cleaned_data["reason"] if form.is_valid() else ""


@admin.register(Event)
class EventAdmin(DecisionQueue, NoAddOrDelete, admin.ModelAdmin):
    """The committee's desk: see a proposal as readers will, publish it or send it back.

    Words and times are edited on the site, in the form of the organiser.
    """

    queue = "state__exact=proposed"

    list_display = ["title", "kind", "state", "day", "organiser", "places"]
    list_filter = ["state", "kind", "mode", "members_only"]
    list_select_related = ["organiser"]
    search_fields = ["title", "summary", "city", "organiser__last_name"]
    date_hierarchy = "starts_at"
    ordering = ["-changed_at"]
    show_full_result_count = False

    def get_queryset(self, request):
        return whole(super().get_queryset(request).visible_to(request.user))

    def waiting_for(self, user):
        return Event.objects.proposed()

    def get_actions(self, request):
        return {}

    @admin.display(description=_("begins"), ordering="starts_at")
    def day(self, event):
        return cldr.format_date(event.local_start, "yMMMEd")

    @admin.display(description=_("places taken"))
    def places(self, event):
        all_of_them = "∞" if event.capacity is None else event.capacity
        line = f" + {event.people_waiting}" if event.people_waiting else ""
        return f"{event.places_taken} / {all_of_them}{line}"

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if request.method not in ("GET", "HEAD") and not self.has_change_permission(request):
            raise PermissionDenied
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET"])
        event = self.get_object(request, unquote(object_id))
        if event is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_permission(request, event):
            raise PermissionDenied
        context = {
            **event_context(event, request.user),
            **self.queue_context(request, event),
            "at_desk": True,
            "may_change": self.has_change_permission(request, event),
            "filters": request.META["QUERY_STRING"],
            "steps": event.steps.select_related("actor"),
        }
        return TemplateResponse(request, "admin/events/event/decide.html", context)

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
        seen = request.POST.get("seen", "")
        return self._decide(request, pk, gettext("It is published."), actions.publish, seen=seen)

    def send_back(self, request, pk):
        done = gettext("It is back with its organiser, who gets an e-mail.")
        return self._decide(request, pk, done, actions.send_back, _reason(request))

    def call_off(self, request, pk):
        done = gettext("It is cancelled. Everybody who is registered gets an e-mail.")
        return self._decide(request, pk, done, actions.call_off, _reason(request))

    def _decide(self, request, pk, done, verb, *words, **more):
        line = self.queue_of(request)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        event = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_change_permission(request, event):
            self.message_user(request, gettext("You may only read here."), messages.ERROR)
            return redirect(reverse("admin:events_event_changelist"))
        if try_verb(request, done, verb, event, request.user, *words, **more) and pk in line:
            return self.after_decision(request, event, line)
        return redirect(self.row_url(request, pk))
