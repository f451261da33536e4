"""What somebody shared in the repository: practices on one shelf, everything else on another."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.timezone import localdate

from members import showcase
from members.showcase import Row, Shelf

from .catalogue import LINE
from .models import Resource
from .vocabulary import KINDS_OF, Family


def practices(key: str):
    return lambda thing, viewer: _shelf({key: thing}, viewer, kind__in=KINDS_OF[Family.PRACTICE])


def records(key: str):
    kinds = [kind for family, kinds in KINDS_OF.items() if family != Family.PRACTICE
             for kind in kinds]  # fmt: skip
    return lambda thing, viewer: _shelf({key: thing}, viewer, kind__in=kinds)


def _shelf(whose: dict, viewer, **kinds) -> Shelf:
    found = Resource.objects.listed_for(viewer).shared(**whose).filter(**kinds).only(*LINE)
    more = f"{reverse('resources:list')}?{urlencode(showcase.handles(whose))}"
    return showcase.shelf(found.order_by("-published_at", "-pk"), _row, more)


def _row(resource: Resource) -> Row:
    who = f"{resource.byline} ({resource.year})" if resource.year else resource.byline
    return Row(
        resource.title_in_its_language, resource.get_absolute_url(), note=who,
        when=localdate(resource.published_at), family="record", kind=resource.family,
        kind_label=resource.kind_label,
    )  # fmt: skip
