"""For how long checklists that were put away, and threads that are closed, are kept."""

from django.utils.translation import gettext_lazy as _

from core import retention

from .models import Checklist, PeerPair, PeerRequest

_put_away = retention.rows(lambda before: Checklist.objects.filter(put_away_at__lt=before))


def register() -> None:
    retention.register("roadmaps", _("Checklists that were put away"), 1825, _put_away)
    retention.register(
        "peer_pairs",
        _("Threads of peers that are closed"),
        730,
        retention.rows(
            lambda before: (
                PeerPair.objects.filter(closed_at__lt=before)
                | PeerPair.objects.filter(declined_at__lt=before)
            )
        ),
    )
    retention.register(
        "peer_requests",
        _("Asks and offers of help that were taken back"),
        730,
        retention.rows(
            lambda before: PeerRequest.objects.filter(
                withdrawn_at__lt=before, pairs=None, offered_in=None
            )
        ),
    )
