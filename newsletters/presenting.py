"""What an issue looks like to a searcher and on the desk."""

from django.urls import reverse

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


def work_in_hand() -> int:
    """Issues that are neither being written nor done: scheduled, leaving, or stopped."""
    on_their_way = [Issue.State.SCHEDULED, Issue.State.SENDING, Issue.State.PAUSED]
    return Issue.objects.filter(state__in=on_their_way).count()


def work_path() -> str:
    return reverse("admin:newsletters_issue_changelist")
