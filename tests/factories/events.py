from datetime import timedelta

import factory
from django.utils import timezone

from events.models import Event, Registration

from .members import MemberFactory


class EventFactory(factory.django.DjangoModelFactory):
    """Published, next month, in Sarajevo, open for everybody without limit."""

    class Meta:
        model = Event

    title = factory.Sequence("Assessment that helps to learn {}".format)
    kind = Event.Kind.WORKSHOP
    summary = "An afternoon about feedback."
    description = "We look at **three** courses."
    starts_at = factory.LazyFunction(
        lambda: timezone.now().replace(microsecond=0) + timedelta(days=30)
    )
    ends_at = factory.LazyAttribute(lambda event: event.starts_at + timedelta(hours=3))
    timezone = "Europe/Sarajevo"
    mode = Event.Mode.IN_PERSON
    venue = "Room 5"
    city = "Sarajevo"
    organiser = factory.SubFactory(MemberFactory)
    state = Event.State.PUBLISHED
    published_at = factory.LazyAttribute(
        lambda event: timezone.now() if event.state in Event.ANNOUNCED else None
    )


class RegistrationFactory(factory.django.DjangoModelFactory):
    """A confirmed place; the event's counters follow."""

    class Meta:
        model = Registration
        skip_postgeneration_save = True

    event = factory.SubFactory(EventFactory)
    person = factory.SubFactory(MemberFactory)
    state = Registration.State.CONFIRMED
    confirmed_at = factory.LazyAttribute(
        lambda one: one.registered_at if one.state == "confirmed" else None
    )
    registered_at = factory.LazyFunction(timezone.now)
    cancelled_at = factory.LazyAttribute(
        lambda one: timezone.now() if one.state == "cancelled" else None
    )

    @factory.post_generation
    def counters(self, create, extracted, **kwargs):
        if self.is_confirmed:
            self.event.places_taken += 1
        elif self.is_waiting:
            self.event.people_waiting += 1
        self.event.save(update_fields=["places_taken", "people_waiting"])
