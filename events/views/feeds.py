"""Calendars and the Atom feed: for programs, so without session, language or login."""

import hashlib
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db.models import Count, Max
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.http import quote_etag
from django.utils.translation import override
from django.views.decorators.http import condition, require_safe

from events import calendars
from events.lists import Asked
from events.models import CalendarKey, Event, Registration

# A calendar shows what was on this season, and all that comes.
_LOOK_BACK = timedelta(days=90)


def _public_events(request):
    events = Event.objects.visible_to(AnonymousUser()).announced()
    events = Asked.of(request.GET).among(events)
    since = timezone.now() - _LOOK_BACK
    return events.filter(ends_at__gt=since).order_by("starts_at", "pk")


def _version(request, *args, **kwargs):
    newest = Event.objects.aggregate(newest=Max("changed_at"), number=Count("pk"))
    return quote_etag(f"{newest['newest']}-{newest['number']}-{timezone.now():%Y%m%d}")


@require_safe
@condition(etag_func=_version)
def calendar_feed(request):
    """All public events, to subscribe to; the filters of the list work here too."""
    # Programs come every hour, and nearly always for the same bytes.
    key = f"events:{Asked.of(request.GET).link()}:{_version(request)}"
    key = hashlib.sha256(key.encode()).hexdigest()
    body = cache.get(key)
    if body is None:
        with override("en"):
            events = _public_events(request).select_related("country")
            body = calendars.feed(events, name=settings.WAGTAIL_SITE_NAME)
        cache.set(key, body, timeout=24 * 3600)
    return _file(body, "calendar.ics", shared=True)


@require_safe
def event_file(request, slug):
    event = get_object_or_404(
        Event.objects.visible_to(request.user).announced().select_related("country"), slug=slug
    )
    with override("en"):
        body = calendars.single(event)
    return _file(body, f"{event.slug}.ics", shared=not event.members_only)


@require_safe
def personal_feed(request, token):
    """What one person has a place at or runs, by the secret in the address."""
    # An account that was shut opens nothing by its old secrets either.
    keys = CalendarKey.objects.filter(person__is_active=True).select_related("person")
    key = get_object_or_404(keys, token=token)
    places = Registration.objects.confirmed().filter(person=key.person).values("event")
    events = Event.objects.announced().select_related("country")
    since = timezone.now() - _LOOK_BACK
    mine = events.filter(pk__in=places) | events.filter(organiser=key.person)
    with override("en"):
        body = calendars.feed(
            mine.filter(ends_at__gt=since).order_by("starts_at", "pk"),
            name=settings.WAGTAIL_SITE_NAME,
            join=True,
        )
    return _file(body, "calendar.ics", shared=False)


def _file(body: bytes, name: str, *, shared: bool) -> HttpResponse:
    response = HttpResponse(body, content_type=calendars.CONTENT_TYPE)
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "public, max-age=600" if shared else "private, no-store"
    return response
