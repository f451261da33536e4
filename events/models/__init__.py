from .events import Event, EventStep
from .registrations import CalendarKey, Registration

__all__ = ["CalendarKey", "Event", "EventStep", "Registration"]
