"""Events of seven kinds over three years, and who comes."""

import uuid
from datetime import UTC, datetime, timedelta

from django.utils import timezone

from core import search
from core.textfold import fold
from events.models import Event, Registration
from members.models import User

BATCH = 2_000
TOPICS = [
    "Assessment", "Feedback", "Large classes", "Laboratory teaching", "Mentoring", "Curricula",
    "Inclusive teaching", "Recorded lectures", "Peer observation", "Group work",
    "Vlerësimi", "Mësimdhënia", "Настава", "Оценување", "Učenje", "Διδασκαλία",
]  # fmt: skip
TURNS = [
    "that helps to learn", "for the first year", "with two hundred people", "on a small budget",
    "after the exam", "without forms", "in three languages", "step by step",
]  # fmt: skip
PLACES = [
    ("Sarajevo", "BA", "Europe/Sarajevo"), ("Banja Luka", "BA", "Europe/Sarajevo"),
    ("Tirana", "AL", "Europe/Tirane"), ("Durrës", "AL", "Europe/Tirane"),
    ("Prishtina", "XK", "Europe/Belgrade"), ("Skopje", "MK", "Europe/Skopje"),
    ("Podgorica", "ME", "Europe/Podgorica"), ("Belgrade", "RS", "Europe/Belgrade"),
    ("Patras", "GR", "Europe/Athens"), ("Plovdiv", "BG", "Europe/Sofia"),
]  # fmt: skip
LANGUAGES = [" en ", " en sq ", " en sr-latn ", " sq ", " mk ", " sr ", " el en ", " bg "]


def run(plan, rng, step) -> None:
    people = list(User.objects.filter(is_member=True).order_by("pk").values_list("pk", flat=True))
    if not people or not plan.events:
        return
    events = [_event(number, plan, rng, people) for number in range(plan.events)]
    guests = [_guests(event, plan, rng, people) for event in events]
    for start in range(0, len(events), BATCH):
        Event.objects.bulk_create(events[start : start + BATCH])
        search.index_many("event", events[start : start + BATCH])
    step("events", len(events), len(events))
    rows = [row for event, some in zip(events, guests, strict=True) for row in _rows(event, some)]
    for start in range(0, len(rows), BATCH):
        for row in rows[start : start + BATCH]:
            row.token = f"{rng.getrandbits(256):064x}"[:43]
        Registration.objects.bulk_create(rows[start : start + BATCH])
        step("registrations", min(start + BATCH, len(rows)), len(rows))


def _event(number, plan, rng, people) -> Event:
    # Two thirds are over; the days are counted from midnight, so that a seed gives the same hours.
    today = datetime.combine(timezone.localdate(), datetime.min.time(), UTC)
    day = rng.randint(-720, 360)
    starts = today + timedelta(days=day, hours=rng.randint(7, 17))
    city, country, zone = rng.choice(PLACES)
    mode = rng.choice(["in-person", "in-person", "online", "hybrid"])
    title = f"{rng.choice(TOPICS)} {rng.choice(TURNS)}, {number + 1}"
    languages = rng.choice(LANGUAGES)
    event = Event(
        uid=uuid.UUID(int=rng.getrandbits(128), version=4),
        slug=f"load-{number + 1}",
        title=title,
        kind=rng.choice(Event.Kind.values),
        summary="What we tried, what we kept, and what we would not do again.",
        description="We look at **three** courses, then at yours.\n\n- bring a task\n" * 5,
        language=languages.split()[0],
        languages=languages,
        starts_at=starts,
        ends_at=starts + timedelta(hours=rng.choice([1, 2, 3, 8, 48])),
        timezone=zone,
        mode=mode,
        city="" if mode == "online" else city,
        country_id=None if mode == "online" else country,
        organiser_id=rng.choice(people),
        capacity=rng.choice([None, 20, 40, 60, 100]),
        members_only=rng.random() < 0.1,
        state="cancelled" if rng.random() < 0.03 else "published",
        created_at=starts - timedelta(days=90),
        changed_at=starts - timedelta(days=80),
        published_at=starts - timedelta(days=80),
    )
    event.folded = fold(f"{event.title} {event.summary} {event.city}")
    return event


def _guests(event, plan, rng, people) -> list[int]:
    """Who wants to come, in order of arrival; the event's counters follow."""
    mean = plan.registrations / plan.events
    number = min(len(people), int(rng.uniform(0.5, 1.5) * mean))
    guests = rng.sample(people, number)
    event.places_taken = number if event.capacity is None else min(number, event.capacity)
    event.people_waiting = number - event.places_taken
    return guests


def _rows(event, guests):
    for place, person in enumerate(guests):
        at = event.published_at + timedelta(minutes=17 * place)
        confirmed = place < event.places_taken
        yield Registration(
            event=event, person_id=person, state="confirmed" if confirmed else "waiting",
            registered_at=at, confirmed_at=at if confirmed else None, name_shown=place % 3 == 0,
        )  # fmt: skip
