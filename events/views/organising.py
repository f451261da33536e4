from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import contributions, tables
from core.exceptions import Refused
from core.limits import limited
from core.views import try_verb
from events import actions, permissions
from events.forms import CapacityForm, EventForm, ReasonForm
from events.models import Event


def _posted(request):
    return request.POST if request.method == "POST" else None


def _run_by(viewer, slug) -> Event:
    """The event, for who may change it: 404 when it is not theirs to see, 403 to do."""
    found = Event.objects.visible_to(viewer).select_related("country", "organiser", "centre")
    event = get_object_or_404(found, slug=slug)
    if not permissions.can_edit(viewer, event):
        raise PermissionDenied
    return event


@login_required
@require_http_methods(["GET", "POST"])
@limited("event-add", 20, 3600)
def event_add(request):
    if not permissions.can_add(request.user):
        raise PermissionDenied
    person = request.user
    blank = Event(
        timezone=person.timezone, institution=person.institution, language=person.language
    )
    whose = contributions.from_query(request.GET, person)
    form = EventForm(
        _posted(request), request.FILES or None, instance=blank, viewer=person,
        initial={"country": person.country_id, "languages": [person.language],
                 "centre": whose.get("centre")},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        event = actions.create(form.save(commit=False), person)
        messages.success(request, _kept(event, person))
        return redirect(event)
    return _form_page(request, form, event=None)


def _kept(event, person):
    if permissions.can_publish(person, event):
        return _("Your draft is kept. Publish it when it is ready.")
    return _("Your draft is kept. Propose it when it is ready.")


@login_required
@require_http_methods(["GET", "POST"])
def event_edit(request, slug):
    event = _run_by(request.user, slug)
    form = EventForm(_posted(request), request.FILES or None, instance=event, viewer=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            told = actions.change(form.save(commit=False), request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _told(told))
            return redirect(event)
    return _form_page(request, form, event=Event.objects.get(pk=event.pk))


def _told(told):
    if told:
        return _("Saved. Everybody who is registered gets an e-mail about the change.")
    return _("Saved.")


def _form_page(request, form, event):
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "event": event}
    return render(request, "events/event_form.html", context, status=status)


@login_required
@require_POST
def event_propose(request, slug):
    event = _run_by(request.user, slug)
    done = _("The committee has your event on its desk. We write to you when it is decided.")
    try_verb(request, done, actions.propose, event, request.user)
    return redirect(event)


@login_required
@require_POST
def event_publish(request, slug):
    event = _run_by(request.user, slug)
    if not (event.is_announced or permissions.can_publish(request.user, event)):
        raise PermissionDenied
    done = _("It is published, in the name of your centre.")
    try_verb(request, done, actions.publish_for_centre, event, request.user)
    return redirect(event)


@login_required
@require_POST
def event_take_back(request, slug):
    event = _run_by(request.user, slug)
    try_verb(request, _("It is a draft again."), actions.take_back, event, request.user)
    return redirect(event)


@login_required
@require_http_methods(["GET", "POST"])
def event_discard(request, slug):
    event = _run_by(request.user, slug)
    if request.method == "POST":
        if try_verb(request, _("The draft is deleted."), actions.discard, event, request.user):
            return redirect("events:mine")
        return redirect(event)
    return render(request, "events/event_discard.html", {"event": event})


@login_required
@require_http_methods(["GET", "POST"])
def event_call_off(request, slug):
    event = _run_by(request.user, slug)
    form = ReasonForm(_posted(request))
    if request.method == "POST" and form.is_valid():
        done = _("The event is cancelled. Everybody who is registered gets an e-mail.")
        try_verb(request, done, actions.call_off, event, request.user, form.cleaned_data["reason"])
        return redirect(event)
    status = 422 if request.method == "POST" else 200
    return render(request, "events/event_call_off.html", {"event": event, "form": form},
                  status=status)  # fmt: skip


@login_required
@require_safe
def event_registrations(request, slug):
    event, registrations = _registrations(request.user, slug)
    groups = {"confirmed": [], "waiting": [], "cancelled": []}
    for registration in registrations:
        groups[registration.state].append(registration)
    context = {
        "event": event,
        "groups": groups,
        "form": CapacityForm(initial={"capacity": event.capacity}),
        "steps": event.steps.select_related("actor"),
        "may_edit": permissions.can_edit(request.user, event),
    }
    return render(request, "events/event_registrations.html", context)


def _registrations(viewer, slug):
    event = get_object_or_404(
        Event.objects.visible_to(viewer).select_related("country", "centre"), slug=slug
    )
    if not permissions.can_see_registrations(viewer, event):
        raise PermissionDenied
    return event, event.registrations.select_related("person", "person__institution")


@login_required
@require_safe
def event_registrations_csv(request, slug):
    event, registrations = _registrations(request.user, slug)
    header = [_("Name"), _("Institution"), _("State"), _("Registered"), _("Note")]
    rows = (
        [
            one.person.name if one.person else _("former member"),
            str(one.person.institution or "") if one.person else "",
            one.get_state_display(),
            one.registered_at.astimezone(event.zone).strftime("%Y-%m-%d %H:%M"),
            one.note,
        ]
        for one in registrations
    )
    return tables.csv_response(event.slug, header, rows)


@login_required
@require_POST
def event_capacity(request, slug):
    event = _run_by(request.user, slug)
    form = CapacityForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(form.errors.get("capacity", [])))
        return redirect("events:registrations", slug=slug)
    try:
        moved = actions.set_capacity(event, form.cleaned_data["capacity"], request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request,
            ngettext(
                "Saved. %(number)d person moved up from the waiting list.",
                "Saved. %(number)d people moved up from the waiting list.",
                moved,
            )
            % {"number": moved},
        )
    return redirect("events:registrations", slug=slug)
