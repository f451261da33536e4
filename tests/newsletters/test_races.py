"""An issue that starts to leave while its editor is still writing, in two processes."""

import time

import pytest
from django.db import connection, transaction
from django.urls import reverse

from members.models import User
from newsletters.actions import issues
from newsletters.models import Issue
from tests.cast import CAST
from tests.factories.newsletters import IssueFactory, ListFactory, SubscriberFactory
from tests.processes import at_once
from tests.signing_in import signed_in

pytestmark = pytest.mark.processes

# SQLite lets one writer in at a time: there the two cannot meet at all.
_ROWS_ARE_LOCKED = connection.vendor == "postgresql"


def _either(deed, *call):
    return {"keep": keep_words, "leave": leave}[deed](*call)


def leave(issue: int):
    """Starts the issue, and is done with it only when the other one waits; to how many it goes."""

    def begin():
        with transaction.atomic():
            readers = issues.start(Issue.objects.get(pk=issue))
            _until(_somebody_waits)
        return readers

    return begin


def keep_words(handle: str, issue: int, news: int):
    """Keeps other words while the start is under way; what the desk answered."""
    client = signed_in(User.objects.get(handle=handle))
    form = {
        "subject": "Other words", "lists": [news], "language": "en", "intro": "Dear colleagues",
        "items-TOTAL_FORMS": "0", "items-INITIAL_FORMS": "0",
    }  # fmt: skip
    address = reverse("admin:newsletters_issue_change", args=[issue])

    def begin():
        _until(lambda: _is_held(issue))
        return client.post(address, form).status_code

    return begin


def _until(holds):
    deadline = time.monotonic() + 30
    while _ROWS_ARE_LOCKED and not holds():
        assert time.monotonic() < deadline


def _is_held(issue):
    with transaction.atomic():
        free = Issue.objects.select_for_update(skip_locked=True).filter(pk=issue)
        return not list(free.values_list("pk"))


def _somebody_waits():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_locks WHERE NOT granted")
        return cursor.fetchone()


def test_words_kept_while_an_issue_starts_do_not_start_it_again(transactional_db):
    emil, news = CAST["emil"](), ListFactory()
    SubscriberFactory(to=news)
    issue = IssueFactory(to=news, state=Issue.State.SCHEDULED)

    said = at_once(_either, [("leave", issue.pk), ("keep", emil.handle, issue.pk, news.pk)])

    assert said == [1, 302]
    issue.refresh_from_db()
    assert issue.state in {Issue.State.SENDING, Issue.State.SENT}
    if _ROWS_ARE_LOCKED:
        assert issue.subject != "Other words"
