from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from core.exceptions import Refused
from core.limits import limited
from core.views import try_verb
from events import actions, permissions
from events.forms import RegistrationForm
from events.models import CalendarKey, Event, Registration

from .reading import own_registration


@login_required
@require_http_methods(["GET", "POST"])
@limited("event-register", 60, 3600)
def event_register(request, slug):
    event = get_object_or_404(Event.objects.visible_to(request.user), slug=slug)
    form = RegistrationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            taken = actions.register(event, request.user, **form.cleaned_data)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _booked(taken))
        return redirect(event)
    context = {"event": event, "form": form, "mine": own_registration(event, request.user)}
    status = 200 if request.method == "GET" else 422
    return render(request, "events/event_register.html", context, status=status)


def _booked(registration):
    if registration.is_confirmed:
        return _("You have a place. An e-mail with the date for your calendar is on its way.")
    return _("You are on the waiting list. We write to you as soon as a place is free.")


@login_required
@require_http_methods(["GET", "POST"])
def event_withdraw(request, slug):
    event = get_object_or_404(Event.objects.visible_to(request.user), slug=slug)
    registration = own_registration(event, request.user)
    if registration is None:
        messages.info(request, _("You are not registered for this event."))
        return redirect(event)
    return _withdraw(request, registration)


@require_http_methods(["GET", "POST"])
@limited("event-withdraw", 60, 3600)
@cache_control(private=True, no_store=True)
def withdraw_by_link(request, token):
    """The link in letters: who holds it needs no password to give a place back."""
    registration = get_object_or_404(
        Registration.objects.select_related("event", "event__country"),
        token=token, person__isnull=False,
    )  # fmt: skip
    return _withdraw(request, registration, by_link=True)


def _withdraw(request, registration, *, by_link=False):
    event = registration.event
    if request.method == "POST":
        done = _("You have cancelled. Thank you for making room.")
        try_verb(request, done, actions.withdraw, registration)
        # Behind the link there may be an event that this browser may not see.
        return redirect(request.path if by_link else event)
    context = {"event": event, "registration": registration}
    return render(request, "events/event_withdraw.html", context)


@login_required
@require_safe
def event_mine(request):
    registrations = (
        Registration.objects.live()
        .filter(person=request.user)
        .select_related("event", "event__country")
        .order_by("-event__starts_at")[:200]
    )
    for registration in registrations:
        registration.event.my_state = registration.state
    context = {
        "coming": [one.event for one in registrations if not one.event.is_over][::-1],
        "past": [one.event for one in registrations if one.event.is_over],
        "run": Event.objects.filter(organiser=request.user).select_related("country")
        .order_by("-starts_at")[:200],
        "may_add": permissions.can_add(request.user),
        "key": CalendarKey.objects.filter(person=request.user).first(),
    }  # fmt: skip
    return render(request, "events/event_mine.html", context)


@login_required
@require_http_methods(["POST"])
def calendar_key(request):
    """Make the address of one's own calendar, or a new one in place of one that got out."""
    CalendarKey.objects.filter(person=request.user).delete()
    CalendarKey.objects.create(person=request.user)
    messages.success(request, _("Your calendar has a new address. An older one works no more."))
    return redirect("events:mine")
