"""How far a centre or an institution has come, where it wants that to be seen."""

from django.db.models import BooleanField, Exists, OuterRef, Q, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from core import contributions
from core.contributions import Contributions, Row

from .models import Checklist


def roadmap(holder, viewer) -> Contributions:
    """Its bars: for everybody where its head says so, for its people and readers all they see."""
    seen = Checklist.objects.visible_to(viewer).filter(pk=OuterRef("pk"))
    is_seen = Exists(seen) if viewer.is_authenticated else Value(False, BooleanField())
    live = Checklist.objects.live().held_by(holder).with_counts().annotate(is_seen=is_seen)
    rows = live.filter(Q(shows_percent=True) | Q(is_seen=True))
    rows = rows.select_related("version__template", "template").order_by("taken_at", "pk")
    return contributions.first(rows, _row)


def _row(checklist: Checklist) -> Row:
    note = "" if checklist.shows_percent else _("not shown to the public")
    url = (
        checklist.get_absolute_url()
        if checklist.is_seen
        else reverse("roadmaps:template", args=[checklist.template.slug])
    )
    return Row(
        str(checklist),
        url,
        note=note,
        percent=checklist.percent,
        percent_words=checklist.percent_words,
    )
