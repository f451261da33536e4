"""Rows that were filed by an earlier edition of the rules, or by none, are filed again.

Run after every migrate: where nothing is stale it costs two queries.
"""

from django.db.models import Model

from core import search
from core.collation import EDITION, SORT_COLUMNS
from core.migrating import stops_half_way

from .models import Institution, User
from .stamps import census

_BATCH = 500
_COLUMNS = {
    Institution: ["folded"],
    User: ["institution_for", "folded", "folded_for_members", "folded_for_colleagues", "facets"],
}


def file_again(**kwargs) -> None:
    """Bring the words and the places in order of institutions, then of people, up to date."""
    if stops_half_way(**kwargs):
        return
    for kind, model in (("institution", Institution), ("member", User)):
        while batch := _stale(model):
            for row in batch:
                row.refold()
            columns = [*_COLUMNS[model], *SORT_COLUMNS, "filed_by"]
            model.objects.bulk_update(batch, columns)
            search.index_many(kind, batch)
            census.forget()


def _stale(model: type[Model]) -> list[Model]:
    rows = model.objects.filter(filed_by__lt=EDITION).order_by("pk")
    if model is User:
        rows = rows.select_related("institution")
    return list(rows[:_BATCH])
