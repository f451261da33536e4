import calendar as almanac
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.finding import entries_for, words_of
from core.forgiving import corrected
from core.limits import limited_for_visitors
from events import permissions
from events.lists import Asked, Shelf
from events.models import Event, Registration
from members.models import Country, User

PER_PAGE = 20
# So many names on an event's page; whoever runs the event sees all of them.
MAX_NAMES = 60


@require_safe
@limited_for_visitors
def event_list(request):
    asked = Asked.of(request.GET, request.user)
    events = Event.objects.visible_to(request.user).announced()
    shelf, typed = Shelf(events, asked), asked.words
    if typed and not shelf.total and (meant := _meant(typed, request.user)):
        asked = replace(asked, words=meant)
        shelf = Shelf(events, asked)
    paginator = Paginator(asked.filter(events).defer("description", "folded"), PER_PAGE)
    paginator.count = shelf.total
    page = paginator.get_page(request.GET.get("page"))
    countries = Country.objects.in_bulk()
    rows = _rows(page, request.user, countries)
    template = "events/event_list.html"
    if request.htmx:
        template += "#results"
    context = {
        "page": page,
        "rows": rows,
        "asked": asked,
        "typed": typed,
        "facets": shelf.facets(countries),
        "coming_url": asked.link(when=""),
        "past_url": asked.link(when="past"),
        "may_add": permissions.can_add(request.user),
    }
    return render(request, template, context)


def _meant(typed: str, viewer) -> str:
    """What somebody may have meant whose words no event holds; folded, or empty."""
    return " ".join(corrected(words_of(typed), entries_for(viewer).filter(kind="event")))


def _rows(events, viewer, countries) -> list[Event]:
    """The events with their country and the viewer's own registration. At most two queries."""
    rows = list(events)
    mine = {}
    if viewer.is_authenticated and rows:
        own = Registration.objects.live().filter(person=viewer, event__in=rows)
        mine = dict(own.values_list("event_id", "state"))
    for event in rows:
        event.country = countries.get(event.country_id)
        event.my_state = mine.get(event.pk)
    return rows


@require_safe
@limited_for_visitors
def event_month(request, year=None, month=None):
    today = timezone.localdate()
    first = today.replace(day=1) if year is None else _first_of(year, month)
    following = (first + timedelta(days=32)).replace(day=1)
    # Half a day on either side: the day of an event is a day in its own zone.
    start = datetime(first.year, first.month, 1, tzinfo=UTC) - timedelta(hours=14)
    end = datetime(following.year, following.month, 1, tzinfo=UTC) + timedelta(hours=14)
    events = Event.objects.visible_to(request.user).announced().between(start, end)
    rows = _rows(events.defer("description", "folded"), request.user, Country.objects.in_bulk())
    days = _by_day(rows, first, following)
    weeks = [
        [
            {"date": day, "inside": day.month == first.month, "events": days.get(day, [])}
            for day in week
        ]
        for week in almanac.Calendar().monthdatescalendar(first.year, first.month)
    ]
    context = {
        "first": first,
        "today": today,
        "weeks": weeks,
        "days": sorted(days.items()),
        "previous_url": _month_url(first - timedelta(days=1)),
        "next_url": _month_url(following),
    }
    return render(request, "events/event_month.html", context)


def _first_of(year: int, month: int) -> date:
    if not (1 <= month <= 12 and 2000 <= year <= 2100):
        raise Http404
    return date(year, month, 1)


def _month_url(day: date) -> str:
    if not 2000 <= day.year <= 2100:
        return ""
    return reverse("events:month", args=[day.year, day.month])


def _by_day(events, first: date, following: date) -> dict[date, list]:
    days: dict[date, list] = {}
    for event in events:
        day = max(event.local_start.date(), first)
        while day <= event.last_day and day < following:
            days.setdefault(day, []).append(event)
            day += timedelta(days=1)
    return days


@require_safe
def event_detail(request, slug):
    event = get_object_or_404(whole(Event.objects.visible_to(request.user)), slug=slug)
    return render(request, "events/event_detail.html", event_context(event, request.user))


def whole(events):
    """`events` with all that their page names."""
    return events.select_related("organiser", "institution", "centre", "country")


def event_context(event: Event, viewer) -> dict:
    """All that an event's page shows to `viewer`, for the site and for the committee's desk."""
    mine = own_registration(event, viewer)
    guests = _guests(event, viewer)
    steps = event.steps.filter(after=Event.State.CANCELLED) if event.is_cancelled else None
    returned = (
        event.steps.filter(before=Event.State.PROPOSED, after=Event.State.DRAFT)
        .exclude(reason="").last() if event.is_draft else None
    )  # fmt: skip
    return {
        "event": event,
        "mine": mine,
        "queue_number": mine.queue_number() if mine and mine.is_waiting else None,
        "guests": guests[:MAX_NAMES],
        "more_guests": len(guests) > MAX_NAMES,
        "cancelled": steps.last() if steps is not None else None,
        "returned": returned,
        "reader_zone": event.other_zone_of(viewer) if viewer.is_authenticated else "",
        "may_edit": permissions.can_edit(viewer, event),
        "may_publish": permissions.can_publish(viewer, event),
        "may_decide": permissions.can_decide(viewer),
        "may_join": permissions.can_join(viewer, event, mine),
        "may_see_registrations": permissions.can_see_registrations(viewer, event),
    }


def own_registration(event, viewer) -> Registration | None:
    """The viewer's place, or place in the line."""
    if not viewer.is_authenticated:
        return None
    registration = event.registrations.live().filter(person=viewer).first()
    if registration:
        registration.event = event
    return registration


def _guests(event, viewer) -> list[Registration]:
    """Who comes and agreed to be named; names are for people who are signed in."""
    if not viewer.is_authenticated or not event.is_announced:
        return []
    has_page = User.objects.visible_to(viewer).filter(pk=OuterRef("person"))
    return list(
        event.registrations.confirmed()
        .filter(name_shown=True, person__isnull=False)
        .select_related("person")
        .annotate(has_page=Exists(has_page))
        .order_by("person__last_name", "person__first_name")[: MAX_NAMES + 1]
    )
