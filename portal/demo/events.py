"""Events of the demo network: past, coming, full, cancelled, waiting for the committee."""

import random
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from events.models import Event, EventStep, Registration

from . import _pictures
from ._events import EVENTS, MEETINGS, NOTES

_ZONES = {"AL": "Europe/Tirane", "XK": "Europe/Belgrade", "GR": "Europe/Athens"}


def load(world) -> None:
    for meeting in MEETINGS:
        _meeting(world, *meeting)
    for plan in EVENTS:
        _event(world, plan)


def _meeting(world, slug, title, kind, first, last, city, country, host, text) -> None:
    zone = ZoneInfo(_ZONES[country])
    starts = datetime.combine(date(*first), time(), zone)
    event, made = world.make(
        Event,
        {
            "title": title, "kind": kind, "summary": text, "languages": " en ",
            "starts_at": starts, "whole_days": True,
            "ends_at": datetime.combine(date(*last) + timedelta(days=1), time(), zone),
            "timezone": str(zone), "mode": "in-person", "city": city, "country_id": country,
            "institution": world.institutions[host], "state": Event.State.PUBLISHED,
            "published_at": starts - timedelta(days=60),
        },
        slug=slug,
    )  # fmt: skip
    if made:
        _picture(event)
        world.find("event", event)


def _picture(event) -> None:
    if _pictures.has_one(event.slug, of_ten=7):
        _pictures.give(event, event.slug, "scene")
        event.save()


def _event(world, plan) -> None:
    zone = ZoneInfo(plan["zone"])
    day = timezone.localdate() + timedelta(days=plan["day"])
    if "days" not in plan and day.weekday() == 6:
        day += timedelta(days=1)  # Nobody in this network teaches on a Sunday.
    starts = datetime.combine(day, time(*plan["at"]), zone)
    if "days" in plan:
        ends = datetime.combine(day + timedelta(days=plan["days"]), time(), zone)
    else:
        ends = starts + timedelta(hours=plan["hours"])
    state = "cancelled" if "cancelled" in plan else plan.get("state", "published")
    asked = min(starts, timezone.now()) - timedelta(days=30)
    published = asked + timedelta(days=3) if state in Event.ANNOUNCED else None
    organiser = world.people[plan["organiser"]]
    event, made = world.make(
        Event,
        {
            "title": plan["title"], "kind": plan["kind"], "summary": plan["summary"],
            "description": plan["description"], "language": plan["languages"].split()[0],
            "languages": f" {plan['languages']} ",
            "starts_at": starts, "ends_at": ends, "whole_days": "days" in plan,
            "timezone": plan["zone"], "mode": plan.get("mode", "in-person"),
            "venue": plan.get("venue", ""), "city": plan.get("city", ""),
            "country_id": plan.get("country"), "joining_link": plan.get("link", ""),
            "organiser": organiser,
            "institution": world.institutions.get(plan.get("institution")),
            "centre": world.centres.get(plan.get("centre")),
            "capacity": plan.get("capacity"), "members_only": plan.get("members_only", False),
            "registration_opens_at": world.days(plan["opens"]) if "opens" in plan else None,
            "state": state, "published_at": published, "created_at": asked,
            "changed_at": published or asked, "sequence": int(state == "cancelled"),
        },
        slug=plan["slug"],
    )  # fmt: skip
    if made:
        _steps(world, event, plan, asked)
        _registrations(world, event, plan)
        _picture(event)
        world.find("event", event)


def _steps(world, event, plan, asked) -> None:
    vera, organiser = world.people["vera"], event.organiser
    way = [(organiser, "draft", "draft", "")]
    if "returned" in plan or event.state != "draft":
        way.append((organiser, "draft", "proposed", ""))
    if "returned" in plan:
        way.append((vera, "proposed", "draft", plan["returned"]))
    if event.is_announced:
        way.append((vera, "proposed", "published", ""))
    if event.is_cancelled:
        way.append((organiser, "published", "cancelled", plan["cancelled"]))
    steps = [
        EventStep(
            event=event, actor=actor, before=before, after=after, reason=reason,
            at=asked + timedelta(days=number), sequence=int(after == "cancelled"),
        )
        for number, (actor, before, after, reason) in enumerate(way)
    ]  # fmt: skip
    for step in EventStep.objects.bulk_create(steps):
        world.remember(step)


def _registrations(world, event, plan) -> None:
    # The same people come every time the network is made.
    rng = random.Random(event.slug)
    members = [
        person for handle, person in sorted(world.people.items())
        if person.is_member and person != event.organiser
    ]  # fmt: skip
    places, line = plan.get("places", 0), plan.get("line", 0)
    guests = rng.sample(members, min(len(members), places + line))
    begun = event.published_at or timezone.now()
    registrations = []
    for number, person in enumerate(guests):
        confirmed = number < places
        at = begun + timedelta(hours=3 * number + 1)
        at = min(at, timezone.now() - timedelta(minutes=len(guests) - number))
        registrations.append(Registration(
            event=event, person=person, state="confirmed" if confirmed else "waiting",
            note=rng.choice(NOTES) if rng.random() < 0.15 else "",
            name_shown=rng.random() < 0.6, registered_at=at,
            confirmed_at=at if confirmed else None, told_sequence=event.sequence,
        ))  # fmt: skip
    for registration in Registration.objects.bulk_create(registrations):
        world.remember(registration)
    event.places_taken = min(len(guests), places)
    event.people_waiting = len(guests) - event.places_taken
    event.save(update_fields=["places_taken", "people_waiting"])
