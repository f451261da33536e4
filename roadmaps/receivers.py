"""Facts from below: two people, or two institutions, became one."""

from django.dispatch import receiver
from django.utils import timezone

from members.signals import institutions_merged, people_merged

from .models import Checklist, PeerPair, PeerRequest


@receiver(people_merged, dispatch_uid="roadmaps.people_merged")
def follow_person(sender, kept, gone, **kwargs):
    _follow(kept, gone)


@receiver(institutions_merged, dispatch_uid="roadmaps.institutions_merged")
def follow_institution(sender, kept, gone, **kwargs):
    _follow(kept, gone)


def _follow(kept, gone) -> None:
    """Everything goes over; of two copies of one template the one that goes is put away."""
    now = timezone.now()
    new = Checklist.held(kept)
    there = Checklist.objects.live().held_by(kept).values("template")
    theirs = Checklist.objects.held_by(gone)
    theirs.live().filter(template__in=list(there.values_list("template", flat=True))).update(
        put_away_at=now, shows_percent=False
    )
    theirs.update(**new)
    for row in PeerRequest.objects.filter(**PeerRequest.held(gone)):
        same = PeerRequest.objects.open().filter(
            **new, template=row.template_id, item_key=row.item_key, direction=row.direction
        )
        if row.withdrawn_at is None and same.exists():
            row.withdrawn_at = now
        row.holder = kept
        row.save()
    for pair in PeerPair.objects.filter(**PeerPair.held(gone)).select_related("ask"):
        if PeerPair.objects.filter(ask=pair.ask, **new).exists():
            pair.delete()
            continue
        pair.holder = kept
        pair.save()
