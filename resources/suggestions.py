"""Records that help with a topic."""

from collections.abc import Sequence

from django.db.models import Q

from core.suggestions import Suggestion
from core.textfold import fold
from members import topics as fields

from .models import Resource, Tagging

_MOST = 300


def records(topics: Sequence[str], viewer, limit: int) -> list[Suggestion]:
    """Accepted records that `viewer` sees, by tag first, then by the words of their title.

    A tag that is a topic counts as three words of it.
    """
    beginnings = fields.stems(topics)
    tagged = Tagging.objects.filter(tag__slug__in=topics).values("content_object")
    fits = Q(pk__in=tagged)
    for start in beginnings:
        fits |= Q(folded_title__contains=start) | Q(taggings__tag__slug__startswith=start)
    rows = (
        Resource.objects.listed_for(viewer).filter(fits).distinct()
        .prefetch_related("tags").order_by("-published_at", "-pk")[:_MOST]
    )  # fmt: skip
    scored = []
    for record in rows:
        tags = [tag.slug for tag in record.tags.all()]
        number = 3 * len(set(tags) & set(topics))
        number += fields.score(f"{record.folded_title} {fold(' '.join(tags))}", beginnings)
        if number:
            scored.append((number, record))
    scored.sort(key=lambda row: -row[0])
    return [
        Suggestion(record.title_in_its_language, record.get_absolute_url(), record.kind_label)
        for _number, record in scored[:limit]
    ]
