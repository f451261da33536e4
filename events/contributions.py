"""What somebody organises or hosts: what comes in one section, what has been in another."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import contributions
from core.contributions import Contributions, Row

from .models import Event


def register() -> None:
    for key, label, given, order in (
        ("events", gettext_lazy("Coming events"), _coming, 10),
        ("events-past", gettext_lazy("Past events"), _past, 40),
    ):
        of = {whose: given(whose) for whose in ("person", "institution", "centre")}
        contributions.register(key, label, order=order, **of)


def _coming(key: str):
    return lambda thing, viewer: _given(_announced({key: thing}, viewer).upcoming(), {key: thing})


def _past(key: str):
    return lambda thing, viewer: _given(
        _announced({key: thing}, viewer).past(), {key: thing}, when="past"
    )


def _announced(whose: dict, viewer):
    return Event.objects.visible_to(viewer).announced().shared(**whose)


def _given(events, whose: dict, **more) -> Contributions:
    path = f"{reverse('events:list')}?{urlencode(more | contributions.to_query(whose))}"
    return contributions.first(events.defer("description", "folded"), _row, path)


def _row(event: Event) -> Row:
    kind = event.get_kind_display().capitalize()
    return Row(
        format_html('<span lang="{}">{}</span>', event.language, event.title),
        event.get_absolute_url(),
        note=_("Cancelled") if event.is_cancelled else event.summary,
        when=event.first_day, family="event", kind=event.kind, kind_label=kind,
    )  # fmt: skip
