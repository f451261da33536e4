"""Ana organises the events in this table; everybody else looks on."""

from events.models import CalendarKey
from tests.access import row
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.members import CentreFactory, PositionFactory


def public(cast):
    return [EventFactory(organiser=cast["ana"]).slug]


def for_members(cast):
    return [EventFactory(organiser=cast["ana"], members_only=True).slug]


def draft(cast):
    return [EventFactory(organiser=cast["ana"], state="draft").slug]


def proposed(cast):
    return [EventFactory(organiser=cast["ana"], state="proposed").slug]


def centres_draft(cast):
    """Ana is one of the centre's editors."""
    centre = CentreFactory()
    PositionFactory(
        person=cast["ana"], institution=centre.institution, centre=centre, role="editor"
    )
    return [EventFactory(organiser=cast["ana"], state="draft", centre=centre).slug]


def link(cast):
    return [RegistrationFactory(person=cast["boris"] if "boris" in cast else cast["ana"]).token]


def calendar(cast):
    return [CalendarKey.objects.create(person=cast["ana"]).token]


# Managers see proposals and published events; administrators are managers.
MANAGERS = {"committee": 200, "administrator": 200}
ORGANISER_ONLY = {"visitor": 302, "member": 200}

ROWS = [
    row("events:list", 200),
    row("events:this_month", 200),
    row("events:month", 200, args=lambda cast: [2026, 11]),
    row("events:calendar", 200),
    row("events:my_calendar", 200, args=calendar),
    row("events:feed", 200),
    row("events:add", 200, visitor=302, applicant=403),
    row("events:mine", 200, visitor=302),
    row("events:calendar_key", 302, method="post"),
    row("events:calendar_key", 405, visitor=302),
    row("events:withdraw_by_link", 200, args=link),
    row("events:file", 200, args=public),
    row("events:file", 200, visitor=404, applicant=404, args=for_members),
    row("events:detail", 200, args=public),
    row("events:detail", 200, visitor=404, applicant=404, args=for_members),
    row("events:detail", 404, member=200, args=draft),
    row("events:detail", 404, member=200, **MANAGERS, args=proposed),
    row("events:register", 200, visitor=302, args=public),
    row("events:register", 200, visitor=302, applicant=404, args=for_members),
    row("events:withdraw", 302, args=public),
    row("events:edit", 403, **ORGANISER_ONLY, **MANAGERS, args=public),
    row("events:edit", 404, **ORGANISER_ONLY, args=draft),
    row("events:propose", 405, visitor=302, args=draft),
    row("events:publish", 405, visitor=302, args=centres_draft),
    # They come after Ana, who has just published it.
    row("events:publish", 403, visitor=302, applicant=404, member=302, committee=302,
        administrator=302, args=centres_draft, method="post"),
    row("events:publish", 404, visitor=302, member=403, args=draft, method="post"),
    row("events:take_back", 405, visitor=302, args=proposed),
    # They come after Ana, who has just proposed it.
    row("events:propose", 404, visitor=302, member=302, committee=302, administrator=302,
        args=draft, method="post"),
    row("events:discard", 404, **ORGANISER_ONLY, args=draft),
    row("events:discard", 403, **ORGANISER_ONLY, **MANAGERS, args=public),
    row("events:call_off", 403, **ORGANISER_ONLY, **MANAGERS, args=public),
    row("events:registrations", 403, **ORGANISER_ONLY, **MANAGERS, args=public),
    row("events:registrations_csv", 403, **ORGANISER_ONLY, **MANAGERS, args=public),
    row("events:capacity", 405, visitor=302, args=public),
    row(
        "events:capacity", 403, visitor=302, member=302, committee=302, administrator=302,
        args=public, method="post", data={"capacity": "9"},
    ),
]  # fmt: skip

ADMIN = {"events.event": {"committee", "administrator"}}
