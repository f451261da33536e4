"""What somebody shared in the repository: practices in one section, the rest in another."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from core import contributions
from core.contributions import Contributions, Row

from .catalogue import LINE
from .models import Resource
from .vocabulary import KINDS_OF, Family


def register() -> None:
    for key, label, given, order in (
        ("practices", _("Practices"), _practices, 20),
        ("resources", _("Resources"), _records, 30),
    ):
        of = {whose: given(whose) for whose in ("person", "institution", "centre")}
        contributions.register(key, label, order=order, **of)


def _practices(key: str):
    return lambda thing, viewer: _given({key: thing}, viewer, kind__in=KINDS_OF[Family.PRACTICE])


def _records(key: str):
    kinds = [kind for family, kinds in KINDS_OF.items() if family != Family.PRACTICE
             for kind in kinds]  # fmt: skip
    return lambda thing, viewer: _given({key: thing}, viewer, kind__in=kinds)


def _given(whose: dict, viewer, **kinds) -> Contributions:
    found = Resource.objects.listed_for(viewer).shared(**whose).filter(**kinds).only(*LINE)
    more = f"{reverse('resources:list')}?{urlencode(contributions.to_query(whose))}"
    return contributions.first(found.order_by("-published_at", "-pk"), _row, more)


def _row(resource: Resource) -> Row:
    who = f"{resource.byline} ({resource.year})" if resource.year else resource.byline
    return Row(
        resource.title_in_its_language, resource.get_absolute_url(), note=who,
        when=localdate(resource.published_at), family="record", kind=resource.family,
        kind_label=resource.kind_label,
    )  # fmt: skip
