"""What the network counts of its members: see core.figures."""

from django.urls import reverse
from django.utils.translation import ngettext

from core import figures

from .models import Institution, User


def register() -> None:
    figures.register(
        "members",
        count=User.objects.filter(is_member=True, is_active=True).count,
        label=lambda number: ngettext("member", "members", number),
        href=lambda: reverse("members:directory"),
        order=10,
    )
    figures.register(
        "institutions",
        count=Institution.objects.filter(is_member=True).count,
        label=lambda number: ngettext("member institution", "member institutions", number),
        href=lambda: reverse("members:institutions"),
        order=20,
    )
    figures.register(
        "countries",
        count=_countries,
        label=lambda number: ngettext("country", "countries", number),
        href=lambda: reverse("members:map"),
        order=30,
    )


def _countries() -> int:
    """Where members and member institutions are."""
    people = User.objects.filter(is_member=True, is_active=True, country__isnull=False)
    places = Institution.objects.filter(is_member=True).order_by()
    return people.order_by().values("country").union(places.values("country")).count()
