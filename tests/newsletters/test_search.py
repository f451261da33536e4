from core import search
from core.models import SearchEntry
from newsletters.models import Issue
from newsletters.search import describe
from tests.factories.newsletters import IssueFactory, SentIssueFactory


def test_an_issue_in_the_archive_is_found_and_no_other(db):
    sent = SentIssueFactory(intro="Про рубрики")
    sent.items.create(heading="Silence", text="The **quiet** half")

    assert "quiet half" in describe(sent).text
    assert describe(IssueFactory()) is None
    assert describe(SentIssueFactory(in_archive=False)) is None
    assert describe(SentIssueFactory(state=Issue.State.CANCELLED)) is None
    search.index(sent)
    assert SearchEntry.objects.get(kind="newsletter").path == sent.get_absolute_url()
