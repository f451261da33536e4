"""Taking the demo network away: just the rows that were remembered, newest first."""

from django.db import models, transaction
from django.db.models import ProtectedError, RestrictedError

from core import search
from portal.models import DemoRow
from resources import tallies

from ._memberships import take_periods_back


def flush() -> tuple[int, list[models.Model]]:
    """Remove every remembered row. Returns how many went, and what others still need."""
    gone = 0
    waiting = list(DemoRow.objects.order_by("-pk"))
    while waiting:
        # What something protects goes in a later round, when that something has gone.
        protected = [row for row in waiting if not _remove(row)]
        gone += len(waiting) - len(protected)
        if len(protected) == len(waiting):
            break
        waiting = protected
    take_periods_back()
    # Rows went without the actions that would have counted them out.
    tallies.recount()
    return gone, [_thing(row) for row in waiting]


def _thing(row: DemoRow) -> models.Model | None:
    model = row.content_type.model_class()
    return model and model._base_manager.filter(pk=row.object_id).first()


def _remove(row: DemoRow) -> bool:
    """Remove one row with its files and search entry; False while something protects it."""
    thing = _thing(row)
    if thing is not None:
        files = [
            getattr(thing, field.name)
            for field in thing._meta.concrete_fields
            if isinstance(field, models.FileField) and getattr(thing, field.name)
        ]
        try:
            with transaction.atomic():
                if any(isinstance(thing, kind.model) for kind in search.kinds()):
                    search.forget(thing)
                thing.delete()
        except (ProtectedError, RestrictedError):
            return False
        for file in files:
            transaction.on_commit(lambda file=file: file.storage.delete(file.name))
    row.delete()
    return True
