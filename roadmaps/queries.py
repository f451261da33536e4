"""Lists that several screens show, at the same number of queries for one row and for many."""

from django.db.models import QuerySet

from . import holders
from .models import Checklist, Item, PeerRequest, TemplateVersion

# A person has a handful; who reads for the committee gets the newest.
_MOST = 50


def newest_versions(templates: QuerySet) -> list[TemplateVersion]:
    """The newest published version of each template: two queries for all."""
    keys = [template.newest_id for template in templates.with_newest()]
    versions = TemplateVersion.objects.filter(pk__in=keys).select_related("template")
    return sorted(versions, key=lambda version: (version.template.created_at, version.pk))


def rows_of(checklists: QuerySet) -> list[Checklist]:
    """Checklists as a list shows them, with holder and counts: no query for each."""
    rows = list(checklists.with_counts().select_related("version__template")[:_MOST])
    holders.in_bulk(rows)
    return rows


def with_items(rows: list[PeerRequest]) -> list[PeerRequest]:
    """Each with holder and step, a few queries for all."""
    holders.in_bulk(rows)
    keys = {(row.template_id, row.item_key) for row in rows}
    items = Item.objects.filter(
        key__in={key for _template, key in keys},
        version__published_at__isnull=False,
        version__template__in={template for template, _key in keys},
    ).select_related("version__template", "chapter")
    newest = {}
    for item in items.order_by("version__number"):
        newest[item.version.template_id, item.key] = item
    for row in rows:
        row._item = newest.get((row.template_id, row.item_key))
    return rows
