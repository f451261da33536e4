"""What events know about a person, and how they forget."""

from . import actions
from .models import CalendarKey, Event, Registration


def export(person) -> dict:
    """Everything events know about `person`."""
    registrations = Registration.objects.filter(person=person).select_related("event")
    return {
        "registrations": [
            {
                "event": registration.event.title,
                "address": registration.event.get_absolute_url(),
                "begins": registration.event.starts_at.isoformat(),
                "state": registration.state,
                "note": registration.note,
                "name_shown": registration.name_shown,
                "registered": registration.registered_at.isoformat(),
                "cancelled": registration.cancelled_at and registration.cancelled_at.isoformat(),
            }
            for registration in registrations
        ],
        "organised": [
            {
                "event": event.title,
                "address": event.get_absolute_url(),
                "state": event.state,
                "summary": event.summary,
                "description": event.description,
                "begins": event.starts_at.isoformat(),
                "ends": event.ends_at.isoformat(),
                "picture": event.picture.name,
                "picture_shows": event.picture_alt,
            }
            for event in Event.objects.filter(organiser=person)
        ],
        "calendar_key": CalendarKey.objects.filter(person=person).exists(),
    }


def files(person) -> list:
    """The pictures of the events that `person` organised, for the bundle."""
    return [event.picture for event in Event.objects.filter(organiser=person).exclude(picture="")]


def erase(person, keep_content: bool) -> None:
    """Give places back and take the name off; events that were announced stay in the record."""
    actions.forget(person)
    Event.objects.filter(organiser=person).update(organiser=None)
    CalendarKey.objects.filter(person=person).delete()
