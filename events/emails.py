"""One function a letter. Each is written in the transaction of what it tells."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from core import mail

from . import calendars
from .models import Event, EventStep, Registration


def registration_confirmed(registration: Registration) -> None:
    _to_guest("registration_confirmed", registration, calendar=True)


def registration_waiting(registration: Registration, number: int) -> None:
    # Nothing for the calendar: who waits has no date yet.
    _to_guest("registration_waiting", registration, number=number)


def registration_promoted(registration: Registration) -> None:
    _to_guest("registration_promoted", registration, calendar=True)


def registration_withdrawn(registration: Registration, had_place: bool) -> None:
    _to_guest("registration_withdrawn", registration, calendar=had_place, cancelled=True)


def event_changed(registration: Registration, before: dict) -> None:
    """`before` holds what used to be: `starts_at`, `ends_at`, `place`, or none of them."""
    _to_guest("event_changed", registration, calendar=registration.is_confirmed, before=before)


def event_cancelled(registration: Registration, reason: str) -> None:
    _to_guest(
        "event_cancelled", registration, calendar=registration.is_confirmed, cancelled=True,
        reason=reason,
    )  # fmt: skip


def event_reminder(registration: Registration) -> None:
    _to_guest("event_reminder", registration, calendar=True)


def event_published(event: Event) -> None:
    _to_organiser("event_published", event)


def event_returned(event: Event, step: EventStep) -> None:
    _to_organiser("event_returned", event, reason=step.reason)


def _to_guest(template: str, registration: Registration, *, calendar=False, cancelled=False,
              **context) -> None:  # fmt: skip
    event, person = registration.event, registration.person
    # Addresses and the names of countries in the reader's language.
    with override(person.language):
        parts = [calendars.attachment(event, person, cancelled=cancelled)] if calendar else []
        link = reverse("events:withdraw_by_link", args=[registration.token])
        context |= {
            "event": event,
            "person": person,
            "registration": registration,
            "reader_zone": event.other_zone_of(person),
            "event_url": settings.BASE_URL + event.get_absolute_url(),
            "withdraw_url": settings.BASE_URL + link,
        }
        mail.post(template, person.email, context, language=person.language, attachments=parts)


def _to_organiser(template: str, event: Event, **context) -> None:
    person = event.organiser
    with override(person.language):
        context |= {
            "event": event,
            "person": person,
            "reader_zone": event.other_zone_of(person),
            "event_url": settings.BASE_URL + event.get_absolute_url(),
        }
        mail.post(template, person.email, context, language=person.language)
