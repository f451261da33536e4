"""What a record looks like to a searcher."""

from core import markdown, search

from . import catalogue
from .models import Resource


def describe(resource: Resource) -> search.Entry | None:
    if not resource.is_accepted:
        return None
    # A short abstract stands whole in the summary, and Markdown costs the most of all this.
    is_cut = resource.summary.endswith("…")
    abstract = markdown.plain(resource.abstract) if is_cut else resource.summary
    tags = " ".join(tag.name for tag in resource.tags.all())
    text = " ".join([
        catalogue.tokens(resource), resource.byline, tags, resource.published_in,
        resource.institution.name if resource.institution else "",
        resource.centre.name if resource.centre else "",
        abstract,
    ])  # fmt: skip
    return search.Entry(
        title=resource.title, text=text, audience=resource.audience, summary=resource.summary,
        language=resource.language, happened_at=resource.published_at,
    )  # fmt: skip


def records():
    """What a rebuild of the index walks over."""
    return (
        Resource.objects.filter(state=Resource.State.ACCEPTED)
        .select_related("institution", "centre").prefetch_related("tags")
    )  # fmt: skip
