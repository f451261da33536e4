"""What an issue of a newsletter looks like to a searcher."""

from core import markdown
from core.search import Entry

from .models import Issue


def describe(issue: Issue) -> Entry | None:
    """An issue in the archive can be found by everybody; no other can."""
    if not issue.in_archive or not issue.started_at or issue.state == Issue.State.CANCELLED:
        return None
    intro = markdown.plain(issue.intro)
    pieces = [
        f"{item.heading} {item.note} {markdown.plain(item.text)}" for item in issue.items.all()
    ]
    return Entry(
        title=issue.subject,
        text=" ".join([intro, *pieces]),
        summary=intro[:300],
        language=issue.language,
        happened_at=issue.started_at,
    )
