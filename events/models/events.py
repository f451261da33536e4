import uuid
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from core.addresses import address
from core.cover_images import Pictured
from core.slugs import slug_of
from core.textfold import fold
from members.models import Centre

# Words that stand for screens under /events/.
_RESERVED = {"add", "calendar", "feed", "mine", "places"}


class EventQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Who sees an event.

        anyone      announced (published, or cancelled after that), and not for members only
        members     announced
        organiser   their own, drafts too
        managers    all but other people's drafts
        """
        announced = Q(state__in=Event.ANNOUNCED)
        if viewer.has_perm("events.change_event"):
            return self.filter(~Q(state=Event.State.DRAFT) | Q(organiser=viewer))
        if not viewer.is_authenticated:
            return self.filter(announced, members_only=False)
        if not viewer.is_member:
            announced &= Q(members_only=False)
        return self.filter(announced | Q(organiser=viewer))

    def announced(self):
        """What has been published, be it cancelled since."""
        return self.filter(state__in=Event.ANNOUNCED)

    def upcoming(self):
        """Not over yet, the next one first."""
        return self.filter(ends_at__gte=now()).order_by("starts_at", "pk")

    def past(self):
        """Over, the latest one first."""
        return self.filter(ends_at__lt=now()).order_by("-starts_at", "-pk")

    def between(self, start: datetime, end: datetime):
        """Going on at any time from `start` up to `end`."""
        return self.filter(starts_at__lt=end, ends_at__gt=start).order_by("starts_at", "pk")

    def matching(self, words: str):
        """Whose title, summary or place, in any script, holds every word typed."""
        found = self
        for word in fold(words).split()[:8]:
            found = found.filter(folded__contains=word)
        return found

    def in_language(self, code: str):
        return self.filter(languages__contains=f" {code} ")

    def shared(self, *, person=None, institution=None, centre=None):
        """What somebody organises; what an institution, with its centres, or a CTL hosts."""
        found = self
        if person:
            found = found.filter(organiser=person)
        if institution:
            centres = Centre.objects.filter(institution=institution)
            found = found.filter(Q(institution=institution) | Q(centre__in=centres))
        if centre:
            found = found.filter(centre=centre)
        return found

    def proposed(self):
        """On the committee's desk."""
        return self.filter(state=Event.State.PROPOSED)


class Event(Pictured):
    class Kind(models.TextChoices):
        CONFERENCE = "conference", _("conference")
        SEMINAR = "seminar", _("seminar")
        WEBINAR = "webinar", _("webinar")
        WORKSHOP = "workshop", _("workshop")
        COUNSELLING = "counselling", _("counselling")
        ANNUAL_MEETING = "annual-meeting", _("annual meeting")
        STAFF_WEEK = "staff-week", _("staff week")

    class Mode(models.TextChoices):
        IN_PERSON = "in-person", _("in person")
        ONLINE = "online", _("online")
        HYBRID = "hybrid", _("in person and online")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        PROPOSED = "proposed", _("proposed")
        PUBLISHED = "published", _("published")
        CANCELLED = "cancelled", _("cancelled")

    ANNOUNCED = [State.PUBLISHED, State.CANCELLED]
    # A change of one of these is a new version of the calendar entry, and people are told.
    MOVES = (
        "starts_at", "ends_at", "whole_days", "timezone", "mode", "venue", "city", "country_id",
        "joining_link",
    )  # fmt: skip

    # For calendars: it stays when the title and the address change.
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=150)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    summary = models.CharField(_("in one or two sentences"), max_length=300)
    description = models.TextField(_("description"), max_length=20_000, blank=True)
    language = models.CharField(_("language of the text"), max_length=10, default="en")
    # Codes between spaces, " en sq ", so that one can be looked for on every database.
    languages = models.CharField(_("languages spoken"), max_length=120, default=" en ")

    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    # From the midnight that begins the first day to the one that ends the last.
    whole_days = models.BooleanField(_("takes whole days"), default=False)
    timezone = models.CharField(_("time zone"), max_length=40, default="Europe/Belgrade")

    mode = models.CharField(_("where it happens"), max_length=10, choices=Mode)
    venue = models.CharField(_("building and room"), max_length=200, blank=True)
    city = models.CharField(_("city"), max_length=80, blank=True)
    country = models.ForeignKey(
        "members.Country", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("country"),
    )  # fmt: skip
    joining_link = models.URLField(_("link to join"), max_length=500, blank=True)

    # Empty after the organiser has left.
    organiser = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+",
        verbose_name=_("organiser"),
    )  # fmt: skip
    institution = models.ForeignKey(
        "members.Institution", models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("hosted by the institution"),
    )  # fmt: skip
    centre = models.ForeignKey(
        "members.Centre", models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("hosted by the CTL"),
    )  # fmt: skip

    # Empty: as many as like to come.
    capacity = models.PositiveIntegerField(_("places"), null=True, blank=True)
    has_waiting_list = models.BooleanField(_("keep a waiting list"), default=True)
    registration_opens_at = models.DateTimeField(_("registration opens"), null=True, blank=True)
    registration_closes_at = models.DateTimeField(_("registration closes"), null=True, blank=True)
    members_only = models.BooleanField(_("for members only"), default=False)
    # Both are kept by actions, under the lock on this row.
    places_taken = models.PositiveIntegerField(_("places taken"), default=0, editable=False)
    people_waiting = models.PositiveIntegerField(_("people waiting"), default=0, editable=False)

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    # iCalendar's: how often the entry in people's calendars had to be changed.
    sequence = models.PositiveIntegerField(_("version for calendars"), default=0, editable=False)
    created_at = models.DateTimeField(_("made"), default=now, editable=False)
    changed_at = models.DateTimeField(_("changed"), default=now, editable=False)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    folded = models.TextField(editable=False, default="")

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["starts_at", "pk"]
        indexes = [
            models.Index(fields=["state", "ends_at"], name="events_by_time"),
            models.Index(fields=["organiser"], name="events_of_an_organiser"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="an_event_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(registration_opens_at=None)
                | Q(registration_closes_at=None)
                | Q(registration_closes_at__gt=F("registration_opens_at")),
                name="registration_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(capacity__gte=1), name="an_event_has_a_place"
            ),
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(places_taken__lte=F("capacity")),
                name="no_more_places_taken_than_there_are",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "proposed"]) | Q(published_at__isnull=False),
                name="an_announced_event_was_published",
            ),
        ]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        if not self.slug:
            self.slug = self.free_slug()
        self.refold()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return address("events:detail", self.slug)

    def refold(self) -> None:
        """Bring the column that the list searches up to date."""
        self.folded = fold(" ".join([self.title, self.summary, self.venue, self.city]))

    def free_slug(self) -> str:
        """The title as an address, with a number behind it where another event has it."""
        stem = slug_of(self.title, "event")
        taken = _RESERVED | set(
            Event.objects.filter(slug__startswith=stem).values_list("slug", flat=True)
        )
        number, slug = 1, stem
        while slug in taken:
            number += 1
            slug = f"{stem}-{number}"
        return slug

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def first_day(self) -> date:
        return self.local_start.date()

    @property
    def local_start(self) -> datetime:
        """The beginning by the clock of the place."""
        return self.starts_at.astimezone(self.zone)

    @property
    def local_end(self) -> datetime:
        return self.ends_at.astimezone(self.zone)

    @property
    def last_day(self) -> date:
        """What ends at midnight does not take place on the day that begins then."""
        # In UTC: by the clock of the wall a moment before a skipped midnight is the same day.
        return (self.ends_at - timedelta(microseconds=1)).astimezone(self.zone).date()

    @property
    def reminder_at(self) -> datetime:
        """When its reminder leaves: on the day before, at the hour of its beginning.

        By the clock of the place. Twenty-four hours before it may be the same day, or two days
        before, where the clocks change.
        """
        return self.local_start - timedelta(days=1)

    @property
    def is_today(self) -> bool:
        """Whether it begins today, by the clock of the place."""
        return now().astimezone(self.zone).date() == self.first_day

    def other_zone_of(self, person) -> str:
        """The zone of somebody's own clock, where it shows another hour than that of the place."""
        try:
            local = self.starts_at.astimezone(ZoneInfo(person.timezone))
        except (KeyError, ValueError):
            return ""
        return person.timezone if local.utcoffset() != self.local_start.utcoffset() else ""

    @property
    def is_one_day(self) -> bool:
        return self.first_day == self.last_day

    @property
    def language_codes(self) -> list[str]:
        return self.languages.split()

    @language_codes.setter
    def language_codes(self, codes: list[str]) -> None:
        self.languages = f" {' '.join(codes)} "

    @property
    def has_online_part(self) -> bool:
        return self.mode != self.Mode.IN_PERSON

    @property
    def has_place(self) -> bool:
        return self.mode != self.Mode.ONLINE

    @property
    def place(self) -> str:
        """Building, city and country, as far as they are known."""
        parts = [self.venue, self.city, str(self.country) if self.country_id else ""]
        return ", ".join(part for part in parts if part)

    @property
    def mark(self) -> str:
        """Stands on the page of whoever decides about it: another one after any change."""
        return self.changed_at.isoformat()

    @property
    def hue(self) -> str:
        """The kind, as the stylesheet names its colour."""
        return self.kind.replace("-", "_")

    @property
    def host(self):
        """The centre that hosts, else the institution, else nobody."""
        return self.centre or self.institution

    @property
    def is_announced(self) -> bool:
        return self.state in self.ANNOUNCED

    @property
    def is_cancelled(self) -> bool:
        return self.state == self.State.CANCELLED

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_over(self) -> bool:
        return self.ends_at < now()

    @property
    def has_begun(self) -> bool:
        return self.starts_at <= now()

    @property
    def places_left(self) -> int | None:
        """None when there is no limit."""
        return None if self.capacity is None else max(0, self.capacity - self.places_taken)

    @property
    def is_full(self) -> bool:
        return self.places_left == 0

    @property
    def closes_at(self) -> datetime:
        """When registration ends: as the organiser says, at the latest when the event begins."""
        return min(self.registration_closes_at or self.starts_at, self.starts_at)

    @property
    def is_open(self) -> bool:
        """Whether one may register now, for a place or for the waiting list."""
        moment = now()
        return (
            self.state == self.State.PUBLISHED
            and (self.registration_opens_at or moment) <= moment < self.closes_at
            and (not self.is_full or self.has_waiting_list)
        )

    @property
    def opens_later(self) -> bool:
        opens = self.registration_opens_at
        return self.state == self.State.PUBLISHED and bool(opens and opens > now())


class EventStep(models.Model):
    """One step in the life of an event: who, when, why, and what changed. Only ever added."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="steps")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    before = models.CharField(_("before"), max_length=10, choices=Event.State)
    after = models.CharField(_("after"), max_length=10, choices=Event.State)
    reason = models.TextField(_("reason"), max_length=2000, blank=True)
    # {"starts_at": "2026-05-04T07:00:00+00:00"}: what held before this step.
    changes = models.JSONField(_("what held before"), default=dict, blank=True)
    # The version for calendars that this step made; people who know an older one are told.
    sequence = models.PositiveIntegerField(_("version for calendars"), default=0)
    at = models.DateTimeField(_("when"), default=now)

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.get_before_display()} → {self.get_after_display()}"
