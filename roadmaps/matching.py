"""Who fits whom: the same step, a language in common, the same country first."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from core import cldr

from . import holders
from .models import PeerPair, PeerRequest

# So many proposals at once; the rest stands on the list for whoever looks.
MOST = 3
Direction = PeerRequest.Direction


def candidates(request: PeerRequest) -> list[PeerRequest]:
    """The best few of the other side that are open and were not proposed before."""
    other = Direction.OFFER if request.direction == Direction.ASK else Direction.ASK
    rows = PeerRequest.objects.open().filter(
        direction=other, template=request.template_id, item_key=request.item_key
    )
    rows = [
        row for row in rows.exclude(**PeerRequest.held(request.holder)) if common(request, row)
    ]
    holders.in_bulk(rows)
    is_new = _not_proposed(request)
    fitting = [row for row in rows if row.holder and is_new(row)]
    return sorted(fitting, key=lambda row: _rank(request, row))[:MOST]


def common(one: PeerRequest, other: PeerRequest) -> list[str]:
    """The languages that both can work in."""
    return [code for code in one.language_codes if code in other.language_codes]


def _rank(request: PeerRequest, other: PeerRequest) -> tuple:
    at_home = _country(request.holder) == _country(other.holder)
    return not at_home, -len(common(request, other)), other.created_at


def _country(holder) -> str:
    return holders.kind_of(holder).speaks(holder)[0]


def _not_proposed(request: PeerRequest) -> Callable[[PeerRequest], bool]:
    """Whether these two have never been proposed to each other for this ask."""
    if request.direction == Direction.ASK:
        pairs = PeerPair.objects.filter(ask=request).values_list("holder_kind", "holder_id")
        helpers = set(pairs)
        return lambda row: (row.holder_kind, row.holder_id) not in helpers
    pairs = PeerPair.objects.filter(**PeerPair.held(request.holder))
    asks = set(pairs.values_list("ask", flat=True))
    return lambda row: row.pk not in asks


def reason(pair: PeerPair) -> str:
    """Why these two, in words."""
    said = [pair.note] if pair.note else []
    ask, helper = pair.ask, pair.holder
    if pair.offer_id:
        said.append(_("One asks for help on this step, the other offers it."))
        if both := common(ask, pair.offer):
            names = ", ".join(cldr.language_name(code) for code in both)
            said.append(_("You can work in %(languages)s.") % {"languages": names})
    else:
        said.append(_("The committee thought of you two."))
    if ask.holder and helper and _country(ask.holder) == _country(helper):
        said.append(_("Both of you are in the same country."))
    return " ".join(said)
