"""What somebody organises or hosts: what comes on one shelf, what has been on another."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from members import showcase
from members.showcase import Row, Shelf

from .models import Event


def coming(key: str):
    return lambda thing, viewer: _shelf(_announced({key: thing}, viewer).upcoming(), {key: thing})


def past(key: str):
    return lambda thing, viewer: _shelf(
        _announced({key: thing}, viewer).past(), {key: thing}, when="past"
    )


def _announced(whose: dict, viewer):
    return Event.objects.visible_to(viewer).announced().shared(**whose)


def _shelf(events, whose: dict, **more) -> Shelf:
    path = f"{reverse('events:list')}?{urlencode(more | showcase.handles(whose))}"
    return showcase.shelf(events.defer("description", "folded"), _row, path)


def _row(event: Event) -> Row:
    kind = event.get_kind_display().capitalize()
    return Row(
        format_html('<span lang="{}">{}</span>', event.language, event.title),
        event.get_absolute_url(),
        note=_("Cancelled") if event.is_cancelled else event.summary,
        when=event.first_day, family="event", kind=event.kind, kind_label=kind,
    )  # fmt: skip
